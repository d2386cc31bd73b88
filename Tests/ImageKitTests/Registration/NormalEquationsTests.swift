import Foundation
import TestSupport
import Testing

@testable import ImageKit

struct NormalEquationsTests {
  @Test func `conjugate gradients find what elimination finds`() throws {
    var generator = SeededGenerator(seed: 5)
    let sizes = [4, 6, 0, 6, 6]
    var equations = NormalEquations(sizes: sizes)
    let count = sizes.reduce(0, +)
    var dense = [Double](repeating: 0, count: count * count)
    for index in 0..<count { dense[index * count + index] = 1 }
    var right = [Double](repeating: 0, count: count)
    for _ in 0..<40 {
      let (a, b) = [(1, 3), (3, 4), (1, 4)][Int(generator.next() % 3)]
      func jacobian(_ size: Int) -> [SIMD2<Double>] {
        (0..<size).map { _ in SIMD2(generator.normal(), generator.normal()) }
      }
      let terms = [
        (group: 0, jacobian: jacobian(4)), (group: a, jacobian: jacobian(6)), (group: b, jacobian: jacobian(6)),
      ]
      let residual = SIMD2(generator.normal(), generator.normal())
      equations.add(residual: residual, weight: 2.5, terms)
      let flat = terms.flatMap { term in zip(equations.range(of: term.group), term.jacobian) }
      for (i, p) in flat {
        right[i] -= 2.5 * (p * residual).sum()
        for (j, q) in flat { dense[i * count + j] += 2.5 * (p * q).sum() }
      }
    }
    var (matrix, vector) = (dense, right)
    let expected = try #require(LinearSystem.solve(&matrix, &vector))
    for (found, wanted) in zip(equations.solved(), expected) { #expect(abs(found - wanted) < 1e-9) }

    (matrix, vector) = (dense, [Double](repeating: 0, count: count))
    vector[2] = 1
    let column = try #require(LinearSystem.solve(&matrix, &vector))
    #expect(abs(equations.sigmas(of: 0)[2] - column[2].squareRoot()) < 1e-9)
    #expect(equations.sigmas(of: 2).isEmpty)
  }

  @Test func `a system without a single solution has none`() {
    var (matrix, vector) = ([1.0, 2, 2, 4], [1.0, 2])
    #expect(LinearSystem.solve(&matrix, &vector) == nil)
  }
}
