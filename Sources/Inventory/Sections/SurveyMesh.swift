/// The pavement of a survey as square cells on a plane map, each of which belongs to the photo that sees it best.
///
/// Cells lie on the map's own grid: the corner of a cell is a multiple of its side. A cell is pavement where its centre is.
/// What several photos see is counted once, because only the photo that owns a cell counts there. Of two photos that see a
/// cell equally well the one of the lower number owns it, so that the order of claims does not matter.
struct SurveyMesh {
  /// A photo whose pavement spans more cells from south to north, or has more in all, is no photo of a road.
  private static let mostRows = 20_000
  private static let mostCells = 4_000_000
  /// The side of a cell, in metres.
  let cell: Double
  private var squares: [MeshCell: MeshSquare] = [:]

  init(cell: Double) { self.cell = cell }

  /// The area of a cell, in square metres.
  var cellArea: Double { cell * cell }

  /// Returns the cell that a point lies in; `nil` far away from any map.
  func cell(at point: SIMD2<Double>) -> MeshCell? {
    let (column, row) = ((point.x / cell).rounded(.down), (point.y / cell).rounded(.down))
    guard abs(column) < 1e9, abs(row) < 1e9 else { return nil }
    return MeshCell(column: Int32(column), row: Int32(row))
  }

  /// Returns the middle of a cell.
  func centre(of cell: MeshCell) -> SIMD2<Double> {
    SIMD2((Double(cell.column) + 0.5) * self.cell, (Double(cell.row) + 0.5) * self.cell)
  }

  /// Gives a photo the cells of its pavement that nobody sees better.
  ///
  /// - Parameters:
  ///   - rings: the pavement's rings, outer ones and holes, on the map.
  ///   - photo: the photo's number.
  ///   - pixel: how large a pixel is at a point of the map; the smallest owns the cell.
  mutating func claim(_ rings: [[SIMD2<Double>]], for photo: Int32, pixel: (SIMD2<Double>) -> Double) {
    let points = rings.joined()
    guard let low = points.map(\.y).min(), let high = points.map(\.y).max(), abs(low / cell) < 1e9,
      (high - low) / cell < Double(Self.mostRows), points.allSatisfy({ abs($0.x / cell) < 1e9 })
    else { return }
    let first = Int((low / cell).rounded(.down))
    var crossings = [[Double]](repeating: [], count: Int((high / cell).rounded(.down)) - first + 1)
    for ring in rings {
      guard var previous = ring.last else { continue }
      for current in ring {
        let (lower, upper) = previous.y < current.y ? (previous, current) : (current, previous)
        var row = Int((lower.y / cell - 0.5).rounded(.up))
        while (Double(row) + 0.5) * cell < upper.y {
          let part = ((Double(row) + 0.5) * cell - lower.y) / (upper.y - lower.y)
          crossings[row - first].append(lower.x + part * (upper.x - lower.x))
          row += 1
        }
        previous = current
      }
    }
    var count = 0
    for (index, row) in crossings.enumerated() {
      let sorted = row.sorted()
      for pair in stride(from: 0, to: sorted.count - 1, by: 2) {
        let start = Int((sorted[pair] / cell - 0.5).rounded(.up))
        let end = Int((sorted[pair + 1] / cell - 0.5).rounded(.up))
        count += end - start
        guard count <= Self.mostCells else { return }
        claim(columns: start..<end, row: first + index, for: photo, pixel: pixel)
      }
    }
  }

  private mutating func claim(
    columns: Range<Int>, row: Int, for photo: Int32, pixel: (SIMD2<Double>) -> Double
  ) {
    var start = columns.lowerBound
    while start < columns.upperBound {
      // As far as the square goes.
      let end = min(columns.upperBound, (start >> 6 + 1) << 6)
      let (key, index) = MeshSquare.place(of: MeshCell(column: Int32(start), row: Int32(row)))
      let corner = SIMD2((Double(start - index) + 0.5) * cell, (Double(row) + 0.5) * cell)
      squares[key, default: MeshSquare()].claim(index..<index + end - start, for: photo) { index in
        Float(pixel(corner + SIMD2(Double(index) * cell, 0)))
      }
      start = end
    }
  }

  /// Calls the closure with every cell that somebody owns, in a fixed order, and notes the stretch that it returns.
  mutating func assignSections(_ section: (_ cell: MeshCell, _ owner: Int) -> Int32) {
    for key in squares.keys.sorted() {
      guard let owners = squares[key]?.owners else { continue }
      var sections = [Int32](repeating: MeshSquare.none, count: owners.count)
      for (index, owner) in owners.enumerated() where owner != MeshSquare.none {
        sections[index] = section(MeshSquare.cell(of: key, index), Int(owner))
      }
      squares[key]?.sections = sections
    }
  }

  /// Calls the closure with every cell that somebody owns, in a fixed order.
  func forEachCell(_ body: (_ cell: MeshCell, _ owner: Int) -> Void) {
    for key in squares.keys.sorted() {
      guard let owners = squares[key]?.owners else { continue }
      for (index, owner) in owners.enumerated() where owner != MeshSquare.none {
        body(MeshSquare.cell(of: key, index), Int(owner))
      }
    }
  }

  /// Returns the section of a cell if a photo owns it; `nil` where another does, or the cell is in none.
  func section(of cell: MeshCell, seenBy photo: Int) -> Int? {
    let (key, index) = MeshSquare.place(of: cell)
    guard let square = squares[key], Int(square.owners[index]) == photo, !square.sections.isEmpty,
      square.sections[index] != MeshSquare.none
    else { return nil }
    return Int(square.sections[index])
  }

  /// Returns the section of a cell if a photo owns it, or, without a photo, whoever does.
  func section(of cell: MeshCell, seenBy photo: Int?) -> Int? {
    guard let photo else { return section(of: cell) }
    return section(of: cell, seenBy: photo)
  }

  /// Returns the section of a cell, whoever owns it; `nil` where it is in none.
  func section(of cell: MeshCell) -> Int? {
    let (key, index) = MeshSquare.place(of: cell)
    guard let sections = squares[key]?.sections, !sections.isEmpty, sections[index] != MeshSquare.none else {
      return nil
    }
    return Int(sections[index])
  }
}
