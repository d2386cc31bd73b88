import Inventory

extension PhotoReport {
  /// The narrowest width in the middle of the photo that can be told from half and twice of it, in millimetres.
  var narrowestGradable: Double? {
    groundSampleDistance.map { WidthResolution.narrowestGradable(groundSampleDistance: $0) }
  }

  /// How far the camera would be from the surface in the middle, facing it squarely with these pixels, in metres.
  var standOff: Double? { groundSampleDistance.flatMap(standOff) }

  /// Whether the width that was asked for can be graded in the middle of the photo; nil when none was, or not known.
  var gradesWidth: Bool? {
    gradeWidth.flatMap { width in narrowestGradable.map { $0 <= width } }
  }

  /// How far the camera may be from the surface for the width that was asked for, facing it squarely, in metres.
  var gradeStandOff: Double? {
    gradeWidth.flatMap { standOff(WidthResolution.groundSampleDistance(toGrade: $0)) }
  }

  private func standOff(_ groundSampleDistance: Double) -> Double? {
    guard let focalLength, focalLength > 0 else { return nil }
    return WidthResolution.standOff(groundSampleDistance: groundSampleDistance, focalLengthPixels: focalLength)
  }
}
