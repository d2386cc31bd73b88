import Detectors

/// The centre lines of a found and a true mask, and which pixels of each lie near the other.
struct LineComparison {
  /// Pixels as row × width + column, in reading order: of the found line within the tolerance and not, of the true
  /// line likewise.
  private(set) var right: [Int] = []
  private(set) var wrong: [Int] = []
  private(set) var reached: [Int] = []
  private(set) var missed: [Int] = []
  /// The whole true line, in reading order.
  let trueLine: [Int]

  /// Thins both masks, which lie inside the picture, and compares them.
  init(found: PixelMask, truth: PixelMask, width: Int, height: Int, tolerance: Double) {
    let foundLine = MaskCentreLine.pixels(of: found, width: width, height: height)
    trueLine = MaskCentreLine.pixels(of: truth, width: width, height: height)
    (right, wrong) = Self.split(foundLine, near: trueLine, width, height, tolerance)
    (reached, missed) = Self.split(trueLine, near: foundLine, width, height, tolerance)
  }

  private static func split(
    _ line: [Int], near other: [Int], _ width: Int, _ height: Int, _ tolerance: Double
  ) -> (near: [Int], far: [Int]) {
    guard !line.isEmpty, !other.isEmpty else { return ([], line) }
    let distance = DistanceTransform(from: other, width: width, height: height)
    var near: [Int] = []
    var far: [Int] = []
    for position in line {
      if distance.isWithin(tolerance, of: position) { near.append(position) } else { far.append(position) }
    }
    return (near, far)
  }
}
