import Foundation
import ImageKit
import Testing

struct PlaneSurfaceTests {
  static let place = GeodeticCoordinate(latitude: 22.6273, longitude: 120.3014, ellipsoidalHeight: 50)

  static func pose(yaw: Double = 30, pitch: Double) -> Pose {
    Pose(coordinate: place, orientation: Orientation(yaw: yaw, pitch: pitch, roll: 0))
  }

  static func projection(_ pose: Pose, _ surface: any GroundSurface, sigmas: PoseSigmas = PoseSigmas())
    -> GroundProjection
  {
    GroundProjection(camera: GroundProjectionTests.camera, pose: pose, surface: surface, sigmas: sigmas)
  }

  @Test func `a wall that faces the camera is vertical whatever the pitch`() throws {
    let pose = Self.pose(pitch: -30)
    let wall = try #require(PlaneSurface.wallFacing(pose, range: 20))
    let projection = Self.projection(pose, wall)
    let high = try projection.place(PixelPoint(u: 2640, v: 500))
    let low = try projection.place(PixelPoint(u: 2640, v: 3500))
    #expect(abs(high.groundDistance - low.groundDistance) < 1e-3)
    #expect(abs(high.groundDistance - 20 * 3.0.squareRoot() / 2) < 1e-3)
    #expect(high.coordinate.ellipsoidalHeight > low.coordinate.ellipsoidalHeight + 10)
    #expect(wall.name == "wall")
  }

  @Test func `a camera that looks straight down has no wall to face`() {
    #expect(PlaneSurface.wallFacing(Self.pose(pitch: -90), range: 20) == nil)
    #expect(PlaneSurface.wall(from: Self.place, to: Self.place) == nil)
  }

