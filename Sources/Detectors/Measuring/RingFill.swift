import ImageKit

extension PixelMask {
  /// The pixels whose middles lie inside rings, by counting crossings; what lies outside the bounds is left out.
  ///
  /// What two rings share is outside: rings of one mask do not overlap.
  init(filling rings: [[PixelPoint]], bounds: Window) {
    var crossings: [Int: [Double]] = [:]
    for ring in rings {
      for (index, from) in ring.enumerated() {
        let to = ring[(index + 1) % ring.count]
        let (low, high) = (min(from.v, to.v), max(from.v, to.v))
        let first = max(bounds.y, Int((low - 0.5).rounded(.up)))
        let last = min(bounds.endY - 1, Int((high - 0.5).rounded(.up)) - 1)
        guard first <= last else { continue }
        for y in first...last {
          let part = (Double(y) + 0.5 - from.v) / (to.v - from.v)
          crossings[y, default: []].append(from.u + part * (to.u - from.u))
        }
      }
    }
    var runs: [Run] = []
    for (y, places) in crossings.sorted(by: { $0.key < $1.key }) {
      let sorted = places.sorted()
      for pair in Swift.stride(from: 0, to: sorted.count - 1, by: 2) {
        let start = max(bounds.x, Int((sorted[pair] - 0.5).rounded(.up)))
        let end = min(bounds.endX, Int((sorted[pair + 1] - 0.5).rounded(.up)))
        guard start < end else { continue }
        if let last = runs.last, last.y == Int32(y), last.x + last.length >= Int32(start) {
          runs[runs.count - 1].length = max(last.length, Int32(end) - last.x)
        } else {
          runs.append(Run(y: Int32(y), x: Int32(start), length: Int32(end - start)))
        }
      }
    }
    self.init(runs: runs)
  }
}
