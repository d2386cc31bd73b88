/// One source of doubt and how far it alone moves a place.
public struct UncertaintyContribution: Hashable, Sendable {
  /// What is doubtful.
  public enum Source: String, Hashable, Sendable, CaseIterable {
    /// The camera's place to the east.
    case cameraEast = "camera_east"
    /// The camera's place to the north.
    case cameraNorth = "camera_north"
    /// The camera's height.
    case cameraUp = "camera_up"
    /// The direction the camera faces.
    case yaw
    /// How far the camera looks down.
    case pitch
    /// The rotation about the optical axis.
    case roll
    /// The focal length.
    case focalLength = "focal_length"
    /// The column in the image.
    case pixelU = "pixel_u"
    /// The row in the image.
    case pixelV = "pixel_v"
    /// Where the ground or wall lies.
    case surface
  }

  /// What is doubtful.
  public var source: Source
  /// How the place moves east, north and up for one unit of the source.
  ///
  /// Units: metres, degrees, pixels, and the ratio to the focal length.
  public var derivative: SIMD3<Double>
  /// One standard deviation, in the source's unit.
  public var sigma: Double

  /// How far one standard deviation moves the place horizontally, in metres.
  public var metres: Double {
    sigma * (derivative.x * derivative.x + derivative.y * derivative.y).squareRoot()
  }
}
