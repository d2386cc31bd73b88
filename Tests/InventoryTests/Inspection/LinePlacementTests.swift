import Detectors
import ImageKit
import Testing

@testable import Inventory

struct LinePlacementTests {
  /// A photo from 50 m above the ground, straight down, with 5 mm a pixel.
  private let placement = ObservationPlacement(
    projection: GroundProjection(
      camera: Camera(width: 4000, height: 3000, focalLengthX: 10_000, focalLengthY: 10_000),
      pose: Pose(
        coordinate: GeodeticCoordinate(latitude: 22.6273, longitude: 120.3014, ellipsoidalHeight: 50),
        orientation: Orientation(yaw: 0, pitch: -90, roll: 0)), surface: .plane(atEllipsoidalHeight: 0)),
    method: "gps+takeoff")

  @Test func `a line without a length is no line on the ground`() throws {
    let point = PixelPoint(u: 2000, v: 1000)
    let crack = [point, PixelPoint(u: 2000, v: 1400)]
    let loop = [point, PixelPoint(u: 2010, v: 1000), point]
    let detection = Detection(
      damageClass: .crack, confidence: 1, mask: PixelMask(runs: [PixelMask.Run(y: 1000, x: 2000, length: 10)]),
      outline: [], centreLines: [[point, point], crack, [point], loop, [point, point, point]])
    let lines = try #require(placement.placement(of: detection)).lines
    #expect(lines.map(\.count) == [2, 3], "the crack and the loop")
    #expect(lines.allSatisfy { $0[0] != $0[1] })
  }
}
