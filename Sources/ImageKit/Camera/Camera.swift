/// The interior orientation of a camera, in pixels of the stored image.
public struct Camera: Hashable, Sendable, Codable {
  /// The size of the stored image, in pixels.
  public var width, height: Int
  /// The focal lengths, in pixels.
  public var focalLengthX, focalLengthY: Double
  /// Where the optical axis meets the image, in continuous pixels.
  public var principalPoint: PixelPoint
  /// The lens distortion.
  public var distortion: LensDistortion
  /// The standard deviation of the focal length, relative to the focal length.
  public var relativeFocalLengthSigma: Double

  /// Creates a camera; the principal point defaults to the centre of the image.
  public init(
    width: Int, height: Int, focalLengthX: Double, focalLengthY: Double, principalPoint: PixelPoint? = nil,
    distortion: LensDistortion = .none, relativeFocalLengthSigma: Double = 0
  ) {
    self.width = width
    self.height = height
    self.focalLengthX = focalLengthX
    self.focalLengthY = focalLengthY
    self.principalPoint = principalPoint ?? PixelPoint(u: Double(width) / 2, v: Double(height) / 2)
    self.distortion = distortion
    self.relativeFocalLengthSigma = relativeFocalLengthSigma
  }

  /// Returns a camera of which only the optical axis is known, in the middle of the picture.
  ///
  /// The middle pixel can be placed, and nothing has a size: the ground sample distance is 0 everywhere. Every other
  /// pixel would be placed like the middle one and must not be asked for; ``isMiddle(_:)`` tells.
  public static func axisOnly(width: Int, height: Int) -> Camera {
    Camera(width: width, height: height, focalLengthX: .infinity, focalLengthY: .infinity)
  }

  /// Tells whether a pixel is the middle one, to half a pixel.
  public func isMiddle(_ pixel: PixelPoint) -> Bool {
    max(abs(pixel.u - Double(width) / 2), abs(pixel.v - Double(height) / 2)) <= 0.5
  }
}
