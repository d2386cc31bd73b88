import Foundation
import ImageKit
import TestSupport

/// Photos of one crack of known width that winds over grey ground.
enum DrawnCrack {
  private static let size = (width: 300, height: 190)

  /// Draws a crack, in pixels, behind a blur of 0.5 … 1.2 pixels with noise of 1 … 5 grey levels and a contrast of 0.3 … 0.7.
  static func photo(width: Double, _ random: inout SeededGenerator) -> Image<RGB8> {
    let blur = Double.random(in: 0.5...1.2, using: &random) * 2.0.squareRoot()
    let noise = Double.random(in: 1...5, using: &random)
    let contrast = Double.random(in: 0.3...0.7, using: &random)
    let turn = Double.random(in: 0..<6.28, using: &random)
    let points = stride(from: 20.0, through: Double(size.width) - 20, by: 10).map { u in
      PixelPoint(u: u, v: Double(size.height) / 2 + 9 * sin(u / 23 + turn) + 5 * sin(u / 9 + 2 * turn))
    }
    return Image(width: size.width, height: size.height) { bytes in
      for y in 0..<size.height {
        for x in 0..<size.width {
          let d = distance(Double(x) + 0.5, Double(y) + 0.5, points)
          let cover = (erf((d + width / 2) / blur) - erf((d - width / 2) / blur)) / 2
          // Twelve uniform numbers make a normal one.
          let normal = (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0..<1, using: &random) }
          let value = UInt8(max(0, min(255, (150 * (1 - contrast * cover) + noise * normal).rounded())))
          bytes.storeBytes(
            of: RGB8(red: value, green: value, blue: value), toByteOffset: 3 * (y * size.width + x), as: RGB8.self)
        }
      }
    }
  }

  private static func distance(_ x: Double, _ y: Double, _ points: [PixelPoint]) -> Double {
    var least = 1e9
    for (a, b) in zip(points, points.dropFirst()) where abs(a.u - x) < 45 {
      let (du, dv) = (b.u - a.u, b.v - a.v)
      let t = max(0, min(1, ((x - a.u) * du + (y - a.v) * dv) / (du * du + dv * dv)))
      least = min(least, hypot(x - a.u - t * du, y - a.v - t * dv))
    }
    return least
  }
}
