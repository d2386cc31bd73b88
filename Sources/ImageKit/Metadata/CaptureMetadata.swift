/// What a photo says of its own capture, in one vocabulary for all makers.
///
/// ```swift
/// let metadata = try CaptureMetadata(contentsOf: photo)
/// print(metadata.position?.value.latitude ?? .nan, metadata.position?.source ?? "no position")
/// ```
///
/// Every field is optional: a field is `nil` when the file is silent or says something impossible, and then
/// ``warnings`` tells why. Nothing here is guessed from other photos.
public struct CaptureMetadata: Sendable, Equatable {
  /// The maker, trimmed: `DJI`.
  public var make: String?
  /// The camera model, trimmed: `FC6310`.
  public var model: String?
  /// The program that last wrote the file.
  public var software: String?
  /// The size of the stored image in pixels, from the JPEG frame header.
  public var width, height: Int
  /// When the shutter opened.
  public var capturedAt: Sourced<CaptureTime>?
  /// Latitude and longitude on WGS 84, in degrees; sigma in metres per horizontal axis.
  public var position: Sourced<HorizontalPosition>?
  /// The absolute height; sigma in metres.
  public var absoluteHeight: Sourced<Height>?
  /// Metres above the point of take-off; sigma in metres.
  public var relativeHeight: Sourced<Double>?
  /// Metres above the ground below, when the file says so; sigma in metres.
  public var heightAboveGround: Sourced<Double>?
  /// Where the camera looks; sigma in degrees of yaw.
  public var orientation: Sourced<Orientation>?
  /// Degrees of the view clockwise from north, for photos without an orientation; tilt unknown.
  public var heading: Sourced<Double>?
  /// What is known about the lens, before it is resolved into a ``Camera``.
  public var lens: LensMetadata
  /// The state of the RTK receiver.
  public var rtk: RTKFix?
  /// Metres from the camera to what the laser range finder hit, on the optical axis.
  public var laserRange: Sourced<Double>?
  /// The EXIF orientation flag, 1…8, for display only: all geometry is in stored pixels.
  public var displayOrientation: Int
  /// What is doubtful or was corrected, in the order it was found.
  public var warnings: [MetadataWarning]

  /// Creates empty metadata for an image of the given size.
  public init(width: Int, height: Int) {
    self.width = width
    self.height = height
    lens = LensMetadata()
    displayOrientation = 1
    warnings = []
  }
}
