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

  /// Returns where the lens images an undistorted normalised point.
  public func distorted(_ point: SIMD2<Double>) -> SIMD2<Double> {
    let (x, y) = (point.x, point.y)
    let r2 = x * x + y * y
    let radial = 1 + r2 * (k1 + r2 * (k2 + r2 * k3))
    return SIMD2(
      x * radial + 2 * p1 * x * y + p2 * (r2 + 2 * x * x),
      y * radial + p1 * (r2 + 2 * y * y) + 2 * p2 * x * y)
  }

  /// Returns the derivatives of the distorted point: the columns d/dx and d/dy.
  func jacobian(at point: SIMD2<Double>) -> (dx: SIMD2<Double>, dy: SIMD2<Double>) {
    let (x, y) = (point.x, point.y)
    let r2 = x * x + y * y
    let radial = 1 + r2 * (k1 + r2 * (k2 + r2 * k3))
    let slope = 2 * (k1 + r2 * (2 * k2 + r2 * 3 * k3))  // of the radial factor, over x or y
    let mixed = x * y * slope + 2 * p1 * x + 2 * p2 * y
    return (
      SIMD2(radial + x * x * slope + 2 * p1 * y + 6 * p2 * x, mixed),
      SIMD2(mixed, radial + y * y * slope + 6 * p1 * y + 2 * p2 * x)
    )
  }

  /// Returns the undistorted normalised point that the lens images at a distorted one, or nil where none exists.
  ///
  /// Newton's method in two dimensions from the distorted point itself; the fixed-point iteration found elsewhere
  /// diverges for strong wide lenses. A point is refused when 50 steps do not reach 1e-12, or when the solution lies
  /// beyond the radius where the lens model folds back over itself.
  public func undistorted(_ distortedPoint: SIMD2<Double>) -> SIMD2<Double>? {
    guard distortedPoint.x.isFinite, distortedPoint.y.isFinite else { return nil }
    if self == .none { return distortedPoint }
    var point = distortedPoint
    for _ in 0..<50 {
      let residual = distorted(point) - distortedPoint
      let (dx, dy) = jacobian(at: point)
      let determinant = dx.x * dy.y - dx.y * dy.x
      guard determinant != 0 else { return nil }
      let step = SIMD2(
        (dy.y * residual.x - dy.x * residual.y) / determinant, (dx.x * residual.y - dx.y * residual.x) / determinant)
      point -= step
      guard point.x.isFinite, point.y.isFinite else { return nil }
      if abs(step.x) < 1e-12, abs(step.y) < 1e-12 {
        let (dx, dy) = jacobian(at: point)
        return dx.x * dy.y - dx.y * dy.x > 0 && isRadiallyMonotonic(to: point.x * point.x + point.y * point.y)
          ? point : nil
      }
    }
    return nil
  }

  /// Tells whether the radial part grows all the way from the centre to a squared radius.
  ///
  /// A polynomial that folds and rises again has a positive determinant at a solution that no ray ever reaches. Its
  /// slope, 1 + 3 k1 s + 5 k2 s² + 7 k3 s³ in s = r², is a cubic: its extrema are known, so nothing is sampled.
  private func isRadiallyMonotonic(to squaredRadius: Double) -> Bool {
    func slope(_ s: Double) -> Double { 1 + s * (3 * k1 + s * (5 * k2 + s * 7 * k3)) }
    guard slope(squaredRadius) > 0 else { return false }
    let (a, b, c) = (21 * k3, 10 * k2, 3 * k1)
    var extrema: [Double] = []
    if a != 0 {
      let discriminant = b * b - 4 * a * c
      guard discriminant > 0 else { return true }
      extrema = [(-b + discriminant.squareRoot()) / (2 * a), (-b - discriminant.squareRoot()) / (2 * a)]
    } else if b != 0 {
      extrema = [-c / b]
    }
    return extrema.allSatisfy { $0 <= 0 || $0 >= squaredRadius || slope($0) > 0 }
  }
}
