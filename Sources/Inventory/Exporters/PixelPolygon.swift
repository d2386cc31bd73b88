import Detectors
import ImageKit

/// Outlines in pixels for formats whose polygons are single rings.
enum PixelPolygon {
  /// Returns one ring for each outer ring, with its holes joined to it by cuts there and back.
  static func withoutHoles(_ outline: [[PixelPoint]]) -> [[PixelPoint]] {
    let rings = outline.filter { $0.count >= 3 }
    let outers = rings.filter(PixelRing.isOuter)
    var holes: [[[PixelPoint]]] = outers.map { _ in [] }
    for hole in rings where !PixelRing.isOuter(hole) {
      let around = outers.indices.filter { PixelRing.contains(outers[$0], hole: hole) }
      let innermost = around.min {
        abs(PixelRing.signedArea(outers[$0])) < abs(PixelRing.signedArea(outers[$1]))
      }
      if let innermost { holes[innermost].append(hole) }
    }
    return zip(outers, holes).map { outer, holes in join(outer, holes) }
  }

  /// Returns one ring that goes round the outer ring and, from its first corner, round each hole.
  private static func join(_ outer: [PixelPoint], _ holes: [[PixelPoint]]) -> [PixelPoint] {
    guard !holes.isEmpty else { return outer }
    var ring = outer + [outer[0]]
    for hole in holes { ring += hole + [hole[0], outer[0]] }
    return ring
  }
}
