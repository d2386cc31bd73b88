import Foundation
import ImageKit
import Testing

@testable import Inventory

/// The published vectors of associating two places by their covariances.
struct PositionGateTests {
  private let gate = MergingLimits.standard.gate

  @Test func `two places of 2 m each that lie 3 m apart may be one`() {
    let two = PositionAccuracy(circle: 2)
    let difference = PositionAccuracy.ofDifference(two, two, shared: .exact)
    #expect(abs(difference.squaredDistance(of: SIMD2(3, 0)) - 1.125) < 1e-12)
    #expect(abs(difference.logDensity(at: SIMD2(3, 0)) + 4.479819) < 1e-6)
    #expect(difference.squaredDistance(of: SIMD2(3, 0)) <= gate)
  }

  @Test func `3 m across the long axis of an ellipse are too far`() {
    let long = PositionAccuracy(eastEast: 9, eastNorth: 0, northNorth: 0.25)
    let difference = PositionAccuracy.ofDifference(long, long, shared: .exact)
    #expect(abs(difference.squaredDistance(of: SIMD2(0.3, 3)) - 18.005) < 1e-12)
    #expect(abs(difference.logDensity(at: SIMD2(0.3, 3)) + 11.938989) < 1e-6)
    #expect(difference.squaredDistance(of: SIMD2(0.3, 3)) > gate)
  }

  @Test func `what a flight shares does not make neighbours one`() {
    let doubt = PlaceDoubt(
      own: PositionAccuracy(circle: 0.2), shared: [SIMD2(1.5, 0), SIMD2(0, 1.5)], isRegistered: false)
    let neighbour = SIMD2(1.5, 0)
    let apart = PlaceDoubt.ofDifference(doubt, doubt, isSameFlight: false)
    #expect(apart.squaredDistance(of: neighbour) < gate)
    let together = PlaceDoubt.ofDifference(doubt, doubt, isSameFlight: true)
    #expect(abs(together.squaredDistance(of: neighbour) - 2.25 / 0.08) < 1e-9)
    #expect(together.squaredDistance(of: neighbour) > gate)
  }

  @Test func `one wrong compass moves two photos' places in opposite directions`() {
    let left = PlaceDoubt(own: .exact, shared: [SIMD2(0.5, 0)], isRegistered: false)
    let right = PlaceDoubt(own: .exact, shared: [SIMD2(-0.5, 0)], isRegistered: false)
    let difference = PlaceDoubt.ofDifference(left, right, isSameFlight: true)
    #expect(abs(difference.eastEast - 1) < 1e-12)
  }

  @Test(arguments: [(3.0, 1.0, 30.0), (2.0, 2.0, 0.0), (1.5, 0.2, 170.0)])
  func `an ellipse is split into a quarter of its own and the rest`(major: Double, minor: Double, azimuth: Double) {
    let total = PositionAccuracy(semiMajor: major, semiMinor: minor, azimuth: azimuth)
    #expect(abs(total.major - major) < 1e-9 && abs(total.minor - minor) < 1e-9)
    let doubt = PlaceDoubt(total: total)
    #expect(abs(doubt.total.major - major) < 1e-9 && abs(doubt.total.minor - minor) < 1e-9)
    #expect(abs(doubt.own.major - major / 2) < 1e-9)
  }

  @Test func `the parts of a doubt add up to the whole, and comparing photos takes the place of the tags`() throws {
    let projection = GroundProjection(
      camera: Camera(width: 4000, height: 3000, focalLengthX: 3000, focalLengthY: 3000),
      pose: Pose(
        coordinate: GeodeticCoordinate(latitude: 22.6, longitude: 120.3, ellipsoidalHeight: 30),
        orientation: Orientation(yaw: 40, pitch: -70, roll: 0)), surface: .plane(atEllipsoidalHeight: 0),
      sigmas: PoseSigmas(east: 1.5, north: 1.5, up: 1.5, yaw: 2.5, pitch: 0.5, roll: 0.5, pixel: 2))
    let pixel = PixelPoint(u: 700, v: 2500)
    let parts = try projection.contributions(at: pixel)
    let accuracy = try projection.place(pixel).accuracy
    let tagged = PlaceDoubt(parts, disagreement: nil)
    #expect(!tagged.isRegistered)
    #expect(abs(tagged.total.major - accuracy.major) < 1e-9 && abs(tagged.total.minor - accuracy.minor) < 1e-9)
    let compared = PlaceDoubt(parts, disagreement: 0.1)
    #expect(compared.isRegistered && compared.own.major < 0.15 && compared.own.major > 0.1 / 1.177)
    #expect(compared.total.major >= accuracy.major)
    // Photos that still disagree by metres are not better known than their tags say.
    #expect(!PlaceDoubt(parts, disagreement: 20).isRegistered)
  }
}
