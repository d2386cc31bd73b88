import Foundation
import ImageKit
import TestSupport
import Testing

@Suite struct `The roads in a photo` {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A photo from 50 m above the origin with 5 mm a pixel.
  private func projection(yaw: Double, pitch: Double, sigma: Double = 0) -> GroundProjection {
    GroundProjection(
      camera: Camera(width: 4000, height: 3000, focalLengthX: 10_000, focalLengthY: 10_000),
      pose: Pose(
        coordinate: GeodeticCoordinate(
          latitude: RoadFile.origin.latitude, longitude: RoadFile.origin.longitude, ellipsoidalHeight: 50),
        orientation: Orientation(yaw: yaw, pitch: pitch, roll: 0)), surface: .plane(atEllipsoidalHeight: 0),
      sigmas: PoseSigmas(east: sigma, north: sigma))
  }

  private func guide(
    _ points: [(Double, Double)], yaw: Double, pitch: Double = -90, width: Double? = nil,
    sigma: Double = 0
  ) throws -> RoadGuide {
    try RoadFile.write([RoadFile.line(points)], to: folder("roads.geojson"))
    let network = try RoadNetwork(contentsOf: folder("roads.geojson"), width: width)
    return RoadGuide(network, in: projection(yaw: yaw, pitch: pitch, sigma: sigma), width: 4000, height: 3000)
  }

  /// Compares two directions of axes, in radians.
  private func isSame(_ direction: Double?, _ expected: Double) -> Bool {
    guard let direction else { return false }
    let turn = abs(direction - expected).truncatingRemainder(dividingBy: .pi)
    return min(turn, .pi - turn) < 0.001
  }

  @Test func `a road to the north is upright in a photo whose top is north, and lies where the top is east`() throws {
    let centre = PixelPoint(u: 2000, v: 1500)
    let north = [(0.0, -100.0), (0.0, 100.0)]
    #expect(isSame(try guide(north, yaw: 0).direction(centre), .pi / 2))
    #expect(isSame(try guide(north, yaw: 90).direction(centre), 0))
    // The top of the photo is 30° east of north: the road leans 30° to the left of upright.
    #expect(isSame(try guide(north, yaw: 30).direction(centre), -.pi / 2 - .pi / 6))
  }

  @Test func `a slanting view turns the direction as it turns the road`() throws {
    // To the north-east on the ground, seen 45° down: what runs away is 0.707 times as long in the photo.
    let guide = try guide([(-200, -200), (200, 200)], yaw: 0, pitch: -45, width: 200)
    #expect(isSame(guide.direction(PixelPoint(u: 2000, v: 1500)), atan2(-0.5.squareRoot(), 1)))
  }

  @Test func `a road counts as far beside it as places may be wrong`() throws {
    // CE90 of 1 m a side is 2.15 m: 4 m and that are 1 230 pixels.
    let guide = try guide([(0, -100), (0, 100)], yaw: 0, width: 8, sigma: 1)
    #expect(guide.direction(PixelPoint(u: 2000 + 1190, v: 100)) != nil)
    #expect(guide.direction(PixelPoint(u: 2000 + 1270, v: 100)) == nil)
  }

  @Test func `there is none off the road or outside the photo`() throws {
    let guide = try guide([(0, -100), (0, 100)], yaw: 0, width: 8)
    // 5 mm a pixel: 4 m are 800 pixels, and directions stand every 32.
    #expect(guide.direction(PixelPoint(u: 2000 + 760, v: 100)) != nil)
    #expect(guide.direction(PixelPoint(u: 2000 + 840, v: 100)) == nil)
    #expect(guide.direction(PixelPoint(u: 3999.9, v: 2999.9)) == nil)
    #expect(guide.direction(PixelPoint(u: -1, v: 10)) == nil && guide.direction(PixelPoint(u: .nan, v: 10)) == nil)
    #expect(guide.direction(PixelPoint(u: 2000, v: 1e30)) == nil)
  }
}
