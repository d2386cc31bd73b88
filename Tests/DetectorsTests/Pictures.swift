import Foundation
import ImageKit
import TestSupport

/// Pictures drawn for tests.
enum Pictures {
  /// A photo whose pixels a closure gives.
  static func photo(width: Int, height: Int, _ pixel: (Int, Int) -> RGB8) -> Image<RGB8> {
    Image(width: width, height: height) { bytes in
      for y in 0..<height {
        for x in 0..<width {
          bytes.storeBytes(of: pixel(x, y), toByteOffset: 3 * (y * width + x), as: RGB8.self)
        }
      }
    }
  }

  static func gray(_ value: Double) -> RGB8 {
    let v = UInt8(max(0, min(255, value.rounded())))
    return RGB8(red: v, green: v, blue: v)
  }

  /// Uniform noise in all channels.
  static func noise(width: Int, height: Int, seed: UInt64) -> Image<RGB8> {
    var random = SeededGenerator(seed: seed)
    return photo(width: width, height: height) { _, _ in
      RGB8(
        red: .random(in: 0...255, using: &random), green: .random(in: 0...255, using: &random),
        blue: .random(in: 0...255, using: &random))
    }
  }

  /// A dark line of known width on grey ground, seen through a blur of 0.8 pixel, with noise.
  ///
  /// The line runs along the points; it darkens the ground by `contrast` (0…1) over `width` pixels.
  static func line(
    _ points: [PixelPoint], lineWidth: Double, contrast: Double, width: Int, height: Int, ground: Double = 150,
    noise: Double = 2, seed: UInt64 = 1
  ) -> Image<RGB8> {
    var random = SeededGenerator(seed: seed)
    let blur = 0.8 * 2.0.squareRoot()
    return photo(width: width, height: height) { x, y in
      let p = PixelPoint(u: Double(x) + 0.5, v: Double(y) + 0.5)
      let d = zip(points, points.dropFirst()).map { distance(p, $0.0, $0.1) }.min() ?? 1e9
      let cover = (erf((d + lineWidth / 2) / blur) - erf((d - lineWidth / 2) / blur)) / 2
      // Twelve uniform numbers make a normal one.
      let normal = (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0..<1, using: &random) }
      return gray(ground * (1 - contrast * cover) + noise * normal)
    }
  }

  private static func distance(_ p: PixelPoint, _ a: PixelPoint, _ b: PixelPoint) -> Double {
    let (du, dv) = (b.u - a.u, b.v - a.v)
    let t = max(0, min(1, ((p.u - a.u) * du + (p.v - a.v) * dv) / (du * du + dv * dv)))
    return hypot(p.u - a.u - t * du, p.v - a.v - t * dv)
  }

  /// A crack that winds across a picture: points every ten pixels, and its length.
  static func winding(width: Int, height: Int, turn: Double) -> [PixelPoint] {
    stride(from: 20.0, through: Double(width) - 20, by: 10).map { u in
      PixelPoint(u: u, v: Double(height) / 2 + 18 * sin(u / 25 + turn) + (u - Double(width) / 2) * 0.2)
    }
  }

  static func length(_ points: [PixelPoint]) -> Double {
    zip(points, points.dropFirst()).reduce(0) { $0 + hypot($1.1.u - $1.0.u, $1.1.v - $1.0.v) }
  }

  /// Reads a binary PPM or PGM as bytes with its size and channels.
  static func portableMap(_ file: URL) throws -> (width: Int, height: Int, bytes: [UInt8]) {
    let data = [UInt8](try Data(contentsOf: file))
    var fields: [Int] = []
    var i = 2
    while fields.count < 3 {
      while data[i] <= 32 { i += 1 }
      var value = 0
      while data[i] > 32 {
        value = value * 10 + Int(data[i] - 48)
        i += 1
      }
      fields.append(value)
    }
    return (fields[0], fields[1], Array(data[(i + 1)...]))
  }

  static func photo(_ file: URL) throws -> Image<RGB8> {
    let map = try portableMap(file)
    return photo(width: map.width, height: map.height) { x, y in
      let i = 3 * (y * map.width + x)
      return RGB8(red: map.bytes[i], green: map.bytes[i + 1], blue: map.bytes[i + 2])
    }
  }
}

extension Tile {
  /// The whole of a photo.
  init(whole photo: Image<RGB8>) { self.init(photo: photo, window: photo.bounds, groundSampleDistance: nil) }
}
