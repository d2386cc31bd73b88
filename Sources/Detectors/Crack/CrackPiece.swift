/// One component of candidate pixels, thinned.
struct CrackPiece {
  /// Its lines.
  var skeleton: Skeleton
  /// The number of candidate pixels it was thinned from.
  var area: Int
  /// The map's highest value in it.
  var highest: UInt8

  /// Half the mean width of the candidate pixels, in pixels.
  var halfWidth: Double { Double(area) / Double(2 * max(1, skeleton.pixels.count)) }
}