  @Test func `a wall can be seen from both sides but not from behind`() throws {
    let frame = LocalTangentPlane(origin: Self.place)
    let a = frame.coordinate(ofPointInENU: SIMD3(-20, 30, -25))
    let b = frame.coordinate(ofPointInENU: SIMD3(20, 30, -25))
    for (from, to) in [(a, b), (b, a)] {
      let wall = try #require(PlaneSurface.wall(from: from, to: to))
      let point = try Self.projection(Self.pose(yaw: 0, pitch: 0), wall).place(GroundProjectionTests.centre)
      #expect(abs(point.range - 30) < 1e-3)
      #expect(throws: PlacementError.noIntersection) {
        try Self.projection(Self.pose(yaw: 180, pitch: 0), wall).place(GroundProjectionTests.centre)
      }
    }
  }

  @Test func `a wall's doubt lies along its normal`() throws {
    let pose = Self.pose(yaw: 0, pitch: 0)
    let wall = try #require(PlaneSurface.wallFacing(pose, range: 20, sigma: 0.5))
    let accuracy = try Self.projection(pose, wall).place(GroundProjectionTests.centre).accuracy
    #expect(abs(accuracy.major - 0.5) < 1e-9)
    #expect(accuracy.minor < 1e-9)
    #expect(accuracy.azimuth < 1e-6 || accuracy.azimuth > 180 - 1e-6)
  }

  @Test func `a camera's error moves what lies on a wall known by its distance, not on one known by its place`() throws
  {
    let pose = Self.pose(yaw: 0, pitch: 0)
    let frame = LocalTangentPlane(origin: Self.place)
    let known = try #require(
      PlaneSurface.wall(
        from: frame.coordinate(ofPointInENU: SIMD3(-20, 20, 0)), to: frame.coordinate(ofPointInENU: SIMD3(20, 20, 0))))
    let facing = try #require(PlaneSurface.wallFacing(pose, range: 20))
    for (wall, expected) in [(known, 0.0), (facing, 3)] {
      let point = try Self.projection(pose, wall, sigmas: PoseSigmas(north: 3)).place(GroundProjectionTests.centre)
      #expect(abs(point.accuracy.major - expected) < 1e-6)
    }
  }

  @Test func `a place on a wall has coordinates to the right and up, from straight ahead of the camera`() throws {
    let pose = Self.pose(yaw: 300, pitch: -20)
    let projection = Self.projection(pose, try #require(PlaneSurface.wallFacing(pose, range: 20)))
    func coordinates(_ u: Double, _ v: Double) throws -> WallCoordinates {
      let point = try projection.place(PixelPoint(u: u, v: v))
      return try #require(projection.wallCoordinates(of: point))
    }
    let axis = try coordinates(2640, 1978)
    #expect(abs(axis.along) < 1e-9)
    #expect(abs(axis.up + 20 * sin(20 * Double.pi / 180)) < 1e-9)
    let (left, right) = (try coordinates(1640, 1978), try coordinates(3640, 1978))
    // 1000 columns of a camera of 3725 pixels, 20 m along the axis.
    #expect(abs(right.along - 20 * 1000 / 3725.0) < 1e-6)
    #expect(abs(left.along + right.along) < 1e-9)
    #expect(try coordinates(2640, 500).up > axis.up)
    // Distances on the wall are distances.
    let (a, b) = (try projection.place(PixelPoint(u: 900, v: 700)), try projection.place(PixelPoint(u: 4200, v: 3100)))
    let (onWallA, onWallB) = (try coordinates(900, 700), try coordinates(4200, 3100))
    let flat = hypot(onWallB.along - onWallA.along, onWallB.up - onWallA.up)
    let step = b.offset - a.offset
    #expect(abs(flat - (step * step).sum().squareRoot()) < 1e-6)
  }

  @Test func `ground and decks have no wall coordinates`() throws {
    let pose = Self.pose(pitch: 80)
    let deck = PlaneSurface.horizontal(atEllipsoidalHeight: 60, at: Self.place)
    let projection = Self.projection(pose, deck)
    #expect(projection.wallCoordinates(of: try projection.place(GroundProjectionTests.centre)) == nil)
    let down = Self.pose(pitch: -60)
    let ground = Self.projection(down, FlatGround(ellipsoidalHeight: 20))
    #expect(ground.wallCoordinates(of: try ground.place(GroundProjectionTests.centre)) == nil)
  }

  /// Ground that rises along the view: a surface of somebody else's making, through public interface alone.
  struct Slope: GroundSurface {
    /// Metres of rise a metre to the north.
    var rise: Double
    /// Metres below the camera at its nadir.
    var depth: Double
    var name: String { "slope" }

    func height(of camera: GeodeticCoordinate) -> Double? { depth }

    func intersection(
      with line: LineOfSight, limits: PlacementLimits
    ) throws(PlacementError) -> SurfaceIntersection {
      let normal = SIMD3(0, rise, -1) / (1 + rise * rise).squareRoot()
      let distance = depth / (1 + rise * rise).squareRoot()
      let approach = (normal * line.direction).sum()
      guard approach > 0 else { throw .noIntersection }
      return SurfaceIntersection(
        range: distance / approach, normal: normal, normalDistance: distance,
        sigma: 1 / (1 + rise * rise).squareRoot())
    }
  }

  @Test func `rising ground shortens the view and lowers the doubt of height`() throws {
    let (slope, depression) = (0.2, 30.0)
    let pose = Self.pose(yaw: 0, pitch: -depression)
    let flat = try Self.projection(pose, Slope(rise: 0, depth: 60)).place(GroundProjectionTests.centre)
    let rising = try Self.projection(pose, Slope(rise: slope, depth: 60)).place(GroundProjectionTests.centre)
    let cotangent = 1 / tan(depression * .pi / 180)
    #expect(abs(flat.offsetNorth - 60 * cotangent) < 1e-9)
    #expect(abs(rising.offsetNorth - flat.offsetNorth / (1 + slope * cotangent)) < 1e-9)
    // One metre of height moves the place by cot a / (1 + m cot a).
    #expect(abs(flat.accuracy.major - cotangent) < 1e-9)
    #expect(abs(rising.accuracy.major - cotangent / (1 + slope * cotangent)) < 1e-9)
  }
}
