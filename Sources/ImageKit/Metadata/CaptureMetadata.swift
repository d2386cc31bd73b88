import Foundation

/// What a photo says of its own capture, in one vocabulary for all makers.
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
  /// Where the camera looks; sigma in degrees of yaw.
  public var orientation: Sourced<Orientation>?
  /// What is known about the lens, before it is resolved into a ``Camera``.
  public var lens: LensMetadata
  /// The state of the RTK receiver.
  public var rtk: RTKFix?
  /// Metres from the camera to what the laser range finder hit, on the optical axis.
  public var laserRange: Sourced<Double>?
  /// The EXIF orientation flag, 1…8. For display only: all geometry is in stored pixels.
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

/// Latitude and longitude in degrees on WGS 84.
public struct HorizontalPosition: Hashable, Sendable, Codable {
  /// Degrees north, −90…90.
  public var latitude: Double
  /// Degrees east, −180…180.
  public var longitude: Double

  /// Creates a position in degrees.
  public init(latitude: Double, longitude: Double) {
    self.latitude = latitude
    self.longitude = longitude
  }
}

/// When a photo was taken.
public struct CaptureTime: Hashable, Sendable, Codable {
  /// The clock of the camera as written, ISO 8601 without zone: `2020-06-23T15:17:15.25`. Empty when only UTC is known.
  public var local: String
  /// Seconds since 1970-01-01 UTC; `nil` when the file gives no zone.
  public var utc: Double?

  /// Creates a capture time.
  public init(local: String, utc: Double? = nil) {
    self.local = local
    self.utc = utc
  }
}

/// What the file says about lens and sensor; resolved by priority into a ``Camera``.
public struct LensMetadata: Hashable, Sendable, Codable {
  /// The focal length, in millimetres.
  public var focalLengthMillimetres: Double?
  /// The 35 mm equivalent focal length, in millimetres; its meaning depends on the maker.
  public var focalLength35mm: Double?
  /// The digital zoom factor; 1 or `nil` is none.
  public var digitalZoom: Double?
  /// Sensor pixels per millimetre, from FocalPlaneXResolution and its unit.
  public var focalPlanePixelsPerMillimetre: Double?
  /// The width and height of the image as captured, when the file says it was resized since.
  public var capturedWidth, capturedHeight: Int?
  /// The maker's calibration, in pixels.
  public var calibration: Sourced<LensCalibration>?
  /// True when the maker says the stored pixels are already undistorted.
  public var isUndistorted = false

  /// Creates lens metadata with nothing known.
  public init() {}
}

/// A maker's calibration of one camera, in pixels of the image it was made for.
public struct LensCalibration: Hashable, Sendable, Codable {
  /// The focal lengths, in pixels.
  public var focalLengthX, focalLengthY: Double
  /// Where the axis meets the image, in continuous pixels from the upper-left corner; `nil` means the centre.
  public var principalPoint: PixelPoint?
  /// The distortion; `nil` when the maker gives none.
  public var distortion: LensDistortion?
  /// The image size the calibration was made for; `nil` means the stored size.
  public var width, height: Int?

  /// Creates a calibration.
  public init(
    focalLengthX: Double, focalLengthY: Double, principalPoint: PixelPoint? = nil, distortion: LensDistortion? = nil,
    width: Int? = nil, height: Int? = nil
  ) {
    self.focalLengthX = focalLengthX
    self.focalLengthY = focalLengthY
    self.principalPoint = principalPoint
    self.distortion = distortion
    self.width = width
    self.height = height
  }
}

/// The state of a real-time kinematic receiver at exposure.
public enum RTKFix: String, Hashable, Sendable, Codable {
  /// No correction.
  case none
  /// A single point solution: metres.
  case single
  /// A float solution: decimetres.
  case float
  /// A fixed solution: centimetres.
  case fixed
}

/// Something doubtful in a photo's metadata, and the correction taken.
public struct MetadataWarning: Hashable, Sendable, Codable, CustomStringConvertible {
  /// A stable word for scripts: `null_island`, `gimbal_all_zero`, `gps_conflict`.
  public var code: String
  /// What was found and what was done about it, in English.
  public var detail: String

  /// Creates a warning.
  public init(_ code: String, _ detail: String) {
    self.code = code
    self.detail = detail
  }

  /// The code and the detail on one line.
  public var description: String { "\(code): \(detail)" }
}
