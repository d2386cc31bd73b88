/// How much of the ground is taken by candidate pixels, on cells of 64 × 64 pixels.
struct CandidateDensity {
  /// The side of a cell, in pixels.
  static let side = 64
  private let columns: Int
  private var counts: [Int]

  /// Counts the pixels of the runs; a run counts in the cell of its middle.
  init(runs: [CandidateRuns.Run], width: Int, height: Int) {
    columns = width / Self.side + 1
    counts = [Int](repeating: 0, count: columns * (height / Self.side + 1))
    for run in runs {
      counts[Int(run.y) / Self.side * columns + Int(run.x + run.length / 2) / Self.side] += Int(run.length)
    }
  }

  /// Returns the cell of a position.
  func cell(x: Int, y: Int) -> Int { y / Self.side * columns + x / Self.side }

  /// Takes out lines that turned out to be no candidates: each position counts for `areaOfEach` pixels.
  mutating func remove(_ positions: [Int], width: Int, areaOfEach: Double) {
    var removed: [Int: Int] = [:]
    for position in positions { removed[cell(x: position % width, y: position / width), default: 0] += 1 }
    for (cell, count) in removed { counts[cell] = max(0, counts[cell] - Int(Double(count) * areaOfEach)) }
  }

  /// Returns the part of a cell that candidates take.
  func share(_ cell: Int) -> Double { Double(counts[cell]) / Double(Self.side * Self.side) }
}
