/// What road markings are looked for in: brightness and pavement in cells of two to four centimetres.
struct MarkingSight {
  /// The mean brightness of each cell.
  let brightness: MarkingPlane
  /// How sure the crack network is of a built surface, 0…255.
  let surface: MarkingPlane
  /// 255 where the cell belongs to the pavement of a road, with cars, shadows and markings in it; else 0.
  let pavement: MarkingPlane
  /// The mean red, green and blue about a place, in cells from the upper left corner.
  let colour: (_ u: Double, _ v: Double) -> SIMD3<Double>
  /// Metres on the ground a cell.
  let cell: Double
  /// Pixels of the photo a cell along each side.
  let side: Double

  /// The largest cell: a stripe of 10 cm must span about three.
  static let largestCell = 0.036

  /// Returns how often planes with so many metres a cell are halved; `nil` where they are too coarse as they are.
  static func halvings(cell: Double) -> Int? {
    guard cell > 0, cell <= largestCell else { return nil }
    var count = 0
    var size = cell
    while 2 * size <= largestCell {
      size *= 2
      count += 1
    }
    return count
  }
}
