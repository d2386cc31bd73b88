/// How finely a photo must show the ground for the width of a crack to be held against a limit.
///
/// A rule grades by limits, and a width is an interval of 90 %. What of it comes from the pixels was measured on drawn
/// cracks of 0.35 … 12 pixels behind blurs of 0.5 … 1.2 pixels, 40 a width (Documentation/Gradability.md):
///
/// - With **four pixels** across a limit, a crack half as wide as the limit is graded below it and one twice as wide
///   above it in at least nine of ten cases; with three pixels half of the narrow ones stay open, with two all of them.
/// - With **eight pixels** the interval is ±2.5 % of the width, and finer pixels do not narrow it any further.
public enum WidthResolution {
  /// Pixels across a limit from which half and twice of it are told apart.
  public static let pixelsAcrossLimit = 4.0
  /// Pixels across a limit beyond which a finer photo says no more about it.
  public static let mostUsefulPixels = 8.0
  /// The part of a width by which the pixels leave it open, either way, with ``pixelsAcrossLimit`` across it.
  static let doubtAtLimit = 0.14

  /// Returns the narrowest width that can be told from half and from twice of it, in millimetres.
  ///
  /// - Parameter groundSampleDistance: metres a pixel, across the crack.
  public static func narrowestGradable(groundSampleDistance: Double) -> Double {
    groundSampleDistance * 1000 * pixelsAcrossLimit
  }

  /// Returns the ground sample distance from which a width can be told from half and from twice of it, in metres.
  ///
  /// - Parameter width: in millimetres.
  public static func groundSampleDistance(toGrade width: Double) -> Double { width / 1000 / pixelsAcrossLimit }

  /// Returns how far a camera that faces a surface squarely is from it, in metres: GSD = distance / focal length.
  ///
  /// For a photo that looks at the surface aslant this is the distance from which it would be as fine squarely; it is
  /// longer than the line of sight.
  ///
  /// - Parameters:
  ///   - groundSampleDistance: metres a pixel.
  ///   - focalLengthPixels: the focal length, in pixels of the same image.
  public static func standOff(groundSampleDistance: Double, focalLengthPixels: Double) -> Double {
    groundSampleDistance * focalLengthPixels
  }

  /// What of this can change a grade or its reason, in words for fingerprints.
  static let words = "limits from \(pixelsAcrossLimit) to \(mostUsefulPixels) pixels"
}
