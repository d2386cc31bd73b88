import Foundation
import ImageKit

/// Makes one record of each piece of damage from what both networks say of it.
///
/// A repair that is a dark band and not an area is a filled crack. Then come areas: the cracks of an alligator area are part of it, and the rims
/// of potholes, covers and patches are no cracks. Then each box about a line takes the traced cracks in it. What was traced and lies in no box is
/// a crack by itself.
struct RoadAssembly {
  let tile: Tile
  let maps: RoadMaps
  let pavement: PavementMask
  let vegetation: VegetationMask
  let directions: RoadDirections
  let options: RoadDamageDetectorOptions
  /// The score from which boxes are looked at, but for filled cracks.
  let lowest: Double

  /// The part of a crack that makes it part of an area, and of a line's box.
  static let partOfArea = 0.6
  static let partOfLine = 0.5
  /// The part of a thing that must be paved.
  static let pavedPart = 0.5
  /// The part of what is around a cover or a hole that must be paved; at a kerb three of eight places may lie on a verge.
  static let pavedAround = 0.6

  /// Returns the damage: areas by kind, lines in boxes, lines by themselves.
  func detections(boxes: [RoadBox], lines: [RoadLine]) -> [Detection] {
    var lines = lines.filter { !isEnclosed($0) }.flatMap { split($0) }
    var found: [Detection] = []
    var open: [RoadBox] = []
    for box in boxes where isOnRoad(box) {
      if !fill(box, &lines, &found), box.score >= lowest { open.append(box) }
    }
    let areas = open.filter { Self.areas.contains($0.kind) }
    for kind in Self.areas {
      for box in areas where box.kind == kind && !isBetter(areas, than: box) { area(box, &lines, &found) }
    }
    for box in open where box.kind == .lineCrack { line(box, &lines, &found) }
    for line in lines where !line.isTaken { lone(line, &found) }
    return found
  }

  func isOnRoad(_ box: RoadBox, spread: Double = 0.7, least: Double = pavedPart) -> Bool {
    let points = [-spread, 0.0, spread].flatMap { a in
      [-spread, 0.0, spread].map { box.point(along: a * box.along, across: $0 * box.across) }
    }.filter { tile.window.holds($0) }
    guard pavement.part(of: points) >= least else { return false }
    return directions.axis(at: box.middle) != nil
  }

  /// Points moved to the photo's border where they lie beyond it.
  func within(_ points: [PixelPoint]) -> [PixelPoint] {
    points.map {
      PixelPoint(
        u: min(Double(tile.window.endX), max(Double(tile.window.x), $0.u)),
        v: min(Double(tile.window.endY), max(Double(tile.window.y), $0.v)))
    }
  }
}

extension Window {
  /// Whether a point lies in the window.
  func holds(_ point: PixelPoint) -> Bool {
    point.u >= Double(x) && point.v >= Double(y) && point.u < Double(endX) && point.v < Double(endY)
  }

  /// The point in the middle.
  var middle: PixelPoint { PixelPoint(u: Double(x) + Double(width) / 2, v: Double(y) + Double(height) / 2) }
}
