import Foundation
import ImageKit
import TestSupport
import Testing

/// Every case of `Fixtures/Ground/elevation.json`, which a march in Python placed, to 1e-7° and 1 mm.
struct ElevationVectorTests {
  @Test(arguments: ElevationVectors.all.cases)
  func `a pixel lands on the raster where the vector says`(_ vector: ElevationVectors.Case) throws {
    let entry = try #require(ElevationVectors.all.rasters[vector.raster])
    let folder = try TemporaryFolder()
    try entry.raster.write(to: folder("heights.tif"))
    let model = try ElevationModel(contentsOf: folder("heights.tif"), datum: entry.datum)
    let projection = GroundProjection(
      camera: ElevationVectors.camera, pose: vector.pose.pose, surface: ElevationSurface(model))
    let pixel = PixelPoint(u: vector.u, v: vector.v)
    guard vector.expected.status == "ok" else {
      let error = #expect(throws: PlacementError.self) { try projection.place(pixel) }
      #expect(error?.code == vector.expected.status)
      return
    }
    let point = try projection.place(pixel)
    expectNear(point.coordinate.latitude, vector.expected.lat, within: 1e-8)
    expectNear(point.coordinate.longitude, vector.expected.lon, within: 1e-8)
    expectNear(point.coordinate.ellipsoidalHeight, vector.expected.h, within: 0.001)
    expectNear(point.range, vector.expected.range, within: 0.001)
    // The place is on the ground that the model tells there.
    let ground = try model.ellipsoidalHeight(
      latitude: point.coordinate.latitude, longitude: point.coordinate.longitude)
    #expect(abs(ground - point.coordinate.ellipsoidalHeight) < 1e-6)
  }
}
