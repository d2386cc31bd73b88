import ImageKit

/// Says for each pixel how likely it lies on a crack; what follows the lines does not know how.
///
/// The classical ``RidgeCrackMap`` is one; a network gives another.
package protocol CrackMap: Sendable {
  /// The value from which a pixel may belong to a crack, and the one that a crack must reach somewhere.
  var hysteresis: (low: UInt8, high: UInt8) { get }

  /// Returns a map of the size of the tile's window, 0 (no) … 255 (certain).
  func probabilities(in tile: Tile) throws -> Image<Gray8>
}
