import Foundation

/// Ground of one constant height above the WGS 84 ellipsoid, which curves with the earth.
public struct FlatGround: GroundSurface, Hashable, Codable {
  /// Metres above the ellipsoid.
  public var ellipsoidalHeight: Double
  /// One standard deviation of that height, in metres.
  public var heightSigma: Double
  /// How much the ground may rise or fall with distance: a standard deviation in metres per metre from the camera.
  ///
  /// The larger of this times the range and ``heightSigma`` counts.
  public var relief: Double

  /// Creates flat ground.
  public init(ellipsoidalHeight: Double, heightSigma: Double = 0, relief: Double = 0) {
    self.ellipsoidalHeight = ellipsoidalHeight
    self.heightSigma = heightSigma
    self.relief = relief
  }

  /// `flat`.
  public var name: String { "flat" }

  /// The camera's height less the ground's.
  public func height(of camera: GeodeticCoordinate) -> Double? { camera.ellipsoidalHeight - ellipsoidalHeight }

  /// Returns the first meeting point, by Newton's method from the solution on the plane below the camera.
  public func intersection(
    with line: LineOfSight, limits: PlacementLimits
  ) throws(PlacementError) -> SurfaceIntersection {
    let height = line.frame.origin.ellipsoidalHeight - ellipsoidalHeight
    guard height > 0 else { throw .cameraBelowSurface }
    let down = -line.direction.z
    guard down > 0 else { throw .aboveHorizon }
    guard down >= sin(radians(limits.minimumDepression)) else { throw .belowMinimumDepression(line.depression) }
    var range = height / down
    for _ in 0..<20 {
      // The earth falls away, so the true range is never shorter than the plane's: this ends a hopeless search early.
      guard range <= limits.maximumRange else { throw .beyondMaximumRange(range) }
      let (up, pointHeight) = GeocentricPoint(line.pointInECEF(at: range)).upAndHeight
      let descent = -dot(up, line.directionInECEF)
      guard descent > 0 else { throw .aboveHorizon }
      let step = (pointHeight - ellipsoidalHeight) / descent
      range += step
      // Newton has converged quadratically; smaller steps are the rounding of earth-centred metres, 1e-9 by 1 / sin.
      if abs(step) < 1e-6 {
        // Sizes and doubts are those of the plane below the camera: the difference is below 1e-4 within the limits.
        return SurfaceIntersection(
          range: range, normal: SIMD3(0, 0, -1), normalDistance: height, sigma: max(heightSigma, relief * range))
      }
    }
    throw .noIntersection
  }
}

extension GroundSurface where Self == FlatGround {
  /// Flat ground at a height above the ellipsoid, in metres, with no doubt of its own.
  public static func plane(atEllipsoidalHeight height: Double) -> FlatGround {
    FlatGround(ellipsoidalHeight: height)
  }
}
