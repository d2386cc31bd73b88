import Foundation

/// How a small square of the earth lies on a raster: node coordinates and the geoid as polynomials of the place.
///
/// A patch is 1/64° wide. There every map projection is a cubic to a nanometre, which spares a call of PROJ for each
/// line of sight; and EGM96's 15′ grid, which is bilinear between its nodes, has none inside: it is kept exactly.
final class MapPatch: Sendable {
  /// Patches per degree.
  static let perDegree = 64.0

  /// Which patch: counted from the equator and from Greenwich.
  struct Index: Hashable {
    var north, east: Int32

    /// The patch that holds a place in degrees, longitude from −180 to 180.
    @inline(__always)
    init(latitude: Double, longitude: Double) {
      // The pole and the antimeridian belong to the patches before them.
      north = Int32(min((latitude * perDegree).rounded(.down), 90 * perDegree - 1))
      east = Int32(min((longitude * perDegree).rounded(.down), 180 * perDegree - 1))
    }
  }

  /// Which patch it is.
  let index: Index
  // Columns in the lower half, rows in the upper one, each by power of the longitude.
  private let nodes: Cubic<SIMD8<Double>>
  // The geoid's 1, u, v and uv.
  private let geoid: SIMD4<Double>

  /// Creates a patch from node coordinates at 4 × 4 Chebyshev nodes, south to north and west to east, and from the
  /// geoid's heights above the ellipsoid at the corners: south-west, south-east, north-west, north-east.
  init(_ index: Index, nodes: [SIMD2<Double>], geoid: [Double]) {
    self.index = index
    let rows = (0..<4).map { row -> SIMD8<Double> in
      let (a, b, c, d) = (nodes[row * 4], nodes[row * 4 + 1], nodes[row * 4 + 2], nodes[row * 4 + 3])
      let cubic = Cubic(a, b, c, d).coefficients
      return SIMD8(
        cubic[0].x, cubic[1].x, cubic[2].x, cubic[3].x, cubic[0].y, cubic[1].y, cubic[2].y, cubic[3].y)
    }
    self.nodes = Cubic(rows[0], rows[1], rows[2], rows[3])
    let (southWest, southEast, northWest, northEast) = (geoid[0], geoid[1], geoid[2], geoid[3])
    self.geoid =
      SIMD4(
        southWest + southEast + northWest + northEast, southEast - southWest + northEast - northWest,
        northWest + northEast - southWest - southEast, southWest - southEast - northWest + northEast) / 4
  }

  /// Returns column, row and the geoid's height above the ellipsoid at a place in degrees.
  @inline(__always)
  func callAsFunction(latitude: Double, longitude: Double) -> SIMD3<Double> {
    let (u, v) = place(latitude: latitude, longitude: longitude)
    let powers = nodes(v)
    let factors = SIMD4(1, u, u * u, u * u * u)
    return SIMD3(
      (powers.lowHalf * factors).sum(), (powers.highHalf * factors).sum(), (geoid * SIMD4(1, u, v, u * v)).sum())
  }

  /// Returns how column, row and geoid change with a degree of longitude and with a degree of latitude.
  func gradient(latitude: Double, longitude: Double) -> (perLongitude: SIMD3<Double>, perLatitude: SIMD3<Double>) {
    let (u, v) = place(latitude: latitude, longitude: longitude)
    let (powers, slopes) = (nodes(v), nodes.derivative(v))
    let (factors, changes) = (SIMD4(1, u, u * u, u * u * u), SIMD4(0, 1, 2 * u, 3 * u * u))
    let perU = SIMD3(
      (powers.lowHalf * changes).sum(), (powers.highHalf * changes).sum(), geoid.y + geoid.w * v)
    let perV = SIMD3((slopes.lowHalf * factors).sum(), (slopes.highHalf * factors).sum(), geoid.z + geoid.w * u)
    return (perU * (2 * Self.perDegree), perV * (2 * Self.perDegree))
  }

  /// Returns the place within the patch, from −1 to 1 eastward and northward.
  @inline(__always)
  private func place(latitude: Double, longitude: Double) -> (u: Double, v: Double) {
    (
      (longitude * Self.perDegree - Double(index.east)) * 2 - 1,
      (latitude * Self.perDegree - Double(index.north)) * 2 - 1
    )
  }
}
