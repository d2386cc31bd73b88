import Detectors
import ImageKit

/// Sets of pixels from outlines, joined, and counted together.
enum MaskArithmetic {
  /// Returns the pixels that any of the masks has, inside a picture.
  static func union(_ masks: [PixelMask], width: Int, height: Int) -> PixelMask {
    MaskPicture.mask(of: MaskPicture.image(of: masks, width: width, height: height))
  }

  /// Returns the number of pixels that both masks have.
  static func sharedArea(_ a: PixelMask, _ b: PixelMask) -> Int {
    var (i, j, area) = (0, 0, 0)
    while i < a.runs.count, j < b.runs.count {
      let (left, right) = (a.runs[i], b.runs[j])
      if left.y != right.y {
        if left.y < right.y { i += 1 } else { j += 1 }
        continue
      }
      let (leftEnd, rightEnd) = (left.x + left.length, right.x + right.length)
      area += Int(max(0, min(leftEnd, rightEnd) - max(left.x, right.x)))
      if leftEnd < rightEnd { i += 1 } else { j += 1 }
    }
    return area
  }

  /// Returns the pixels of a picture whose centres lie inside an outline, by the even-odd rule.
  static func mask(of outline: [PixelPoint], width: Int, height: Int) -> PixelMask {
    var runs: [PixelMask.Run] = []
    let rows = outline.map(\.v)
    guard let top = rows.min(), let bottom = rows.max() else { return PixelMask(runs: []) }
    let first = max(0, Int(top.rounded(.down)))
    let last = min(height - 1, Int(bottom.rounded(.down)))
    for y in stride(from: first, through: last, by: 1) {
      let v = Double(y) + 0.5
      var crossings: [Double] = []
      for (index, a) in outline.enumerated() {
        let b = outline[(index + 1) % outline.count]
        if (a.v <= v) != (b.v <= v) { crossings.append(a.u + (v - a.v) / (b.v - a.v) * (b.u - a.u)) }
      }
      crossings.sort()
      for pair in stride(from: 0, to: crossings.count - 1, by: 2) {
        let start = max(0, Int((crossings[pair] - 0.5).rounded(.up)))
        let end = min(width, Int((crossings[pair + 1] - 0.5).rounded(.up)))
        if start < end { runs.append(.init(y: Int32(y), x: Int32(start), length: Int32(end - start))) }
      }
    }
    return PixelMask(runs: runs)
  }
}
