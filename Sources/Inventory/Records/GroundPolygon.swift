import Detectors
import ImageKit

/// One area on the ground: an outer ring and its holes, on WGS 84, none of them closed.
public struct GroundPolygon: Sendable, Hashable {
  /// The corners of the outer ring, in either direction.
  public var outer: [HorizontalPosition]
  /// The corners of each hole.
  public var holes: [[HorizontalPosition]]

  /// Creates a polygon.
  public init(outer: [HorizontalPosition], holes: [[HorizontalPosition]] = []) {
    self.outer = outer
    self.holes = holes
  }

  /// The area in square metres, of a polygon of at most some kilometres.
  public var area: Double {
    guard let origin = outer.first else { return 0 }
    let plane = EquirectangularPlane(origin: origin)
    func area(_ ring: [HorizontalPosition]) -> Double {
      let points = ring.map(plane.point)
      let sum = zip(points, points.dropFirst() + points.prefix(1)).reduce(0.0) { sum, edge in
        sum + edge.0.x * edge.1.y - edge.1.x * edge.0.y
      }
      return abs(sum) / 2
    }
    return max(0, area(outer) - holes.reduce(0) { $0 + area($1) })
  }

  /// Sorts the rings of a detection into polygons, each hole with the outer ring around it.
  ///
  /// Which ring is a hole is read from the pixels, where outer rings run clockwise on screen. A ring of fewer than
  /// three corners on the ground, and a hole around which there is no outer ring, is left out. Rings that cross themselves or each
  /// other are taken apart, see ``union(_:)``.
  ///
  /// - Parameters:
  ///   - pixelRings: the outline of a detection.
  ///   - groundRings: the same rings on the ground, as many and in the same order.
  public static func polygons(
    pixelRings: [[PixelPoint]], groundRings: [[HorizontalPosition]]
  ) -> [GroundPolygon] {
    let rings = zip(pixelRings, groundRings).filter { $0.count >= 3 && $1.count >= 3 }
    let outers = rings.filter { PixelRing.isOuter($0.0) }
    var polygons = outers.map { GroundPolygon(outer: $0.1) }
    for (pixels, ground) in rings where !PixelRing.isOuter(pixels) {
      // The innermost ring around the hole: an island inside a hole lies inside two outer rings.
      let around = outers.indices.filter { PixelRing.contains(outers[$0].0, hole: pixels) }
      let innermost = around.min {
        abs(PixelRing.signedArea(outers[$0].0)) < abs(PixelRing.signedArea(outers[$1].0))
      }
      if let innermost { polygons[innermost].holes.append(ground) }
    }
    return union(polygons)
  }
}
