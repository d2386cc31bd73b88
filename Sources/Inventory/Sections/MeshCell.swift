/// One cell of a survey's mesh: column and row from the origin of the plane map.
struct MeshCell: Hashable, Comparable {
  var column, row: Int32

  /// From south to north, and in a row from west to east.
  static func < (left: MeshCell, right: MeshCell) -> Bool {
    left.row != right.row ? left.row < right.row : left.column < right.column
  }
}
