import ImageKit

/// Says for each pixel how likely it lies on a crack; what follows the lines does not know how.
///
/// The classical ``RidgeCrackMap`` is one; ``NetworkCrackMap`` is the one that ships.
package protocol CrackMap: Sendable {
  /// The value from which a pixel may belong to a line, and the one that a line must reach somewhere.
  var hysteresis: (low: UInt8, high: UInt8) { get }
  /// What the features of a line in this map say.
  var confidence: CrackConfidence { get }

  /// Returns maps of the size of the tile's window.
  func maps(in tile: Tile) throws -> CrackMaps
}

/// Bytes a pixel, 0 (no) … 255 (certain).
package struct CrackMaps {
  /// Open cracks.
  package var cracks: Image<Gray8>
  /// Cracks that were filled; `nil` when the map does not tell them.
  package var sealed: Image<Gray8>?
  /// Where there is a built surface; `nil` when the map does not tell.
  package var surface: CellMap?
  /// The open cracks in the network's own cells, before anything spoke on them; `nil` from other maps.
  package var evidence: CellMap?
}

/// A map of cells under a tile.
package struct CellMap {
  /// A value a cell, 0 (no) … 255 (certain).
  package let cells: Image<Gray8>
  /// Pixels a cell along each side.
  package let stride: Int
  /// The tile's upper left corner, in pixels from that of the cells.
  package let x, y: Int

  /// The value of the cell that holds a pixel of the tile.
  func value(x: Int, y: Int) -> UInt8 { cells[(x + self.x) / stride, (y + self.y) / stride].value }
}
