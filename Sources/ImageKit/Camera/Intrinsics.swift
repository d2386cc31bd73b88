/// Interior orientation for the picture it was made for, before it is fitted to the stored one.
struct Intrinsics {
  var width, height: Int
  var focalLengthX, focalLengthY: Double
  var principalPoint: PixelPoint
  var distortion: LensDistortion
  var relativeSigma: Double
  var source: String

  init(
    width: Int, height: Int, focalLengthX: Double, focalLengthY: Double, principalPoint: PixelPoint?,
    distortion: LensDistortion, relativeSigma: Double, source: String
  ) {
    self.width = width
    self.height = height
    self.focalLengthX = focalLengthX
    self.focalLengthY = focalLengthY
    self.principalPoint = principalPoint ?? PixelPoint(u: Double(width) / 2, v: Double(height) / 2)
    self.distortion = distortion
    self.relativeSigma = relativeSigma
    self.source = source
  }

  init(width: Int, height: Int, focalLength: Double, relativeSigma: Double, source: String) {
    self.init(
      width: width, height: height, focalLengthX: focalLength, focalLengthY: focalLength, principalPoint: nil,
      distortion: .none, relativeSigma: relativeSigma, source: source)
  }

  /// Returns the camera of the stored picture: scaled when it has the same shape, cropped in the middle otherwise.
  ///
  /// A photo in 16:9 of a 4:3 sensor keeps the full width, and so the focal length in pixels; one that was made smaller
  /// afterwards is scaled from the size at which it was taken.
  func camera(for metadata: CaptureMetadata, _ warnings: inout [MetadataWarning]) -> Sourced<Camera> {
    var fitted = self
    let stored = (metadata.width, metadata.height)
    let captured = (metadata.capturedWidth, metadata.capturedHeight)
    if Self.sameShape((width, height), stored) {
      fitted.scale(to: stored)
    } else {
      fitted.crop(to: captured)
      if Self.sameShape(captured, stored) {
        fitted.scale(to: stored)
      } else {
        fitted.crop(to: stored)
      }
      fitted.relativeSigma = max(relativeSigma, 0.02)
      warnings.append(
        MetadataWarning(
          "cropped",
          "the picture is \(stored.0) × \(stored.1), the camera's \(width) × \(height): taken as its middle, at the same focal length"
        ))
    }
    if captured != stored {
      warnings.append(
        MetadataWarning(
          "resized",
          "taken at \(captured.0) × \(captured.1), stored at \(stored.0) × \(stored.1); the focal length follows"))
    }
    if let zoom = metadata.lens.digitalZoom, zoom > 1, zoom < 1000 {
      fitted.focalLengthX *= zoom
      fitted.focalLengthY *= zoom
      fitted.principalPoint.u = Double(stored.0) / 2 + (fitted.principalPoint.u - Double(stored.0) / 2) * zoom
      fitted.principalPoint.v = Double(stored.1) / 2 + (fitted.principalPoint.v - Double(stored.1) / 2) * zoom
      warnings.append(MetadataWarning("digital_zoom", "digital zoom ×\(zoom): the focal length is multiplied by it"))
    }
    let camera = Camera(
      width: stored.0, height: stored.1, focalLengthX: fitted.focalLengthX, focalLengthY: fitted.focalLengthY,
      principalPoint: fitted.principalPoint, distortion: distortion, relativeFocalLengthSigma: fitted.relativeSigma)
    return Sourced(camera, source: source)
  }

  private static func sameShape(_ one: (Int, Int), _ other: (Int, Int)) -> Bool {
    // Half a pixel of rounding changes the shape of a thumbnail by more than a per cent.
    let tolerance = 0.01 + 0.5 / Double(min(one.0, one.1, other.0, other.1))
    return abs(Double(one.0) * Double(other.1) / (Double(one.1) * Double(other.0)) - 1) < tolerance
  }

  private mutating func scale(to size: (Int, Int)) {
    let x = Double(size.0) / Double(width)
    let y = Double(size.1) / Double(height)
    focalLengthX *= x
    focalLengthY *= y
    principalPoint.u *= x
    principalPoint.v *= y
    (width, height) = size
  }

  private mutating func crop(to size: (Int, Int)) {
    principalPoint.u += Double(size.0 - width) / 2
    principalPoint.v += Double(size.1 - height) / 2
    (width, height) = size
  }
}
