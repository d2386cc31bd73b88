import Foundation
import Testing

@testable import ImageKit

struct PoseCorrectionTests {
  static let coordinate = GeodeticCoordinate(latitude: 22.6273, longitude: 120.3014, ellipsoidalHeight: 60)

  @Test(arguments: [-89.9, -45, 0, 20.0])
  func `a turn about up is heading, and moves are metres`(pitch: Double) {
    let pose = Pose(coordinate: Self.coordinate, orientation: Orientation(yaw: 30, pitch: pitch, roll: 2))
    let correction = PoseCorrection(east: 3, north: -4, up: 12, aboutUp: -5)
    let moved = pose.corrected(by: correction)
    #expect(correction.heading == 5)
    #expect(abs(moved.orientation.yaw - 35) < 1e-9)
    #expect(abs(moved.orientation.pitch - pitch) < 1e-9)
    #expect(abs(moved.orientation.roll - 2) < 1e-9)
    let offset = LocalTangentPlane(origin: Self.coordinate).pointInENU(moved.coordinate)
    #expect(magnitude(offset - SIMD3(3, -4, 12)) < 1e-9)
    #expect(pose.corrected(by: .none) == pose)
  }

  @Test func `tilting a camera that looks down about north moves its view to the west`() throws {
    let pose = Pose(coordinate: Self.coordinate, orientation: Orientation(yaw: 0, pitch: -90, roll: 0))
    let camera = Camera(width: 4000, height: 3000, focalLengthX: 3000, focalLengthY: 3000)
    let projection = GroundProjection(camera: camera, pose: pose, surface: .plane(atEllipsoidalHeight: 0))
    let tilted = projection.corrected(by: PoseCorrection(aboutNorth: 10))
    let point = try tilted.place(PixelPoint(u: 2000, v: 1500))
    // Right-handed about north, down goes to the west.
    #expect(abs(point.offsetEast + 60 * tan(10 * Double.pi / 180)) < 1e-3)
    #expect(abs(point.offsetNorth) < 1e-6)
  }

  @Test(arguments: PixelTurn.allCases)
  func `a turned picture shows the same places through its turned camera`(turn: PixelTurn) throws {
    let flight = SyntheticFlight()
    var camera = flight.camera
    camera.principalPoint = PixelPoint(u: 2040, v: 1460)
    camera.distortion = LensDistortion(k1: -0.05, k2: 0.01, p1: 0.001, p2: -0.0007)
    for pitch in [-90, -89.5, -40.0] {
      let pose = Pose(coordinate: Self.coordinate, orientation: Orientation(yaw: 130, pitch: pitch, roll: 1))
      let taken = GroundProjection(camera: camera, pose: pose, surface: .plane(atEllipsoidalHeight: 0))
      // A quarter turn exchanges the sides of the stored picture; its camera is the built one, centred in them.
      var stored = camera
      if turn == .clockwise || turn == .counterclockwise {
        (stored.width, stored.height) = (camera.height, camera.width)
        stored.principalPoint = PixelPoint(
          u: Double(stored.width) / 2 + 40, v: Double(stored.height) / 2 - 40)
      }
      let tagged = GroundProjection(camera: stored, pose: pose, surface: .plane(atEllipsoidalHeight: 0))
      let turned = tagged.turned(turn)
      for pixel in [PixelPoint(u: 700, v: 2600), PixelPoint(u: 2040, v: 1460), PixelPoint(u: 3300, v: 1900)] {
        let place = try taken.place(pixel).coordinate
        let again = try turned.place(flight.storedPixel(pixel, turn)).coordinate
        #expect(place.groundDistance(to: again) < 1e-6, "\(turn) \(pitch) \(pixel)")
      }
      if turn == .half, pitch < -80 { #expect(abs(turned.pose.orientation.roll) < 5) }
    }
  }
}
