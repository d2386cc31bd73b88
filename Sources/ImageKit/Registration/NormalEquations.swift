/// The symmetric equations of an adjustment: small blocks on the diagonal and where two unknown groups meet.
///
/// Group 0 holds what the flight shares, group i + 1 what photo i has alone. Solved by conjugate gradients with the
/// inverted diagonal blocks as preconditioner (M. Hestenes and E. Stiefel, 1952): a flight of thousands of photos has
/// tens of thousands of unknowns and few blocks that are not zero. Plain double precision in a fixed order, so that
/// every machine finds the same bits.
struct NormalEquations {
  /// The number of unknowns of each group.
  let sizes: [Int]
  private let starts: [Int]
  private var diagonal: [[Double]]
  private var keys: [SIMD2<Int>] = []
  private var blocks: [[Double]] = []
  private var places: [SIMD2<Int>: Int] = [:]
  private(set) var right: [Double]

  /// Creates equations in which each unknown is expected to be 0 with a standard deviation of 1.
  init(sizes: [Int]) {
    self.sizes = sizes
    var start = 0
    starts = sizes.map { size in
      defer { start += size }
      return start
    }
    right = [Double](repeating: 0, count: start)
    diagonal = sizes.map { size in
      var block = [Double](repeating: 0, count: size * size)
      for i in 0..<size { block[i * size + i] = 1 }
      return block
    }
  }

  /// The number of unknowns.
  var count: Int { right.count }

  /// Returns where a group's unknowns lie.
  func range(of group: Int) -> Range<Int> { starts[group]..<(starts[group] + sizes[group]) }

  /// Adds the pull of the expectation at the present values.
  mutating func addExpectation(_ values: [Double]) {
    for index in values.indices { right[index] -= values[index] }
  }

  /// Adds one observed difference of two coordinates: residual + Σ Jᵍ xᵍ = 0 with a weight.
  mutating func add(residual: SIMD2<Double>, weight: Double, _ terms: [(group: Int, jacobian: [SIMD2<Double>])]) {
    for (a, jacobian) in terms {
      for i in jacobian.indices { right[starts[a] + i] -= weight * (jacobian[i] * residual).sum() }
      for (b, other) in terms where b >= a {
        add(weight: weight, jacobian, other, a, b)
      }
    }
  }

  private mutating func add(weight: Double, _ p: [SIMD2<Double>], _ q: [SIMD2<Double>], _ a: Int, _ b: Int) {
    let columns = q.count
    if a == b {
      for i in p.indices { for j in 0..<columns { diagonal[a][i * columns + j] += weight * (p[i] * q[j]).sum() } }
      return
    }
    let key = SIMD2(a, b)
    let place: Int
    if let known = places[key] {
      place = known
    } else {
      place = blocks.count
      places[key] = place
      keys.append(key)
      blocks.append([Double](repeating: 0, count: p.count * columns))
    }
    for i in p.indices { for j in 0..<columns { blocks[place][i * columns + j] += weight * (p[i] * q[j]).sum() } }
  }

  /// Returns the solution.
  func solved() -> [Double] { solution(for: right) }

  /// Returns the standard deviation of each unknown of a group.
  func sigmas(of group: Int) -> [Double] {
    range(of: group).map { index in
      var unit = [Double](repeating: 0, count: count)
      unit[index] = 1
      return max(0, solution(for: unit)[index]).squareRoot()
    }
  }

  private func solution(for right: [Double]) -> [Double] {
    let inverses = diagonal.indices.map { Self.inverse(diagonal[$0], sizes[$0]) }
    var x = [Double](repeating: 0, count: right.count)
    var residual = right
    var z = preconditioned(residual, inverses)
    var direction = z
    var rz = Self.dot(residual, z)
    let goal = rz * 1e-20
    for _ in 0..<max(100, 2 * right.count) where rz > goal {
      let product = multiplied(direction)
      let step = rz / Self.dot(direction, product)
      for i in x.indices {
        x[i] += step * direction[i]
        residual[i] -= step * product[i]
      }
      z = preconditioned(residual, inverses)
      let next = Self.dot(residual, z)
      let ratio = next / rz
      rz = next
      for i in direction.indices { direction[i] = z[i] + ratio * direction[i] }
    }
    return x
  }

  private func multiplied(_ x: [Double]) -> [Double] {
    var y = [Double](repeating: 0, count: x.count)
    for group in sizes.indices {
      let (start, size) = (starts[group], sizes[group])
      for i in 0..<size { for j in 0..<size { y[start + i] += diagonal[group][i * size + j] * x[start + j] } }
    }
    for (key, block) in zip(keys, blocks) {
      let (a, b, rows, columns) = (starts[key.x], starts[key.y], sizes[key.x], sizes[key.y])
      for i in 0..<rows {
        for j in 0..<columns {
          y[a + i] += block[i * columns + j] * x[b + j]
          y[b + j] += block[i * columns + j] * x[a + i]
        }
      }
    }
    return y
  }

  private func preconditioned(_ vector: [Double], _ inverses: [[Double]]) -> [Double] {
    var result = [Double](repeating: 0, count: vector.count)
    for group in sizes.indices {
      let (start, size) = (starts[group], sizes[group])
      for i in 0..<size {
        for j in 0..<size { result[start + i] += inverses[group][i * size + j] * vector[start + j] }
      }
    }
    return result
  }

  private static func inverse(_ block: [Double], _ size: Int) -> [Double] {
    var inverse = [Double](repeating: 0, count: size * size)
    for column in 0..<size {
      var (matrix, unit) = (block, [Double](repeating: 0, count: size))
      unit[column] = 1
      // The expectation adds 1 to each diagonal element, so a block is never singular.
      guard let solution = LinearSystem.solve(&matrix, &unit) else { continue }
      for row in 0..<size { inverse[row * size + column] = solution[row] }
    }
    return inverse
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for index in a.indices { sum += a[index] * b[index] }
    return sum
  }
}
