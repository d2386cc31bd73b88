/// Brown–Conrady lens distortion in OpenCV's order.
///
/// With (x, y) the undistorted normalised point and r² = x² + y²:
/// x_d = x·(1 + k1 r² + k2 r⁴ + k3 r⁶) + 2 p1 x y + p2 (r² + 2x²), and the same with x and y, p1 and p2 exchanged.
public struct LensDistortion: Hashable, Sendable, Codable {
  /// Radial coefficients.
  public var k1, k2, k3: Double
  /// Tangential coefficients.
  public var p1, p2: Double

  /// Creates a distortion; the default is none.
  public init(k1: Double = 0, k2: Double = 0, p1: Double = 0, p2: Double = 0, k3: Double = 0) {
    self.k1 = k1
    self.k2 = k2
    self.p1 = p1
    self.p2 = p2
    self.k3 = k3
  }

  /// A lens without distortion.
  public static let none = LensDistortion()
}
