import ImageKit

/// One photo as merging sees it: when, whose, and what it covers on the ground.
struct SurveyPhoto {
  let key: PhotoKey
  /// When it was taken by the camera's clock, for the order; empty when unknown.
  let time: String
  let capturedAt: CaptureTime?
  let focalLengthPixels: Double?
  let width, height: Int
  private let groundSampleDistance: Double?
  private let footprint: [HorizontalPosition]
  private let position: HorizontalPosition?

  init(_ record: PhotoRecord) {
    key = record.key
    time = record.capturedAt?.local ?? ""
    capturedAt = record.capturedAt
    focalLengthPixels = record.focalLengthPixels
    width = record.width
    height = record.height
    groundSampleDistance = record.groundSampleDistance
    footprint = record.georeference == .placed ? record.footprint ?? [] : []
    position = record.position
  }

  /// A place that the photo belongs to: its camera's, else the first corner of what it covers.
  var anchor: HorizontalPosition? { position ?? footprint.first }

  /// One photo on the plane of a site.
  struct View {
    /// The border of what it covers; empty when that is not known.
    let border: [SIMD2<Double>]
    let low, high: SIMD2<Double>
    let camera: SIMD2<Double>?
    /// Nothing is expected to be found so near to the border, in metres.
    let margin: Double
    /// In square metres.
    let area: Double
    private let pixel, focalLength: Double

    /// The part of the side of a photo that counts as its border.
    private static let borderShare = 0.03

    init(_ photo: SurveyPhoto, on plane: EquirectangularPlane) {
      let corners = photo.footprint.map(plane.point)
      let size = corners.reduce((low: corners.first ?? .zero, high: corners.first ?? .zero)) {
        (pointwiseMin($0.low, $1), pointwiseMax($0.high, $1))
      }
      // A footprint of a lens that distorts has a hundred corners, of which a few say it all.
      let extent = size.high - size.low
      let closed = corners + corners.prefix(1)
      border = GroundLine.simplified(closed, tolerance: 0.005 * max(extent.x, extent.y)).dropLast().map { $0 }
      (low, high) = size
      camera = photo.position.map(plane.point)
      var sum = 0.0
      for (a, b) in zip(border, border.dropFirst() + border.prefix(1)) { sum += a.x * b.y - b.x * a.y }
      area = abs(sum) / 2
      margin = Self.borderShare * area.squareRoot()
      pixel = photo.groundSampleDistance ?? .infinity
      focalLength = photo.focalLengthPixels.map { max(1, $0) } ?? 4000
    }

    /// Whether a point lies in the footprint; true where no footprint is known.
    func shows(_ point: SIMD2<Double>) -> Bool { border.count < 3 || isInside(point, margin: 0) }

    /// How a photo shows most of a thing.
    enum Sight: Int, Comparable {
      /// It does not.
      case outside
      /// So near to its border that nothing is expected to be found.
      case atBorder
      /// In pixels that are too large.
      case tooCoarse
      /// So that it should be found.
      case adequate

      static func < (left: Sight, right: Sight) -> Bool { left.rawValue < right.rawValue }
    }

    /// A photo is expected to show what another shows in pixels up to so many times smaller.
    static let adequatePixels = 1.5

    /// Returns how the photo shows a thing: as it shows half of its points at least.
    ///
    /// - Parameters:
    ///   - pixel: the size of the pixels it was seen in elsewhere, in metres.
    ///   - doubt: how far off the points may be, in metres.
    func sight(of points: [SIMD2<Double>], pixel: Double, doubt: Double = 0) -> Sight {
      var counts = [0, 0, 0, 0]
      for point in points { counts[sight(of: point, pixel: pixel, doubt: doubt).rawValue] += 1 }
      var (count, sight) = (0, Sight.adequate)
      while sight != .outside {
        count += counts[sight.rawValue]
        if count > 0, 2 * count >= points.count { return sight }
        sight = Sight(rawValue: sight.rawValue - 1) ?? .outside
      }
      return .outside
    }

    /// Returns how the photo shows a point.
    func sight(of point: SIMD2<Double>, pixel: Double, doubt: Double) -> Sight {
      guard border.count >= 3, isInside(point, margin: 0) else { return .outside }
      guard isInside(point, margin: margin + doubt) else { return .atBorder }
      return groundSampleDistance(at: point) <= Self.adequatePixels * pixel ? .adequate : .tooCoarse
    }

    private func isInside(_ point: SIMD2<Double>, margin: Double) -> Bool {
      guard point.x > low.x, point.y > low.y, point.x < high.x, point.y < high.y, var previous = border.last else {
        return false
      }
      var isInside = false
      for current in border {
        if (current.y > point.y) != (previous.y > point.y),
          point.x < current.x + (previous.x - current.x) * (point.y - current.y) / (previous.y - current.y)
        {
          isInside.toggle()
        }
        if margin > 0 {
          let way = current - previous
          let piece = GroundLine.Piece(start: previous, way: way, squaredLength: max((way * way).sum(), 1e-18))
          let off = piece.nearest(to: point) - point
          if (off * off).sum() < margin * margin { return false }
        }
        previous = current
      }
      return isInside
    }

    /// Returns about how large a pixel is at a point, in metres; infinite when that is not known.
    func groundSampleDistance(at point: SIMD2<Double>) -> Double {
      guard let camera else { return pixel }
      let way = (point - camera) / focalLength
      return (pixel * pixel + (way * way).sum()).squareRoot()
    }
  }
}
