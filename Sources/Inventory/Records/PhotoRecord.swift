import ImageKit

/// What the inventory keeps of one photo that was inspected.
public struct PhotoRecord: Sendable, Equatable {
  /// The flight and the name.
  public var key: PhotoKey
  /// The SHA-256 of the file, in lower-case hexadecimal.
  public var sha256: String
  /// The size of the file, in bytes.
  public var byteCount: Int
  /// When the file was last modified, in seconds since 1970-01-01 UTC.
  public var modificationTime: Double
  /// The size of the stored image, in pixels.
  public var width, height: Int
  /// Everything the results depend on besides the file: tool, detectors, options.
  ///
  /// Equal fingerprints give equal results.
  public var fingerprint: String

  /// The maker of the camera.
  public var make: String?
  /// The camera model.
  public var model: String?
  /// When the shutter opened.
  public var capturedAt: CaptureTime?
  /// Where the camera was, on WGS 84.
  public var position: HorizontalPosition?
  /// How high the camera was, and above what.
  public var cameraHeight: Height?
  /// Metres above the point of take-off.
  public var relativeHeight: Double?
  /// Where the camera looked.
  public var orientation: Orientation?
  /// The focal length, in pixels of the stored image.
  public var focalLengthPixels: Double?
  /// The ground sample distance at the centre of the photo, in metres a pixel.
  public var groundSampleDistance: Double?
  /// How blurred the photo is; what the number means is said by what measured it.
  public var blur: Double?
  /// How well the photo is exposed; what the number means is said by what measured it.
  public var exposure: Double?
  /// How far the photo could be tied to the ground.
  public var georeference: GeoreferenceStatus
  /// The radius that holds a place in this photo with 90 % probability, in metres.
  public var ce90: Double?
  /// What is doubtful about the photo, each as `code: detail`.
  public var warnings: [String]
  /// The corners of what the photo covers on the ground, in order and not closed.
  public var footprint: [HorizontalPosition]?
  /// The pavement in it; `nil` when no detector told any, or it could not be placed.
  public var pavement: Pavement?

  /// Creates a record of a photo of which nothing but the file is known.
  public init(
    key: PhotoKey, sha256: String, byteCount: Int, modificationTime: Double, width: Int, height: Int,
    fingerprint: String
  ) {
    self.key = key
    self.sha256 = sha256
    self.byteCount = byteCount
    self.modificationTime = modificationTime
    self.width = width
    self.height = height
    self.fingerprint = fingerprint
    georeference = .none
    warnings = []
  }
}
