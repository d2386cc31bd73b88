import Foundation
import ImageKit
import Testing

struct FootprintTests {
  @Test func `a footprint on the antimeridian is cut into two closed rings`() throws {
    let footprint = try Footprint(
      of: GroundProjectionTests.projection(pitch: -90, latitude: -16.8, longitude: 179.9999))
    let rings = footprint.rings
    #expect(rings.count == 2)
    var area = 0.0
    for ring in rings {
      #expect(ring.first == ring.last)
      #expect(ring.count >= 4)
      let longitudes = ring.map(\.longitude)
      #expect(longitudes.allSatisfy { $0 > 179 && $0 <= 180 } || longitudes.allSatisfy { $0 >= -180 && $0 < -179 })
      area += Self.signedArea(ring)
    }
    // Both parts are counter-clockwise, and together they are the whole.
    #expect(rings.allSatisfy { Self.signedArea($0) > 0 })
    let metres = area * pow(.pi / 180 * 6_378_137, 2) * cos(16.8 * .pi / 180)
    #expect(abs(metres / footprint.area - 1) < 0.01)
  }

  @Test(arguments: [-90.0, -45, -20, 3])
  func `a footprint runs counter-clockwise and ends where the limits end`(_ pitch: Double) throws {
    let projection = GroundProjectionTests.projection(pitch: pitch)
    let footprint = try Footprint(of: projection)
    #expect(Self.signedArea(footprint.rings[0]) > 0)
    // 60 m above ground, 5° below the horizon: 686 m forward, and a little more in the corners.
    let nadir = projection.pose.coordinate
    #expect(footprint.ring.allSatisfy { nadir.groundDistance(to: $0) < 60 / tan(5 * .pi / 180) * 1.3 })
    #expect(footprint.imagePolygon.count == footprint.ring.count - 1)
    #expect(footprint.area > 0)
  }

  @Test func `a photo of the sky has no footprint`() {
    #expect(throws: PlacementError.aboveHorizon) {
      try Footprint(of: GroundProjectionTests.projection(pitch: 40))
    }
    #expect(throws: PlacementError.cameraBelowSurface) {
      try Footprint(of: GroundProjectionTests.projection(pitch: -90, height: -2))
    }
  }

  @Test func `a wall has no footprint`() throws {
    let pose = GroundProjectionTests.projection(pitch: 0).pose
    let wall = try #require(PlaneSurface.wallFacing(pose, range: 20))
    let projection = GroundProjection(camera: GroundProjectionTests.camera, pose: pose, surface: wall)
    #expect(throws: PlacementError.noIntersection) { try Footprint(of: projection) }
  }

  @Test func `a distorting lens bends the border, and a lens without inverse at the corners loses them`() throws {
    func footprint(_ lens: LensDistortion) throws -> Footprint {
      try Footprint(
        of: GroundProjectionTests.projection(
          pitch: -90,
          camera: Camera(width: 5280, height: 3956, focalLengthX: 3725, focalLengthY: 3725, distortion: lens)))
    }
    let straight = try footprint(.none)
    let barrel = try footprint(LensDistortion(k1: -0.1))
    #expect(straight.imagePolygon.count == 4)
    #expect(barrel.imagePolygon.count == 128)
    // Barrel distortion shows more ground than a pinhole of the same focal length.
    #expect(barrel.area > 1.1 * straight.area)
    let clipped = try footprint(LensDistortion(k1: -0.3))
    #expect(clipped.imagePolygon.count < 128 && clipped.imagePolygon.count > 40)
  }

  @Test func `the footprint holds every pixel that can be placed`() throws {
    let projection = GroundProjectionTests.projection(yaw: 200, pitch: -33, roll: 10)
    let ring = try Footprint(of: projection).rings[0]
    for u in stride(from: 5.0, to: 5280, by: 527) {
      for v in stride(from: 5.0, to: 3956, by: 394) {
        guard let point = try? projection.place(PixelPoint(u: u, v: v)),
          point.groundDistance * cos((point.azimuth - 200) * .pi / 180) < 680
        else { continue }
        #expect(Self.contains(ring, point.coordinate))
      }
    }
    #expect(!Self.contains(ring, projection.pose.coordinate))
  }

  private static func signedArea(_ ring: [HorizontalPosition]) -> Double {
    zip(ring, ring.dropFirst()).reduce(0) { sum, edge in
      sum + (edge.0.longitude - ring[0].longitude) * (edge.1.latitude - ring[0].latitude)
        - (edge.1.longitude - ring[0].longitude) * (edge.0.latitude - ring[0].latitude)
    } / 2
  }

  private static func contains(_ ring: [HorizontalPosition], _ place: GeodeticCoordinate) -> Bool {
    // Counter-clockwise and convex, as the footprint of a pinhole on level ground is: always to the left.
    zip(ring, ring.dropFirst()).allSatisfy { from, to in
      (to.longitude - from.longitude) * (place.latitude - from.latitude)
        - (to.latitude - from.latitude) * (place.longitude - from.longitude) > -1e-13
    }
  }
}
