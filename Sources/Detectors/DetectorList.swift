/// The built-in detectors.
///
/// To add one: write its file, add its type to ``all`` and its case to ``make(named:threshold:)``; a test names the line
/// that was forgotten.
public enum DetectorList {
  /// Every built-in detector, in the order that `inspect list` shows.
  public static let all: [any Detector.Type] = [CrackDetector.self]

  /// Returns a detector by its name on the command line.
  ///
  /// - Parameters:
  ///   - name: One of the names in ``all``.
  ///   - threshold: The confidence from which to report, 0…1; `nil` is the detector's own operating point.
  public static func make(
    named name: String, threshold: Double? = nil
  ) throws(UnknownDetectorError) -> any Detector {
    switch name {
    case CrackDetector.name:
      return CrackDetector(options: threshold.map { CrackDetectorOptions(threshold: $0) } ?? .standard)
    default: throw UnknownDetectorError(name: name)
    }
  }
}
