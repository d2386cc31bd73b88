import Foundation

/// A straight ray from a camera through one pixel, in exact earth-centred geometry.
public struct LineOfSight: Sendable {
  /// The frame at the camera; its origin is the projection centre.
  public let frame: LocalTangentPlane
  /// The unit direction as east, north and up at the camera.
  public let direction: SIMD3<Double>
  let directionInECEF: SIMD3<Double>

  /// Creates a line of sight from a direction as east, north and up, which need not have unit length.
  public init(frame: LocalTangentPlane, direction: SIMD3<Double>) {
    let unit = direction / magnitude(direction)
    self.frame = frame
    self.direction = unit
    directionInECEF = frame.ecefFromENU * unit
  }

  /// Degrees below the horizon at the camera; negative above it.
  public var depression: Double { degrees(atan2(-direction.z, horizontal)) }

  /// Degrees clockwise from true north at the camera, in [0, 360); 0 straight up or down.
  public var azimuth: Double {
    guard horizontal > 1e-12 else { return 0 }
    let angle = degrees(atan2(direction.x, direction.y))
    return angle < 0 ? angle + 360 : angle
  }

  /// Returns the earth-centred point at a distance in metres.
  @inline(__always)
  func pointInECEF(at range: Double) -> SIMD3<Double> { frame.originInECEF + directionInECEF * range }

  private var horizontal: Double { (direction.x * direction.x + direction.y * direction.y).squareRoot() }
}
