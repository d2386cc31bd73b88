/// A cubic polynomial with one coefficient vector a power, over an argument from −1 to 1.
struct Cubic<Vector: SIMD & Sendable>: Sendable where Vector.Scalar == Double {
  private let c0, c1, c2, c3: Vector

  /// Creates the polynomial that takes the values at ``nodes``, in their order.
  @inline(__always)
  init(_ first: Vector, _ second: Vector, _ third: Vector, _ fourth: Vector) {
    let (a, b) = (Self.outer, Self.inner)
    let (evenA, oddA) = ((first + fourth) * 0.5, (fourth - first) * (0.5 / a))
    let (evenB, oddB) = ((second + third) * 0.5, (third - second) * (0.5 / b))
    let scale = 1 / (a * a - b * b)
    c2 = (evenA - evenB) * scale
    c3 = (oddA - oddB) * scale
    c0 = evenA - c2 * (a * a)
    c1 = oddA - c3 * (a * a)
  }

  /// The roots of the fourth Chebyshev polynomial, where sampling a smooth function errs least between.
  static var nodes: [Double] { [-outer, -inner, inner, outer] }

  /// The coefficients from the constant one upward.
  var coefficients: [Vector] { [c0, c1, c2, c3] }

  /// Returns the value at an argument.
  @inline(__always)
  func callAsFunction(_ x: Double) -> Vector { ((c3 * x + c2) * x + c1) * x + c0 }

  /// Returns the derivative at an argument.
  @inline(__always)
  func derivative(_ x: Double) -> Vector { (c3 * (3 * x) + c2 * 2) * x + c1 }

  // cos π/8 and cos 3π/8.
  @inline(__always) static var outer: Double { 0.923_879_532_511_286_7 }
  @inline(__always) static var inner: Double { 0.382_683_432_365_089_8 }
}
