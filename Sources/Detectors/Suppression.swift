import ImageKit

/// Reports once what two tiles both saw.
///
/// Two detections of one kind are the same thing when the pixels they share are at least a given part of the smaller
/// mask (intersection over smaller, IoS: a tile's edge cuts masks, which an intersection over union would hold against
/// them). The larger one stays, because it is the one that was cut less; then the more certain; then the earlier.
public struct Suppression: Hashable, Sendable {
  /// The part of the smaller mask that must be shared, 0…1.
  public var intersectionOverSmaller: Double

  /// Creates a suppression.
  public init(intersectionOverSmaller: Double = 0.5) {
    self.intersectionOverSmaller = intersectionOverSmaller
  }

  /// Returns what stays, in the given order; all masks are in pixels of one photo.
  ///
  /// - Parameter tiles: The detections of each tile. Two detections of one tile never suppress each other.
  public func callAsFunction(_ tiles: [[Detection]]) -> [Detection] {
    let all = tiles.enumerated().flatMap { tile, found in found.map { (tile: tile, detection: $0) } }
    let areas = all.map(\.detection.mask.area)
    let boxes = all.map(\.detection.boundingBox)
    let ranked = all.indices.sorted { a, b in
      let (one, two) = (all[a].detection.confidence, all[b].detection.confidence)
      if areas[a] != areas[b] { return areas[a] > areas[b] }
      return one != two ? one > two : a < b
    }
    // Each is compared with what was kept near it, not with all.
    var grid = BoxGrid(boxes.map(BoxSuppression.Box.init))
    var kept: [Int] = []
    for index in ranked {
      let box = BoxSuppression.Box(boxes[index])
      let known = grid.first(near: box) { other in
        guard all[other].tile != all[index].tile, boxes[other].overlaps(boxes[index]) else { return false }
        guard all[other].detection.damageClass == all[index].detection.damageClass else { return false }
        let shared = all[other].detection.mask.intersectionArea(with: all[index].detection.mask)
        return shared > 0 && Double(shared) >= intersectionOverSmaller * Double(areas[index])
      }
      guard known == nil else { continue }
      grid.insert(index, at: box)
      kept.append(index)
    }
    return kept.sorted().map { all[$0].detection }
  }
}

extension BoxSuppression.Box {
  /// Creates a box of a window.
  fileprivate init(_ window: Window) {
    self.init(
      left: Double(window.x), top: Double(window.y), right: Double(window.endX), bottom: Double(window.endY), score: 0)
  }
}

extension PixelMask {
  /// Returns the number of pixels that two masks share.
  public func intersectionArea(with other: PixelMask) -> Int {
    var (i, j, area) = (0, 0, 0)
    while i < runs.count, j < other.runs.count {
      let (a, b) = (runs[i], other.runs[j])
      if a.y == b.y { area += Int(max(0, min(a.x + a.length, b.x + b.length) - max(a.x, b.x))) }
      if (a.y, a.x + a.length) < (b.y, b.x + b.length) { i += 1 } else { j += 1 }
    }
    return area
  }
}

extension Window {
  /// Whether two windows share a pixel.
  fileprivate func overlaps(_ other: Window) -> Bool {
    x < other.endX && other.x < endX && y < other.endY && other.y < endY
  }
}
