import Foundation
import ImageKit
import Testing

struct GroundProjectionTests {
  static let camera = Camera(width: 5280, height: 3956, focalLengthX: 3725, focalLengthY: 3725)
  static let centre = PixelPoint(u: 2640, v: 1978)

  static func projection(
    yaw: Double = 37, pitch: Double, roll: Double = 0, height: Double = 60, latitude: Double = 22.6273,
    longitude: Double = 120.3014, limits: PlacementLimits = PlacementLimits(), sigmas: PoseSigmas = PoseSigmas(),
    camera: Camera = camera
  ) -> GroundProjection {
    GroundProjection(
      camera: camera,
      pose: Pose(
        coordinate: GeodeticCoordinate(latitude: latitude, longitude: longitude, ellipsoidalHeight: 25 + height),
        orientation: Orientation(yaw: yaw, pitch: pitch, roll: roll)),
      surface: .plane(atEllipsoidalHeight: 25), sigmas: sigmas, limits: limits)
  }

  @Test func `what cannot be placed says why`() {
    func reason(_ projection: GroundProjection, _ pixel: PixelPoint = Self.centre) -> String? {
      do throws(PlacementError) {
        _ = try projection.place(pixel)
        return nil
      } catch {
        return error.code
      }
    }
    #expect(reason(Self.projection(pitch: 10)) == "above_horizon")
    #expect(reason(Self.projection(pitch: 0)) == "above_horizon")
    #expect(reason(Self.projection(pitch: -4.9)) == "below_min_depression")
    #expect(reason(Self.projection(pitch: -5.1)) == nil)
    #expect(reason(Self.projection(pitch: -45, height: -1)) == "camera_below_surface")
    #expect(reason(Self.projection(pitch: -45, height: 0)) == "camera_below_surface")
    #expect(reason(Self.projection(pitch: -6, height: 400)) == "beyond_max_range")
    #expect(reason(Self.projection(pitch: -45), PixelPoint(u: .nan, v: 0)) == "distortion_not_invertible")
    // Without limits a ray below the geometric but above the true horizon (0.25° at 60 m) never comes down.
    let open = PlacementLimits(minimumDepression: 0, maximumRange: .infinity)
    #expect(["above_horizon", "no_intersection"].contains(reason(Self.projection(pitch: -0.1, limits: open)) ?? ""))
  }

  @Test func `every reason has its own word and a sentence`() {
    let all: [PlacementError] = [
      .aboveHorizon, .belowMinimumDepression(3.21), .cameraBelowSurface, .beyondMaximumRange(4321), .outsideSurface,
      .noSurfaceHeight, .noIntersection, .grazing(83), .distortionNotInvertible, .noPosition, .noAttitude,
      .noFocalLength, .heightUnknown("why"),
    ]
    #expect(Set(all.map(\.code)).count == all.count)
    #expect(all.allSatisfy { $0.code.allSatisfy { $0.isLowercase || $0 == "_" } })
    #expect(PlacementError.belowMinimumDepression(3.21).description.contains("3.2°"))
    #expect(PlacementError.beyondMaximumRange(4321).description.contains("4321 m"))
    #expect(PlacementError.beyondMaximumRange(.infinity).description.contains("inf"))
    #expect(PlacementError.heightUnknown("why").description.contains("(why)"))
  }

  @Test(arguments: [(-90.0, 0.0), (-60, 3.5), (-33, -170), (-12, 0)])
  func `a place goes back to its pixel`(_ pitch: Double, _ roll: Double) throws {
    let lens = LensDistortion(k1: -0.1126, k2: 0.0149, p1: -8.6e-5, p2: 1e-5, k3: -0.027)
    let projection = Self.projection(
      pitch: pitch, roll: roll,
      camera: Camera(width: 5280, height: 3956, focalLengthX: 3713, focalLengthY: 3710, distortion: lens))
    for pixel in [Self.centre, PixelPoint(u: 400.5, v: 3500.5), PixelPoint(u: 5000, v: 2500)] {
      guard let point = try? projection.place(pixel) else { continue }
      let back = try #require(projection.pixel(showing: point.coordinate))
      #expect(abs(back.u - pixel.u) < 1e-5)
      #expect(abs(back.v - pixel.v) < 1e-5)
    }
    #expect(throws: Never.self) { try projection.place(Self.centre) }
  }

  @Test func `the pixel's derivatives are those of finite differences`() throws {
    let lens = LensDistortion(k1: -0.1126, k2: 0.0149, p1: -8.6e-4, p2: 5e-4, k3: -0.027)
    let projection = Self.projection(
      pitch: -40, roll: 6,
      camera: Camera(width: 5280, height: 3956, focalLengthX: 3713, focalLengthY: 3700, distortion: lens))
    let pixel = PixelPoint(u: 4700, v: 3300)
    let point = try projection.place(pixel)
    func difference(_ du: Double, _ dv: Double) throws -> SIMD3<Double> {
      let after = try projection.place(PixelPoint(u: pixel.u + du, v: pixel.v + dv)).offset
      let before = try projection.place(PixelPoint(u: pixel.u - du, v: pixel.v - dv)).offset
      return (after - before) / (2 * (du * du + dv * dv).squareRoot())
    }
    for (found, expected) in [
      (point.perColumn, try difference(0.5, 0)), (point.perRow, try difference(0, 0.5)),
    ] {
      #expect(abs(found.x - expected.x) < 1e-6)
      #expect(abs(found.y - expected.y) < 1e-6)
    }
    let diagonal = try difference(0.3, -0.4)
    let along = point.metresAlong(du: 3, dv: -4)
    #expect(abs(along - (diagonal * diagonal).sum().squareRoot()) < 1e-6)
    #expect(point.metresAlong(du: 0, dv: 0) == 0)
  }

  @Test func `the closed forms give the ground sample distance at the centre`() throws {
    let point = try Self.projection(pitch: -30).place(Self.centre).groundSampleDistance
    let closed = GroundSampleDistance(height: 60, focalLength: 3725, depression: 30)
    #expect(abs(point.perColumn / closed.perColumn - 1) < 1e-9)
    #expect(abs(point.perRow / closed.perRow - 1) < 1e-9)
    #expect(abs(point.mean / closed.mean - 1) < 1e-9)
    #expect(abs(closed.perColumn - 60 / 3725 * 2) < 1e-12)
  }

  @Test func `an unrolled camera and one rolled half a turn see opposite pixels alike`() throws {
    let upright = Self.projection(pitch: -50)
    let turned = Self.projection(pitch: -50, roll: 180)
    let a = try upright.place(PixelPoint(u: 1000.5, v: 700.5)).coordinate
    let b = try turned.place(PixelPoint(u: 5280 - 1000.5, v: 3956 - 700.5)).coordinate
    #expect(abs(a.latitude - b.latitude) < 1e-12)
    #expect(abs(a.longitude - b.longitude) < 1e-12)
  }
}
