import Detectors

/// What a run did and what the inventory holds after it.
public struct InspectionSummary: Sendable {
  /// Photos inspected in this run.
  public var inspected = 0
  /// Photos whose results stood from an earlier run.
  public var unchanged = 0
  /// Photos that cannot be used, with the reason, in flight order.
  public var skipped: [SkippedPhotoRecord] = []
  /// Photos inspected in this run that say where they were but not where they looked.
  public var cameraOnly = 0
  /// Pixels decoded in this run.
  public var pixels = 0
  /// Seconds this run took, exports left out.
  public var seconds = 0.0
  /// Whether the run was stopped before its end.
  public var wasStopped = false
  /// How many photos carry each warning in this run.
  public var warnings: [String: Int] = [:]

  /// Millions of pixels a second; zero when nothing was decoded.
  public var megapixelsPerSecond: Double { seconds > 0 ? Double(pixels) / 1e6 / seconds : 0 }
}
