extension Camera {
  /// Returns the undistorted normalised point seen at a pixel: tangents of the angles right of and below the axis.
  ///
  /// Throws ``PlacementError/distortionNotInvertible`` where the lens model has no inverse, and
  /// ``PlacementError/noFocalLength`` when a focal length is not positive.
  public func normalizedPoint(at pixel: PixelPoint) throws(PlacementError) -> SIMD2<Double> {
    guard focalLengthX > 0, focalLengthY > 0 else { throw .noFocalLength }
    let distorted = SIMD2(
      (pixel.u - principalPoint.u) / focalLengthX, (pixel.v - principalPoint.v) / focalLengthY)
    guard let point = distortion.undistorted(distorted) else { throw .distortionNotInvertible }
    return point
  }

  /// Returns the pixel at which an undistorted normalised point is imaged; it may lie outside the image.
  public func pixel(atNormalizedPoint point: SIMD2<Double>) -> PixelPoint {
    let distorted = distortion.distorted(point)
    return PixelPoint(
      u: principalPoint.u + focalLengthX * distorted.x, v: principalPoint.v + focalLengthY * distorted.y)
  }

  /// Returns the pixel at which a direction in the body frame is imaged, or nil for one behind the camera.
  ///
  /// The direction need not have unit length. A direction far outside the image may be imaged wrongly inside it by a
  /// strong distortion, so a pixel whose ray differs from the direction is refused too.
  public func pixel(alongBodyDirection direction: SIMD3<Double>) -> PixelPoint? {
    guard direction.x > 0 else { return nil }
    let point = SIMD2(direction.y / direction.x, direction.z / direction.x)
    let pixel = pixel(atNormalizedPoint: point)
    guard pixel.u.isFinite, pixel.v.isFinite else { return nil }
    guard distortion != .none else { return pixel }
    guard let back = try? normalizedPoint(at: pixel) else { return nil }
    let error = back - point
    return (error * error).sum() < 1e-16 * max(1, (point * point).sum()) ? pixel : nil
  }

  /// Returns how the normalised point moves with the pixel: the columns d/du and d/dv, at an undistorted point.
  func normalizedJacobian(at point: SIMD2<Double>) -> (du: SIMD2<Double>, dv: SIMD2<Double>) {
    if distortion == .none { return (SIMD2(1 / focalLengthX, 0), SIMD2(0, 1 / focalLengthY)) }
    let (dx, dy) = distortion.jacobian(at: point)
    let determinant = dx.x * dy.y - dx.y * dy.x
    return (
      SIMD2(dy.y, -dx.y) / (determinant * focalLengthX), SIMD2(-dy.x, dx.x) / (determinant * focalLengthY)
    )
  }
}
