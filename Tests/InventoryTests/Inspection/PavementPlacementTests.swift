import Detectors
import Foundation
import ImageKit
import Testing

@testable import Inventory

struct PavementPlacementTests {
  /// A photo from 50 m above the ground with 5 mm a pixel straight below.
  private func placement(yaw: Double = 0, pitch: Double = -90) -> PavementPlacement {
    let projection = GroundProjection(
      camera: Camera(width: 4000, height: 3000, focalLengthX: 10_000, focalLengthY: 10_000),
      pose: Pose(
        coordinate: GeodeticCoordinate(latitude: 22.6273, longitude: 120.3014, ellipsoidalHeight: 50),
        orientation: Orientation(yaw: yaw, pitch: pitch, roll: 0)), surface: .plane(atEllipsoidalHeight: 0))
    return PavementPlacement(projection: projection, detector: DetectorIdentity(name: "road", version: 1))
  }

  private func box(_ u: ClosedRange<Double>, _ v: ClosedRange<Double>) -> [PixelPoint] {
    [
      PixelPoint(u: u.lowerBound, v: v.lowerBound), PixelPoint(u: u.upperBound, v: v.lowerBound),
      PixelPoint(u: u.upperBound, v: v.upperBound), PixelPoint(u: u.lowerBound, v: v.upperBound),
    ]
  }

  @Test func `an outline comes to the ground with its holes, area and direction`() throws {
    let hole = Array(box(1000...1200, 1000...1200).reversed())
    let view = PavementView(outline: [box(500...3500, 500...2500), hole], axis: .pi / 2, axisCertainty: 0.75)
    let pavement = try #require(placement(yaw: 30).pavement(of: view))
    #expect(pavement.outline.count == 1 && pavement.outline[0].holes.count == 1)
    // 15 m × 10 m less 1 m × 1 m.
    #expect(abs(pavement.area - 149) < 0.01)
    #expect(abs(try #require(pavement.azimuth) - 30) < 0.01 && pavement.axisCertainty == 0.75)
  }

  @Test(
    arguments: [(0, 0, 90), (0, .pi / 4, 135), (0, -.pi / 4, 45), (200, .pi / 2, 20)] as [(Double, Double, Double)])
  func `the direction is that of the road from true north`(yaw: Double, axis: Double, azimuth: Double) throws {
    let view = PavementView(outline: [box(500...3500, 500...2500)], axis: axis, axisCertainty: 2)
    let pavement = try #require(placement(yaw: yaw).pavement(of: view))
    #expect(abs(try #require(pavement.azimuth) - azimuth) < 0.01 && pavement.axisCertainty == 1)
  }

  @Test func `what lies beyond the horizon is cut off`() throws {
    // A 4 000 px wide view 8° down: the horizon is 1 405 px above the middle, in the upper edge of the photo.
    let view = PavementView(outline: [box(1500...2500, 0...3000)], axis: nil, axisCertainty: 0)
    let pavement = try #require(placement(pitch: -8).pavement(of: view))
    #expect(pavement.azimuth == nil && pavement.area > 100)
    let near = pavement.outline[0].outer.map(\.latitude).min() ?? 0
    // The lower edge is seen 8° + atan(0.15) down: 50 m / tan 16.53°.
    #expect(abs((near - 22.6273) * 110_738.8 - 168.5) < 1)
  }

  @Test func `without an outline, or above the horizon, there is none`() {
    let upwards = placement(pitch: 20)
    #expect(
      upwards.pavement(of: PavementView(outline: [box(0...4000, 0...3000)], axis: 0, axisCertainty: 1)) == nil)
    #expect(
      placement().pavement(of: PavementView(outline: [], axis: 0, axisCertainty: 1))
        == nil)
  }
}
