/// 64 × 64 cells of a survey's mesh, stored together, row by row.
struct MeshSquare {
  /// Cells a side.
  static let side = 64
  /// No photo, or no section.
  static let none: Int32 = -1

  /// The photo that owns each cell.
  private(set) var owners = [Int32](repeating: none, count: side * side)
  /// How large a pixel of that photo is there.
  private var pixels = [Float](repeating: .infinity, count: side * side)
  /// The stretch of road of each cell; empty until they are assigned.
  var sections: [Int32] = []

  /// Gives a photo some cells of one row, unless another sees them better.
  mutating func claim(_ range: Range<Int>, for photo: Int32, pixel: (_ index: Int) -> Float) {
    for index in range {
      let (size, known, owner) = (pixel(index), pixels[index], owners[index])
      guard size < known || (size == known && (owner == Self.none || photo < owner)) else { continue }
      pixels[index] = size
      owners[index] = photo
    }
  }

  /// Returns the square and the position in it of a cell.
  static func place(of cell: MeshCell) -> (square: MeshCell, index: Int) {
    (
      MeshCell(column: cell.column >> 6, row: cell.row >> 6),
      Int(cell.row & 63) * side + Int(cell.column & 63)
    )
  }

  /// Returns the cell at a position in a square.
  static func cell(of square: MeshCell, _ index: Int) -> MeshCell {
    MeshCell(column: square.column << 6 + Int32(index % side), row: square.row << 6 + Int32(index / side))
  }
}
