import Foundation
import ImageKit

/// Reads boxes off the maps of the road network.
struct RoadBoxes {
  let maps: RoadMaps
  let directions: RoadDirections
  /// Boxes of one kind that share more of their area than this are one.
  static let sameThing = 0.5
  /// Cells about a peak whose boxes are averaged reach this part of it, and their boxes share so much with its own.
  static let hearing = 0.8
  static let alike = 0.7
  /// At most so many.
  static let mostCells = 300

  /// Returns the boxes of all kinds with at least a score, those of a kind best first, each thing once.
  func boxes(from lowest: Double) -> [RoadBox] {
    let byte = RoadMaps.byte(of: lowest)
    return RoadMap.things.flatMap { kind in
      let peaks = MapPeaks.peaks(of: maps.bytes[kind.rawValue], lowest: byte)
      return Self.suppressed(peaks.map { box(kind, x: $0.x, y: $0.y) })
    }
  }

  /// The box of a peak: the mean of what the cells about it say, each as much as it is sure.
  private func box(_ kind: RoadMap, x: Int, y: Int) -> RoadBox {
    let peak = cellBox(kind, x: x, y: y)
    var sum = (weight: 0.0, u: 0.0, v: 0.0, sideU: 0.0, sideV: 0.0)
    var open = [(x, y)]
    var seen: Set<Int> = [y * maps.width + x]
    while let (x, y) = open.popLast() {
      let own = cellBox(kind, x: x, y: y)
      guard own.score >= Self.hearing * peak.score, own.overlap(peak) >= Self.alike else { continue }
      sum.weight += own.score
      sum.u += own.score * own.middle.u
      sum.v += own.score * own.middle.v
      sum.sideU += own.score * log2(own.along)
      sum.sideV += own.score * log2(own.across)
      for (nextX, nextY) in [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)]
      where nextX >= 0 && nextX < maps.width && nextY >= 0 && nextY < maps.height && seen.count < Self.mostCells {
        if seen.insert(nextY * maps.width + nextX).inserted { open.append((nextX, nextY)) }
      }
    }
    let middle = PixelPoint(u: sum.u / sum.weight, v: sum.v / sum.weight)
    return RoadBox(
      kind: kind, score: peak.score, middle: middle, along: exp2(sum.sideU / sum.weight),
      across: exp2(sum.sideV / sum.weight), angle: directions.frame(at: middle))
  }

  /// The box that one cell tells of, not turned yet.
  private func cellBox(_ kind: RoadMap, x: Int, y: Int) -> RoadBox {
    func place(_ cell: Int, _ offset: RoadMap) -> Double {
      (Double(cell) + 0.5) * maps.stride + maps.scale * RoadMap.offsetUnit * maps.value(offset, x: x, y: y)
    }
    func side(_ map: RoadMap) -> Double { maps.scale * RoadMap.sideUnit * exp2(maps.value(map, x: x, y: y)) }
    return RoadBox(
      kind: kind, score: maps.probability(kind, x: x, y: y),
      middle: PixelPoint(u: place(x, .offsetU), v: place(y, .offsetV)), along: side(.sideU), across: side(.sideV),
      angle: 0)
  }

  /// Keeps the best of boxes that are one thing.
  static func suppressed(_ boxes: [RoadBox]) -> [RoadBox] {
    var kept: [RoadBox] = []
    for box in boxes.enumerated().sorted(by: { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }).map(
      \.element)
    {
      if kept.allSatisfy({ $0.overlap(box) <= sameThing }) { kept.append(box) }
    }
    return kept
  }
}
