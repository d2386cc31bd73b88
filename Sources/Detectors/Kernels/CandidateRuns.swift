import CDetectors
import ImageKit

/// The stretches of a map that reach a threshold, in reading order, joined into components that touch by side or corner.
struct CandidateRuns {
  /// One stretch of a row.
  struct Run {
    var y, x, length: Int32
    var highest: UInt8
  }

  /// The stretches, in reading order.
  private(set) var runs: [Run] = []
  /// For each stretch the first stretch of its component.
  private(set) var roots: [Int32] = []

  /// Collects the stretches of a map that reach `low`.
  init(of map: Image<Gray8>, low: UInt8, variant: KernelVariant = .best) {
    precondition(low > 0, "a threshold of zero takes every pixel")
    var row = [dt_run](repeating: dt_run(), count: (map.width + 1) / 2)
    var above = 0..<0
    unsafe map.withView { view in
      for y in 0..<map.height {
        guard let pixels = unsafe view.pixels else { return }
        let count = unsafe dt_row_runs(pixels + y * view.stride, Int32(map.width), low, &row, variant.code)
        let start = runs.count
        for run in row[..<Int(count)] {
          runs.append(Run(y: Int32(y), x: run.start, length: run.length, highest: run.highest))
          roots.append(Int32(roots.count))
        }
        join(above, start..<runs.count)
        above = start..<runs.count
      }
    }
    for index in roots.indices { roots[index] = Int32(root(index)) }
  }

  /// Joins the stretches of one row with those of the row above.
  private mutating func join(_ above: Range<Int>, _ row: Range<Int>) {
    var upper = above.lowerBound
    var lower = row.lowerBound
    while upper < above.upperBound, lower < row.upperBound {
      let (a, b) = (runs[upper], runs[lower])
      if a.x <= b.x + b.length, b.x <= a.x + a.length {
        let (first, second) = (root(upper), root(lower))
        roots[max(first, second)] = Int32(min(first, second))
      }
      if a.x + a.length < b.x + b.length { upper += 1 } else { lower += 1 }
    }
  }

  private mutating func root(_ index: Int) -> Int {
    var index = index
    while roots[index] != index {
      roots[index] = roots[Int(roots[index])]
      index = Int(roots[index])
    }
    return index
  }
}
