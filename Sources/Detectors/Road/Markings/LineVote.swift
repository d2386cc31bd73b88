import Foundation

/// Looks for straight lines on which many bright cells lie.
///
/// Each cell votes for the lines through it (P. V. C. Hough, 1962, in the form of R. O. Duda and P. E. Hart, 1972); the line with most votes is
/// laid through the cells about it. Cells that were given to a line take their votes back.
struct LineVote {
  /// Where the cells lie from the centre, by their columns and rows, and whether they were given to a line.
  private let u, v: [Float]
  private var isTaken: [Bool]
  private let centre: (u: Double, v: Double)
  private var votes: [Int32]
  /// Half the distances from the centre that are told apart.
  private let half: Int
  /// The number of cells.
  var count: Int { u.count }

  private static let directions = 60
  /// Cells a step of the distance from the centre.
  private static let step = 2.0
  /// The unit across each direction, over the step.
  private static let normals = (0..<directions).map { direction in
    let angle = Double(direction) * .pi / Double(directions)
    return SIMD2(Float(-sin(angle) / step), Float(cos(angle) / step))
  }

  /// Takes the votes of cells in a square.
  ///
  /// - Parameter reach: half the side of the square.
  init(cells: [BrightCells.Cell], centre: (u: Double, v: Double), reach: Double) {
    self.centre = centre
    u = cells.map { Float($0.x) + 0.5 - Float(centre.u) }
    v = cells.map { Float($0.y) + 0.5 - Float(centre.v) }
    isTaken = [Bool](repeating: false, count: cells.count)
    half = Int((reach * 2.0.squareRoot() / Self.step).rounded(.up)) + 2
    votes = [Int32](repeating: 0, count: Self.directions * 2 * half)
    vote(for: Array(cells.indices), 1)
  }

  /// Returns the line with most votes, laid through the cells about it; `nil` below a number of votes.
  ///
  /// - Parameter near: cells no farther from the line count, one distance after the other.
  func best(atLeast least: Int, near: [Double]) -> MarkingLine? {
    var best = (votes: Int32(0), direction: 0, bin: 0)
    for direction in 0..<Self.directions {
      var before: Int32 = 0
      for bin in 0..<2 * half {
        let here = votes[direction * 2 * half + bin]
        if before + here > best.votes { best = (before + here, direction, bin) }
        before = here
      }
    }
    guard best.votes >= Int32(least) else { return nil }
    let angle = Double(best.direction) * .pi / Double(Self.directions)
    let across = Double(best.bin - half) * Self.step
    return fitted(
      MarkingLine(
        u: centre.u - across * sin(angle), v: centre.v + across * cos(angle), du: cos(angle), dv: sin(angle)),
      near: near)
  }

  /// Returns a line laid through the cells about it, one distance after the other.
  func fitted(_ line: MarkingLine, near: [Double]) -> MarkingLine {
    near.reduce(line) { fitted($0, near: $1) ?? $0 }
  }

  /// Gives the cells in a band along a line away.
  mutating func take(_ line: MarkingLine, from low: Double, to high: Double) {
    let across = across(line)
    var taken: [Int] = []
    for index in u.indices where !isTaken[index] {
      guard across[index] >= Float(low), across[index] <= Float(high) else { continue }
      isTaken[index] = true
      taken.append(index)
    }
    vote(for: taken, -1)
  }

  /// How many cells lie no farther from a line than each of two distances.
  func count(_ line: MarkingLine, near: (Double, Double)) -> (Int, Int) {
    let across = across(line)
    var counts = (0, 0)
    for index in u.indices where !isTaken[index] {
      if abs(across[index]) <= Float(near.0) { counts.0 += 1 }
      if abs(across[index]) <= Float(near.1) { counts.1 += 1 }
    }
    return counts
  }

  private mutating func vote(for cells: [Int], _ votes: Int32) {
    let width = 2 * half
    for direction in 0..<Self.directions {
      let normal = Self.normals[direction]
      let start = direction * width
      // Moved to where all are positive, so that cutting off rounds down.
      let shift = Float(half)
      for cell in cells { self.votes[start + Int(u[cell] * normal.x + v[cell] * normal.y + shift)] += votes }
    }
  }

  /// How far each cell lies across a line.
  private func across(_ line: MarkingLine) -> [Float] {
    let (du, dv) = (Float(line.du), Float(line.dv))
    let shift = Float((line.u - centre.u) * line.dv - (line.v - centre.v) * line.du)
    return u.indices.map { v[$0] * du - u[$0] * dv + shift }
  }

  /// The axis of the cells about a line.
  private func fitted(_ line: MarkingLine, near: Double) -> MarkingLine? {
    let across = across(line)
    var (n, sum, square, product) = (0.0, SIMD2<Double>(), SIMD2<Double>(), 0.0)
    for index in u.indices where !isTaken[index] && abs(across[index]) <= Float(near) {
      let place = SIMD2(Double(u[index]), Double(v[index]))
      n += 1
      sum += place
      square += place * place
      product += place.x * place.y
    }
    guard n >= 8 else { return nil }
    let mean = sum / n
    let spread = square / n - mean * mean
    let angle = atan2(2 * (product / n - mean.x * mean.y), spread.x - spread.y) / 2
    var (du, dv) = (cos(angle), sin(angle))
    if du * line.du + dv * line.dv < 0 { (du, dv) = (-du, -dv) }
    return MarkingLine(u: centre.u + mean.x, v: centre.v + mean.y, du: du, dv: dv)
  }
}
