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
  /// The maker's calibration, in pixels; sigma is of the focal length, relative to it.
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
