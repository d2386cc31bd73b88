/// What one row across a band of paint shows.
struct MarkingRow {
  /// The band's middle, in cells from the upper left corner.
  var u, v: Double
  /// The direction across, of length one, from the first place to the last.
  var normalU, normalV: Double
  /// Where the row lies along its line, in cells.
  var place: Double
  /// The band's width, in cells.
  var width: Double
  /// How much brighter than the ground beside it each place in the band is, as a part of the ground; the blurred rims are left out.
  var contrast: [Double]
  /// The part of the ground beside the band that is as bright as paint, 0…1.
  var beside: Double
  /// Whether the row can be judged: the ground on both sides is pavement, as bright on one as on the other, and not mottled by light.
  var isTold: Bool
  /// How far the row lies from the middle of the part of the photo in which its line was found: of two rows in one place the nearer is right.
  var remoteness: Double

  /// How much brighter than the ground good paint is about here, as a part of the ground: in shade and haze less than in the sun.
  var full = 0.0

  /// Whether a place in the band is painted: its contrast is at least half of good paint's.
  func isPainted(_ contrast: Double) -> Bool { contrast >= full / 2 }

  /// Where a place of the band lies.
  func place(_ index: Int) -> (u: Double, v: Double) {
    let across = Double(index) - Double(contrast.count - 1) / 2
    return (u + across * normalU, v + across * normalV)
  }

  /// The part of the row that is painted.
  var painted: Double { contrast.isEmpty ? 0 : Double(contrast.count(where: isPainted)) / Double(contrast.count) }
}

/// A straight band of paint, seen in one part of a photo.
struct MarkingPiece {
  /// Its middle line.
  var line: MarkingLine
  /// Its width, in cells.
  var width: Double
  /// Its rows, one a cell, along the line.
  var rows: [MarkingRow]
  /// How much brighter than the ground its good paint is, as a part of the ground.
  var full: Double
  /// How far the rims are smeared, in cells.
  var blur: Double
  /// The part of it that is painted.
  var painted: Double
}
