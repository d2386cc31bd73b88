import ImageKit

/// Pixels under a pen drawn along lines: how a mask is made from centre lines and widths.
struct StrokeMask {
  private var spans: [Int32: [Range<Int32>]] = [:]
  private let bounds: Window

  /// Starts with nothing; what lies outside the bounds is not drawn.
  init(bounds: Window) { self.bounds = bounds }

  /// Draws a disk: the pixels whose centres lie within the radius.
  mutating func draw(_ centre: PixelPoint, radius: Double) {
    let top = max(bounds.y, Int((centre.v - radius - 0.5).rounded(.up)))
    let bottom = min(bounds.endY - 1, Int((centre.v + radius - 0.5).rounded(.down)))
    guard top <= bottom else { return }
    for y in top...bottom {
      let dv = Double(y) + 0.5 - centre.v
      let half = max(0, radius * radius - dv * dv).squareRoot()
      let left = max(bounds.x, Int((centre.u - half - 0.5).rounded(.up)))
      let right = min(bounds.endX - 1, Int((centre.u + half - 0.5).rounded(.down)))
      if left <= right { spans[Int32(y), default: []].append(Int32(left)..<Int32(right) + 1) }
    }
  }

  /// What was drawn.
  var mask: PixelMask {
    var runs: [PixelMask.Run] = []
    for (y, row) in spans.sorted(by: { $0.key < $1.key }) {
      var current: Range<Int32>?
      for span in row.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
        if let open = current, span.lowerBound <= open.upperBound {
          current = open.lowerBound..<max(open.upperBound, span.upperBound)
        } else {
          if let open = current { runs.append(.init(y: y, x: open.lowerBound, length: Int32(open.count))) }
          current = span
        }
      }
      if let open = current { runs.append(.init(y: y, x: open.lowerBound, length: Int32(open.count))) }
    }
    return PixelMask(runs: runs)
  }
}
