/// Small dense systems of linear equations.
enum LinearSystem {
  /// Returns x of A x = b by elimination with the largest pivots; destroys its arguments.
  ///
  /// A is row after row. Nil when A is singular to working precision.
  static func solve(_ a: inout [Double], _ b: inout [Double]) -> [Double]? {
    let n = b.count
    precondition(a.count == n * n, "as many equations as unknowns")
    for column in 0..<n {
      var pivot = column
      for row in column..<n where abs(a[row * n + column]) > abs(a[pivot * n + column]) { pivot = row }
      let largest = a[pivot * n + column]
      guard abs(largest) > 1e-12, largest.isFinite else { return nil }
      if pivot != column {
        for k in column..<n { a.swapAt(pivot * n + k, column * n + k) }
        b.swapAt(pivot, column)
      }
      for row in (column + 1)..<max(n, column + 1) {
        let factor = a[row * n + column] / largest
        guard factor != 0 else { continue }
        for k in column..<n { a[row * n + k] -= factor * a[column * n + k] }
        b[row] -= factor * b[column]
      }
    }
    for row in stride(from: n - 1, through: 0, by: -1) {
      var value = b[row]
      for k in (row + 1)..<max(n, row + 1) { value -= a[row * n + k] * b[k] }
      b[row] = value / a[row * n + row]
    }
    return b
  }
}
