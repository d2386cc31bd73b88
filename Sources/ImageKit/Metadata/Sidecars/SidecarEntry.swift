/// What one line of a sidecar says of one photo.
public struct SidecarEntry: Hashable, Sendable {
  /// How a line names its photo.
  public enum Key: Hashable, Sendable {
    /// By file name, with or without folder and extension, as written.
    case file(String)
    /// By the sequence number in the name of the file.
    case sequence(Int)
  }

  /// The photo the line is about.
  public var key: Key
  /// The number of the line in the file, from 1.
  public var line: Int
  /// Latitude and longitude on WGS 84, in degrees.
  public var position: HorizontalPosition?
  /// Metres per horizontal axis, one standard deviation.
  public var positionSigma: Double?
  /// The height and what it is measured from.
  public var height: Height?
  /// Metres, one standard deviation.
  public var heightSigma: Double?
  /// Where the camera looked.
  public var orientation: Orientation?
  /// Degrees of yaw, one standard deviation.
  public var yawSigma: Double?
  /// The interior orientation, in pixels of the photo.
  public var calibration: LensCalibration?
  /// The state of the receiver.
  public var rtk: RTKFix?
  /// Seconds since 1970 UTC at which the shutter opened.
  public var utc: Double?

  /// Creates an entry that says nothing yet.
  public init(key: Key, line: Int) {
    self.key = key
    self.line = line
  }

  /// Whether the line gives any value.
  var isEmpty: Bool { position == nil && height == nil && orientation == nil && calibration == nil }
}
