import Foundation
import ImageKit
import TestSupport
import Testing

struct GroundMeasurementTests {
  static let centre = GroundProjectionTests.centre
  /// 2 m of 60 in height, 1 % of focal length, half a degree of pitch.
  static let sigmas = PoseSigmas(east: 30, north: 30, up: 2, yaw: 40, pitch: 0.5, roll: 0.5, pixel: 0)

  static func projection(pitch: Double, sigmas: PoseSigmas = sigmas) -> GroundProjection {
    var camera = GroundProjectionTests.camera
    camera.relativeFocalLengthSigma = 0.01
    return GroundProjectionTests.projection(pitch: pitch, sigmas: sigmas, camera: camera)
  }

  @Test func `a line straight down has the pinhole's length, and the doubt of height and lens`() throws {
    let line = [PixelPoint(u: 2000, v: 1978), PixelPoint(u: 3000, v: 1978)]
    let length = try Self.projection(pitch: -90).length(of: line)
    #expect(abs(length.value - 1000 * 60 / 3725) < 1e-4)
    // The camera's place and yaw do not change a size, however doubtful.
    #expect(abs(length.sigma / length.value - hypot(2.0 / 60, 0.01)) < 1e-4)
  }

  @Test func `doubt of pitch counts double along the view and singly across it`() throws {
    let projection = Self.projection(pitch: -45)
    let tilt = 0.5 * .pi / 180
    let base = hypot(2.0 / 60, 0.01)
    let across = try projection.length(of: [PixelPoint(u: 2600, v: 1978), PixelPoint(u: 2680, v: 1978)])
    let along = try projection.length(of: [PixelPoint(u: 2640, v: 1938), PixelPoint(u: 2640, v: 2018)])
    #expect(abs(across.sigma / across.value - hypot(base, tilt)) < 1e-4)
    #expect(abs(along.sigma / along.value - hypot(base, 2 * tilt)) < 1e-4)
  }

  /// Measures the same pixels from many wrong heights, lenses and pitches.
  @Test func `sampled sizes scatter as predicted`() throws {
    var random = SeededGenerator(seed: 7)
    let outline = [
      PixelPoint(u: 2500, v: 1900), PixelPoint(u: 2780, v: 1900), PixelPoint(u: 2780, v: 2060),
      PixelPoint(u: 2500, v: 2060),
    ]
    let line = [PixelPoint(u: 2640, v: 1900), PixelPoint(u: 2640, v: 2060)]
    let projection = Self.projection(pitch: -50)
    let (area, length) = (try projection.area(of: outline), try projection.length(of: line))
    var (areas, lengths) = (0.0, 0.0)
    let count = 3000
    for _ in 0..<count {
      let scale = 1 + 0.01 * random.normal()
      let sample = GroundProjectionTests.projection(
        pitch: -50 + 0.5 * random.normal(), height: 60 + 2 * random.normal(),
        camera: Camera(width: 5280, height: 3956, focalLengthX: 3725 * scale, focalLengthY: 3725 * scale))
      areas += pow(try sample.area(of: outline).value - area.value, 2)
      lengths += pow(try sample.length(of: line).value - length.value, 2)
    }
    #expect(abs((areas / Double(count)).squareRoot() / area.sigma - 1) < 0.06)
    #expect(abs((lengths / Double(count)).squareRoot() / length.sigma - 1) < 0.06)
  }

  @Test func `a crack's width takes the scale across the crack`() throws {
    let projection = Self.projection(pitch: -30)
    let across = try projection.width(at: Self.centre, du: 1, dv: 0, pixels: 4, pixelSigma: 0.5)
    let along = try projection.width(at: Self.centre, du: 0, dv: 7, pixels: 4, pixelSigma: 0.5)
    #expect(abs(across.value - 4 * 60 / 3725 * 2) < 1e-9)
    #expect(abs(along.value / across.value - 2) < 1e-9)
    let tilt = 3.0.squareRoot() * 0.5 * .pi / 180
    let expected = (pow(2.0 / 60, 2) + 0.0001 + tilt * tilt + pow(0.5 / 4, 2)).squareRoot()
    #expect(abs(across.sigma / across.value - expected) < 1e-6)
  }

  @Test func `an area on a wall is the wall's`() throws {
    let pose = Pose(
      coordinate: GeodeticCoordinate(latitude: 22.6, longitude: 120.3, ellipsoidalHeight: 40),
      orientation: Orientation(yaw: 80, pitch: 0, roll: 0))
    let wall = try #require(PlaneSurface.wallFacing(pose, range: 10))
    let projection = GroundProjection(camera: GroundProjectionTests.camera, pose: pose, surface: wall)
    let square = [(0.0, 0.0), (372.5, 0), (372.5, 372.5), (0, 372.5)].map { PixelPoint(u: $0.0, v: $0.1) }
    #expect(abs(try projection.area(of: square).value - 1) < 1e-9)
    #expect(abs(try projection.maximumDiameter(of: square).value - 2.0.squareRoot()) < 1e-9)
  }

  @Test func `nothing drawn measures nothing`() throws {
    let projection = Self.projection(pitch: -60)
    let nothing = GroundMeasurement(value: 0, sigma: 0)
    #expect(try projection.length(of: []) == nothing)
    #expect(try projection.length(of: [Self.centre]) == nothing)
    #expect(try projection.area(of: [Self.centre, Self.centre, Self.centre]) == nothing)
    #expect(try projection.maximumDiameter(of: [Self.centre, Self.centre]) == nothing)
    #expect(try projection.width(at: Self.centre, du: 0, dv: 0, pixels: 3, pixelSigma: 1) == nothing)
  }

  @Test func `an outline that reaches the horizon cannot be measured`() {
    let projection = Self.projection(pitch: -10)
    #expect(throws: PlacementError.aboveHorizon) {
      try projection.length(of: [Self.centre, PixelPoint(u: 2640, v: 5)])
    }
  }
}
