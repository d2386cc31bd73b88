import Foundation
import ImageKit
import TestSupport
import Testing

struct ElevationFootprintTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func footprint(
    _ raster: HeightRaster, pitch: Double, yaw: Double = 30, height: Double = 120
  ) throws -> (footprint: Footprint, model: ElevationModel) {
    let model = try Terrain.model(raster, in: folder)
    var camera = Terrain.middle
    camera.ellipsoidalHeight = height
    let projection = GroundProjection(
      camera: GroundProjectionTests.camera,
      pose: Pose(coordinate: camera, orientation: Orientation(yaw: yaw, pitch: pitch, roll: 0)),
      surface: ElevationSurface(model))
    return (try Footprint(of: projection), model)
  }

  @Test(arguments: [-90.0, -50, -35])
  func `a footprint follows the ground of the model`(_ pitch: Double) throws {
    let (footprint, model) = try footprint(Terrain.rough(), pitch: pitch)
    #expect(footprint.ring.count == 129)
    #expect(footprint.imagePolygon.count == 128)
    for place in footprint.ring {
      let ground = try model.ellipsoidalHeight(latitude: place.latitude, longitude: place.longitude)
      #expect(abs(ground - place.ellipsoidalHeight) < 1e-6)
    }
    #expect((-1e-6...1e-6).contains(footprint.imagePolygon.map(\.u).min() ?? .nan))
    let heights = footprint.ring.map(\.ellipsoidalHeight)
    #expect((heights.max() ?? 0) - (heights.min() ?? 0) > 5)
  }

  @Test func `a footprint that leaves the model ends at its border`() throws {
    // 160 m of ground to a side, and a view that goes 30 m beyond.
    let (footprint, _) = try footprint(Terrain.rough(columns: 160, rows: 160), pitch: -45, yaw: 0)
    let camera = Terrain.middle
    let north = footprint.ring.map { (($0.latitude - camera.latitude) * 110_750).rounded() }.max() ?? 0
    #expect((77...80).contains(north))
    #expect(footprint.ring.first == footprint.ring.last)
    // The far border is the model's, so the image's top is cut off.
    #expect((footprint.imagePolygon.map(\.v).min() ?? 0) > 500)
    #expect(footprint.imagePolygon.allSatisfy { $0.v <= 3956 + 1e-6 && $0.u >= -1e-6 && $0.u <= 5280 + 1e-6 })
  }

  @Test func `a footprint wholly outside the model is refused`() throws {
    #expect(throws: PlacementError.outsideSurface) {
      _ = try footprint(Terrain.rough(columns: 40, rows: 40), pitch: -25)
    }
  }
}
