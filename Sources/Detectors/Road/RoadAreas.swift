import Foundation
import ImageKit

/// Gives boxes of area damage their shape.
struct RoadAreas {
  let maps: RoadMaps
  let bounds: Window
  /// A shape must take up this part of its box to be believed.
  static let leastPart = 0.35

  /// Returns the pixels of a thing: those inside its box that the network calls inside; where it does not know, an ellipse for a hole or a
  /// cover, and the box itself for the rest.
  func mask(of box: RoadBox) -> PixelMask {
    let shape = inside(box)
    if box.kind != .utilityCover, isFilled(box, by: shape) { return shape }
    return box.kind == .pothole || box.kind == .utilityCover ? ellipse(in: box) : runs(of: box) { _ in true }
  }

  /// Whether a thing fills its box: a line does not.
  func isFilled(_ box: RoadBox) -> Bool { isFilled(box, by: inside(box)) }

  private func isFilled(_ box: RoadBox, by shape: PixelMask) -> Bool {
    Double(shape.area) >= Self.leastPart * 4 * box.along * box.across
  }

  private func inside(_ box: RoadBox) -> PixelMask {
    runs(of: box) { maps.probability(.inside, x: $0.x, y: $0.y) >= 0.5 }
  }

  private func ellipse(in box: RoadBox) -> PixelMask {
    rows(of: box) { point in
      let place = box.offset(of: point)
      let (a, b) = (place.along / box.along, place.across / box.across)
      return a * a + b * b <= 1
    }
  }

  private func runs(of box: RoadBox, where isIn: ((x: Int, y: Int)) -> Bool) -> PixelMask {
    rows(of: box) { point in box.contains(point) && isIn(maps.cell(of: point)) }
  }

  /// The pixels about a box whose centres fulfil a condition.
  ///
  /// Large boxes are looked at in steps of two or more pixels.
  private func rows(of box: RoadBox, where isIn: (PixelPoint) -> Bool) -> PixelMask {
    let corners = box.corners
    let left = max(bounds.x, Int((corners.map(\.u).min() ?? 0).rounded(.down)))
    let right = min(bounds.endX, Int((corners.map(\.u).max() ?? 0).rounded(.up)))
    let top = max(bounds.y, Int((corners.map(\.v).min() ?? 0).rounded(.down)))
    let bottom = min(bounds.endY, Int((corners.map(\.v).max() ?? 0).rounded(.up)))
    guard left < right, top < bottom else { return PixelMask(runs: []) }
    let step = max(1, Int((Double((right - left) * (bottom - top)) / 40_000).squareRoot().rounded(.up)))
    var runs: [PixelMask.Run] = []
    for y in Swift.stride(from: top, to: bottom, by: step) {
      var row: [PixelMask.Run] = []
      var start: Int?
      let v = min(Double(y) + Double(step) / 2, Double(bottom))
      for x in Swift.stride(from: left, through: right, by: step) {
        let isInside = x < right && isIn(PixelPoint(u: min(Double(x) + Double(step) / 2, Double(right)), v: v))
        if isInside, start == nil { start = x }
        if !isInside, let first = start {
          row.append(.init(y: Int32(y), x: Int32(first), length: Int32(min(x, right) - first)))
          start = nil
        }
      }
      if let first = start { row.append(.init(y: Int32(y), x: Int32(first), length: Int32(right - first))) }
      for copy in y..<min(bottom, y + step) {
        runs += row.map { .init(y: Int32(copy), x: $0.x, length: $0.length) }
      }
    }
    return PixelMask(runs: runs).largestPiece
  }
}

extension PixelMask {
  /// The largest of its connected pieces, sides touching; of equal ones the first.
  var largestPiece: PixelMask {
    var sets = DisjointSets(runs.count)
    var above = 0
    for index in runs.indices {
      let run = runs[index]
      while above < index, runs[above].y < run.y - 1 { above += 1 }
      var other = above
      while other < index, runs[other].y == run.y - 1, runs[other].x < run.x + run.length {
        if runs[other].x + runs[other].length > run.x {
          sets.join(index, other)
        }
        other += 1
      }
    }
    var areas: [Int: Int] = [:]
    for index in runs.indices { areas[sets.first(of: index), default: 0] += Int(runs[index].length) }
    guard areas.count > 1, let best = areas.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key else {
      return self
    }
    return PixelMask(runs: runs.indices.filter { sets.first(of: $0) == best }.map { runs[$0] })
  }
}
