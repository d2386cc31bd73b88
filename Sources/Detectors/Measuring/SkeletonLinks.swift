/// Which pixels of a sorted list touch each other by side or corner.
struct SkeletonLinks {
  private var table: [Int32]
  private var degrees: [UInt8]
  private var taken: [Bool]

  /// Links positions given as row × width + column in reading order.
  init(pixels: [Int], width: Int) {
    table = [Int32](repeating: -1, count: 8 * pixels.count)
    degrees = [UInt8](repeating: 0, count: pixels.count)
    taken = [Bool](repeating: false, count: pixels.count)
    // One finger on the pixel, one on the row below, both moving forward only.
    var below = 0
    for (index, position) in pixels.enumerated() {
      let column = position % width
      if index + 1 < pixels.count, pixels[index + 1] == position + 1, column + 1 < width {
        link(index, index + 1)
      }
      let first = position + width - (column > 0 ? 1 : 0)
      let last = position + width + (column + 1 < width ? 1 : 0)
      while below < pixels.count, pixels[below] < first { below += 1 }
      var other = below
      while other < pixels.count, pixels[other] <= last {
        link(index, other)
        other += 1
      }
    }
  }

  private mutating func link(_ a: Int, _ b: Int) {
    table[8 * a + Int(degrees[a])] = Int32(b)
    degrees[a] += 1
    table[8 * b + Int(degrees[b])] = Int32(a)
    degrees[b] += 1
  }

  /// The number of pixels that touch one.
  func degree(_ index: Int) -> Int { Int(degrees[index]) }

  /// The pixels that touch one, in a fixed order.
  func neighbours(_ index: Int) -> [Int] {
    table[8 * index..<8 * index + Int(degrees[index])].map(Int.init)
  }

  /// Whether a walk has been here.
  func isTaken(_ index: Int) -> Bool { taken[index] }

  /// Notes that a walk has been here.
  mutating func take(_ index: Int) { taken[index] = true }
}
