import Foundation
import ImageKit
import TestSupport
import Testing

/// The predicted covariance on sloping ground of an elevation model against places sampled from wrong poses.
struct MonteCarloSlopeTests {
  struct Scene: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var pitch, yaw, slope: Double
    var pixel: PixelPoint
  }

  static let scenes = [
    Scene(
      testDescription: "downhill 15 %, −45°", pitch: -45, yaw: 10, slope: -0.15, pixel: PixelPoint(u: 2640, v: 1978)),
    Scene(testDescription: "uphill 15 %, −45°", pitch: -45, yaw: 10, slope: 0.15, pixel: PixelPoint(u: 900, v: 3000)),
    Scene(testDescription: "across 15 %, −60°", pitch: -60, yaw: 95, slope: 0.15, pixel: PixelPoint(u: 4200, v: 700)),
    Scene(testDescription: "uphill 30 %, −25°", pitch: -25, yaw: 350, slope: 0.3, pixel: PixelPoint(u: 2640, v: 1978)),
  ]
  static let sigmas = PoseSigmas(east: 1.5, north: 1.5, up: 2, yaw: 2.5, pitch: 0.5, roll: 0.5, pixel: 2)

  @Test(arguments: scenes)
  func `sampled scatter on a slope is the predicted covariance, the ground's own doubt included`(
    _ scene: Scene
  ) throws {
    let folder = try TemporaryFolder()
    let model = try Terrain.model(Self.slope(scene.slope), in: folder, sigma: 1.5)
    let surface = ElevationSurface(model)
    let place = GeodeticCoordinate(latitude: 22.6273, longitude: 120.3014, ellipsoidalHeight: 100)
    func projection(_ pose: Pose, focal: Double = 1) -> GroundProjection {
      GroundProjection(
        camera: Camera(
          width: 5280, height: 3956, focalLengthX: 3725 * focal, focalLengthY: 3725 * focal,
          relativeFocalLengthSigma: 0.01),
        pose: pose, surface: surface, sigmas: Self.sigmas, limits: PlacementLimits(minimumDepression: 0))
    }
    let orientation = Orientation(yaw: scene.yaw, pitch: scene.pitch, roll: 0)
    let truth = try projection(Pose(coordinate: place, orientation: orientation)).place(scene.pixel)
    let frame = LocalTangentPlane(origin: place)
    let home = frame.pointInENU(truth.coordinate)

    var random = SeededGenerator(seed: 20_261_122)
    let count = 5000
    var scatter = SampledScatter(about: truth.accuracy)
    for _ in 0..<count {
      let sigmas = Self.sigmas
      // Ground that lies higher by its doubt is the same ground under a camera that hangs lower by it.
      let up = sigmas.up * random.normal() - model.sigma * random.normal()
      let shift = SIMD3(sigmas.east * random.normal(), sigmas.north * random.normal(), up)
      let wrong = Pose(
        coordinate: frame.coordinate(ofPointInENU: shift),
        orientation: Orientation(
          yaw: scene.yaw + sigmas.yaw * random.normal(), pitch: scene.pitch + sigmas.pitch * random.normal(),
          roll: sigmas.roll * random.normal()))
      let pixel = PixelPoint(
        u: scene.pixel.u + sigmas.pixel * random.normal(), v: scene.pixel.v + sigmas.pixel * random.normal())
      let sample = try projection(wrong, focal: 1 + 0.01 * random.normal()).place(pixel)
      let error = frame.pointInENU(sample.coordinate) - home
      scatter.add(error)
    }
    // A sampled sigma of 5000 scatters by 1 %.
    scatter.expectTold(axes: 0.04, correlation: 0.05, mean: 0.08, inside: 0.885...0.915)
  }

  @Test func `a slope that faces the camera is placed better than level ground, one that falls away worse`() throws {
    let folder = try TemporaryFolder()
    let major = try [0.15, 0, -0.15].map { slope -> Double in
      let model = try Terrain.model(Self.slope(slope), in: folder, name: "\(slope).tif", sigma: 1.5)
      let pose = Pose(
        coordinate: GeodeticCoordinate(latitude: 22.6273, longitude: 120.3014, ellipsoidalHeight: 100),
        orientation: Orientation(yaw: 0, pitch: -30, roll: 0))
      let projection = GroundProjection(
        camera: Camera(width: 5280, height: 3956, focalLengthX: 3725, focalLengthY: 3725), pose: pose,
        surface: ElevationSurface(model), sigmas: PoseSigmas(pitch: 0.5))
      return try projection.place(PixelPoint(u: 2640, v: 1978)).accuracy.major
    }
    #expect(major[0] < 0.75 * major[1])
    #expect(major[2] > 1.4 * major[1])
  }

  /// Ground that rises to the north, 40 m high below the camera; 1.6 km wide in posts of 20 m.
  private static func slope(_ slope: Double) -> HeightRaster {
    let heights = (0..<80).map { row in [Double](repeating: 40 - slope * 20 * (Double(row) - 39.5), count: 80) }
    return HeightRaster(
      epsg: 3826, origin: Terrain.middleOnMap + SIMD2(-790, 790), east: SIMD2(20, 0), south: SIMD2(0, -20),
      heights: heights)
  }
}
