import Foundation
import ImageKit
import Testing

/// The derivatives of surfaces that hang on the camera, against places found with a pose that is a little different.
@Suite struct `the doubt of a place on a surface that hangs on the camera` {
  enum Kind: String, CaseIterable, Sendable {
    case plane, wall, ground
  }

  static let pose = Pose(
    coordinate: GeodeticCoordinate(latitude: 22.6273, longitude: 120.3014, ellipsoidalHeight: 60),
    orientation: Orientation(yaw: 37, pitch: -40, roll: 3))
  static let frame = LocalTangentPlane(origin: pose.coordinate)
  static let pixel = PixelPoint(u: 3900, v: 1200)
  static let steps: [(source: UncertaintyContribution.Source, step: Double)] = [
    (.cameraEast, 0.01), (.cameraNorth, 0.01), (.cameraUp, 0.01), (.yaw, 0.001), (.pitch, 0.001), (.roll, 0.001),
  ]

  static func projection(_ kind: Kind, _ pose: Pose, range: Double = 30) throws -> GroundProjection {
    let surface: any GroundSurface =
      switch kind {
      case .plane: PlaneSurface.acrossAxis(of: pose, range: range, sigma: 1)
      case .wall: try #require(PlaneSurface.wallFacing(pose, range: range, sigma: 1))
      case .ground: try #require(LaserGround(below: pose, range: range, sigma: 1))
      }
    return GroundProjection(camera: GroundProjectionTests.camera, pose: pose, surface: surface)
  }

  static func place(_ kind: Kind, _ pose: Pose, range: Double = 30) throws -> SIMD3<Double> {
    frame.pointInENU(try projection(kind, pose, range: range).place(pixel).coordinate)
  }

  private func changed(_ source: UncertaintyContribution.Source, by step: Double) -> Pose {
    var pose = Self.pose
    switch source {
    case .cameraEast: pose.coordinate = Self.frame.coordinate(ofPointInENU: SIMD3(step, 0, 0))
    case .cameraNorth: pose.coordinate = Self.frame.coordinate(ofPointInENU: SIMD3(0, step, 0))
    case .cameraUp: pose.coordinate = Self.frame.coordinate(ofPointInENU: SIMD3(0, 0, step))
    case .yaw: pose.orientation.yaw += step
    case .pitch: pose.orientation.pitch += step
    default: pose.orientation.roll += step
    }
    return pose
  }

  @Test(arguments: Kind.allCases)
  func `follows the surface when the pose changes`(_ kind: Kind) throws {
    let parts = try Self.projection(kind, Self.pose).contributions(at: Self.pixel)
    for (source, step) in Self.steps {
      let part = try #require(parts.first { $0.source == source })
      let forward = try Self.place(kind, changed(source, by: step))
      let backward = try Self.place(kind, changed(source, by: -step))
      let slope = (forward - backward) / (2 * step)
      let error = slope - part.derivative
      #expect(
        (error * error).sum().squareRoot() < 2e-4 * max(1, (slope * slope).sum().squareRoot()),
        "\(source): \(part.derivative), found \(slope)")
    }
  }

  @Test(arguments: Kind.allCases)
  func `follows the range`(_ kind: Kind) throws {
    let part = try #require(try Self.projection(kind, Self.pose).contributions(at: Self.pixel).last)
    let step = 0.01
    let slope =
      (try Self.place(kind, Self.pose, range: 30 + step) - Self.place(kind, Self.pose, range: 30 - step)) / (2 * step)
    // One standard deviation of the range is one metre.
    let error = slope - part.derivative * part.sigma
    #expect((error * error).sum().squareRoot() < 2e-4, "\(part.derivative * part.sigma), found \(slope)")
  }

  @Test func `a size on it does not depend on where the camera was`() throws {
    let wall = try #require(PlaneSurface.wallFacing(Self.pose, range: 30))
    let projection = GroundProjection(
      camera: GroundProjectionTests.camera, pose: Self.pose, surface: wall, sigmas: PoseSigmas(east: 5, north: 5, up: 5)
    )
    let length = try projection.length(
      of: [PixelPoint(u: 2000, v: 2000), PixelPoint(u: 3000, v: 2000)], pixelSigma: 0)
    #expect(length.value > 5)
    #expect(length.sigma < 1e-9)
  }
}
