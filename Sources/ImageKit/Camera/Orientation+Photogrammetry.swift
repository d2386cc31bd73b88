import Foundation

extension Orientation {
  /// Creates an orientation from the angles of photogrammetry, in degrees.
  ///
  /// Rx(omega) · Ry(phi) · Rz(kappa) turns the frame of the image (x right, y up, z backwards) into east-north-up: at
  /// 0, 0, 0 the camera looks straight down with the top of the picture to the north, and kappa turns it
  /// counter-clockwise seen from above. In a projected system, north is that of the grid.
  public init(omega: Double, phi: Double, kappa: Double) {
    let (so, co) = (sin(radians(omega)), cos(radians(omega)))
    let (sp, cp) = (sin(radians(phi)), cos(radians(phi)))
    let (sk, ck) = (sin(radians(kappa)), cos(radians(kappa)))
    // The columns of the product: where right, up and backwards of the image point, in east-north-up.
    let right = SIMD3(cp * ck, co * sk + so * sp * ck, so * sk - co * sp * ck)
    let up = SIMD3(-cp * sk, co * ck - so * sp * sk, so * ck + co * sp * sk)
    let backwards = SIMD3(sp, -so * cp, co * cp)
    func northEastDown(_ vector: SIMD3<Double>) -> SIMD3<Double> { SIMD3(vector.y, vector.x, -vector.z) }
    self.init(
      nedFromBody: RotationMatrix(
        x: northEastDown(-backwards), y: northEastDown(right), z: northEastDown(-up)))
  }

  /// Returns the angle in degrees of the one rotation that leads from this orientation to another.
  func angle(to other: Orientation) -> Double {
    let (one, two) = (nedFromBody, other.nedFromBody)
    let trace = dot(one.x, two.x) + dot(one.y, two.y) + dot(one.z, two.z)
    return degrees(acos(min(max((trace - 1) / 2, -1), 1)))
  }
}
