/// The centre line of a mask as pixels, for scoring detectors.
package enum MaskCentreLine {
  /// Thins a mask to lines one pixel wide.
  ///
  /// - Parameters:
  ///   - mask: What is thinned; it lies inside the picture.
  ///   - width: The picture's columns.
  ///   - height: The picture's rows.
  /// - Returns: Positions as row × width + column, in reading order.
  package static func pixels(of mask: PixelMask, width: Int, height: Int) -> [Int] {
    Thinning.skeleton(
      of: mask.runs.map { CandidateRuns.Run(y: $0.y, x: $0.x, length: $0.length, highest: 0) }, width: width,
      height: height)
  }
}
