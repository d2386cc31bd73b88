import Foundation

/// A map between two pictures of one plane: straight lines stay straight.
///
/// Acts on points as (x, y) → ((m₀₀x + m₀₁y + m₀₂) / w, (m₁₀x + m₁₁y + m₁₂) / w), w = m₂₀x + m₂₁y + m₂₂.
public struct Homography: Hashable, Sendable {
  /// The nine coefficients row after row; the last is 1.
  public let coefficients: [Double]

  /// Creates a map from nine coefficients, row after row.
  public init(coefficients: [Double]) {
    precondition(coefficients.count == 9, "a homography has nine coefficients")
    self.coefficients = coefficients
  }

  /// The map that leaves every point where it is.
  public static let identity = Homography(coefficients: [1, 0, 0, 0, 1, 0, 0, 0, 1])

  /// Returns where a point goes; infinite on the line that is mapped to the horizon.
  @inline(__always)
  public func callAsFunction(_ point: SIMD2<Double>) -> SIMD2<Double> {
    unsafe coefficients.withUnsafeBufferPointer { m in
      let w = unsafe m[6] * point.x + m[7] * point.y + m[8]
      return unsafe SIMD2(
        (m[0] * point.x + m[1] * point.y + m[2]) / w, (m[3] * point.x + m[4] * point.y + m[5]) / w)
    }
  }

  /// The map back, or nil when the map flattens the plane.
  public var inverse: Homography? {
    let m = coefficients
    let adjugate = [
      m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
      m[5] * m[6] - m[3] * m[8], m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
      m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3],
    ]
    guard adjugate[8] != 0, adjugate.allSatisfy(\.isFinite),
      m[0] * adjugate[0] + m[1] * adjugate[3] + m[2] * adjugate[6] != 0
    else { return nil }
    return Homography(coefficients: adjugate.map { $0 / adjugate[8] })
  }

  /// Returns the map that brings four points to their partners exactly; nil when three of either lie on a line.
  ///
  /// Through the projective frame of each four (R. Hartley and A. Zisserman, Multiple View Geometry, 2003, 2.3): a
  /// fiftieth of the cost of the general fit.
  static func through(
    _ from: (SIMD2<Double>, SIMD2<Double>, SIMD2<Double>, SIMD2<Double>),
    to: (SIMD2<Double>, SIMD2<Double>, SIMD2<Double>, SIMD2<Double>)
  ) -> Homography? {
    guard let a = ProjectiveFrame(from), let b = ProjectiveFrame(to) else { return nil }
    // The map of one frame to the other; rows of the inverse are the cross products of the columns.
    let rows = (cross(a.y, a.z), cross(a.z, a.x), cross(a.x, a.y))
    func row(_ x: Double, _ y: Double, _ z: Double) -> SIMD3<Double> { rows.0 * x + rows.1 * y + rows.2 * z }
    let (first, second) = (row(b.x.x, b.y.x, b.z.x), row(b.x.y, b.y.y, b.z.y))
    let third = row(b.x.z, b.y.z, b.z.z)
    guard third.z != 0 else { return nil }
    let scale = 1 / third.z
    let coefficients = [first.x, first.y, first.z, second.x, second.y, second.z, third.x, third.y, third.z]
      .map { $0 * scale }
    return coefficients.allSatisfy(\.isFinite) ? Homography(coefficients: coefficients) : nil
  }

  /// The matrix that brings the unit points of the projective plane to four points.
  private struct ProjectiveFrame {
    var x, y, z: SIMD3<Double>

    init?(_ points: (SIMD2<Double>, SIMD2<Double>, SIMD2<Double>, SIMD2<Double>)) {
      func lifted(_ p: SIMD2<Double>) -> SIMD3<Double> { SIMD3(p.x, p.y, 1) }
      let (p, q, r, s) = (lifted(points.0), lifted(points.1), lifted(points.2), lifted(points.3))
      let whole = dot(p, cross(q, r))
      let (a, b, c) = (dot(s, cross(q, r)), dot(s, cross(r, p)), dot(s, cross(p, q)))
      // Twice the areas of the triangles, in square pixels.
      guard min(abs(whole), abs(a), abs(b), abs(c)) > 1e-6 else { return nil }
      (x, y, z) = (p * (a / whole), q * (b / whole), r * (c / whole))
    }
  }

  /// Returns the map that brings points to their partners with the least sum of squared algebraic errors.
  ///
  /// Exact for four pairs. The direct linear transform with its coordinates centred and scaled first: R. Hartley, In
  /// defense of the eight-point algorithm, T-PAMI 19 (1997). Nil for fewer than four pairs or degenerate ones.
  public static func fitted(from: [SIMD2<Double>], to: [SIMD2<Double>]) -> Homography? {
    precondition(from.count == to.count, "every point has a partner")
    guard from.count >= 4, let (a, scaledFrom) = normalised(from), let (b, scaledTo) = normalised(to) else {
      return nil
    }
    var matrix = [Double](repeating: 0, count: 64)
    var vector = [Double](repeating: 0, count: 8)
    for (p, q) in zip(scaledFrom, scaledTo) {
      let rows: [([Double], Double)] = [
        ([p.x, p.y, 1, 0, 0, 0, -q.x * p.x, -q.x * p.y], q.x),
        ([0, 0, 0, p.x, p.y, 1, -q.y * p.x, -q.y * p.y], q.y),
      ]
      for (row, value) in rows {
        for i in 0..<8 where row[i] != 0 {
          vector[i] += row[i] * value
          for j in 0..<8 { matrix[i * 8 + j] += row[i] * row[j] }
        }
      }
    }
    guard let h = LinearSystem.solve(&matrix, &vector) else { return nil }
    // x′ = B⁻¹ H A x, with A and B the scalings about the centres.
    let inner = h + [1]
    func row(_ i: Int) -> SIMD3<Double> {
      let (p, q, r) = (inner[3 * i], inner[3 * i + 1], inner[3 * i + 2])
      return SIMD3(p * a.scale, q * a.scale, r - p * a.scale * a.centre.x - q * a.scale * a.centre.y)
    }
    let (first, second, third) = (row(0), row(1), row(2))
    let x = first / b.scale + third * b.centre.x
    let y = second / b.scale + third * b.centre.y
    guard third.z != 0 else { return nil }
    let coefficients = [x.x, x.y, x.z, y.x, y.y, y.z, third.x, third.y, third.z].map { $0 / third.z }
    return coefficients.allSatisfy(\.isFinite) ? Homography(coefficients: coefficients) : nil
  }

  private typealias Scaling = (centre: SIMD2<Double>, scale: Double)

  private static func normalised(_ points: [SIMD2<Double>]) -> (Scaling, [SIMD2<Double>])? {
    let centre = points.reduce(SIMD2<Double>.zero, +) / Double(points.count)
    let spread = points.reduce(0.0) { $0 + (($1 - centre) * ($1 - centre)).sum().squareRoot() } / Double(points.count)
    guard spread > 0, spread.isFinite else { return nil }
    let scale = 2.0.squareRoot() / spread
    return ((centre, scale), points.map { ($0 - centre) * scale })
  }
}
