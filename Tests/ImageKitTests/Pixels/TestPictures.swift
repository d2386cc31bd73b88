import ImageKit
import TestSupport

/// Pictures made of arithmetic, for tests.
enum TestPictures {
  /// A colour picture with a value for each pixel.
  static func rgb(_ width: Int, _ height: Int, _ pixel: (Int, Int) -> RGB8) -> Image<RGB8> {
    Image(width: width, height: height) { memory in
      for y in 0..<height {
        for x in 0..<width {
          let color = pixel(x, y)
          let at = 3 * (y * width + x)
          memory[at] = color.red
          memory[at + 1] = color.green
          memory[at + 2] = color.blue
        }
      }
    }
  }

  /// A grey picture with a value for each pixel.
  static func gray(_ width: Int, _ height: Int, _ pixel: (Int, Int) -> UInt8) -> Image<Gray8> {
    Image(width: width, height: height) { memory in
      for y in 0..<height {
        for x in 0..<width { memory[y * width + x] = pixel(x, y) }
      }
    }
  }

  /// A colour picture of one value.
  static func flat(_ width: Int, _ height: Int, _ value: UInt8) -> Image<RGB8> {
    rgb(width, height) { _, _ in RGB8(red: value, green: value, blue: value) }
  }

  /// Slow waves in every channel: detail that a JPEG keeps.
  static func waves(_ width: Int, _ height: Int) -> Image<RGB8> {
    rgb(width, height) { x, y in
      RGB8(
        red: UInt8(128 + (x * 3 + y) % 97), green: UInt8(60 + (x + y * 2) % 120 / 2), blue: UInt8(200 - (x ^ y) % 64))
    }
  }

  /// White noise: the hardest picture there is.
  static func noise(_ width: Int, _ height: Int, seed: UInt64) -> Image<RGB8> {
    var random = SeededGenerator(seed: seed)
    return rgb(width, height) { _, _ in
      let bits = random.next()
      return RGB8(
        red: UInt8(truncatingIfNeeded: bits), green: UInt8(truncatingIfNeeded: bits >> 8),
        blue: UInt8(truncatingIfNeeded: bits >> 16))
    }
  }

  /// All bytes of an image.
  static func bytes<Kind>(_ image: Image<Kind>) -> [UInt8] {
    image.withUnsafeBytes { Array($0) }
  }
}
