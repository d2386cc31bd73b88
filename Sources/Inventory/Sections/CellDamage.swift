/// The damage in one cell of a survey's mesh.
struct CellDamage {
  /// How many cracks go through it.
  private(set) var cracks = 0
  /// Square metres of alligator cracking, of other cracking that is given as an area, of patches and of ravelling.
  var alligator = 0.0
  var cracking = 0.0
  var patches = 0.0
  var ravelling = 0.0
  private var lastCrack = -1

  /// Counts a crack, once however often its line comes through.
  mutating func add(crack number: Int) {
    guard number != lastCrack else { return }
    cracks += 1
    lastCrack = number
  }

  /// The number of cracks for a crack rate: cracking that covers more than a hundredth of the cell is several.
  func crackCount(cellArea: Double) -> Int {
    alligator + cracking > 0.01 * cellArea ? max(2, cracks) : cracks
  }
}
