import Foundation
import ImageKit
import Inventory
import TestSupport
import Testing

/// Elevation models through real headers and the built command; the places come from a march in Python.
@Suite struct `inspect locate on elevation models` {
  @Test(arguments: ElevationVectors.all.cases.filter { $0.title != "camera outside the raster" })
  func `places a pixel on the raster where the vector says`(_ vector: ElevationVectors.Case) throws {
    let entry = try #require(ElevationVectors.all.rasters[vector.raster])
    let folder = try TemporaryFolder()
    try entry.raster.write(to: folder("heights.tif"))
    let photo = LocatePhoto(camera: ElevationVectors.camera, pose: vector.pose.pose)
    let found = try `inspect locate on the reference vectors`.located(
      photo, as: .dji, at: PixelPoint(u: vector.u, v: vector.v),
      ["--dem", folder("heights.tif").path, "--dem-datum", entry.datum.rawValue],
      succeeds: vector.expected.status != "camera_below_surface")
    #expect(found["status"] as? String == vector.expected.status)
    guard vector.expected.status == "ok" else { return }
    func expectNear(_ key: String, _ value: Double?, _ tolerance: Double) throws {
      let number = try #require(found[key] as? Double, "\(key) is \(String(describing: found[key]))")
      #expect(abs(number - (value ?? .nan)) <= tolerance, "\(key) is \(number), not \(value ?? .nan)")
    }
    try expectNear("latitude", vector.expected.lat, 1e-7)
    try expectNear("longitude", vector.expected.lon, 1e-7)
    try expectNear("height_m", vector.expected.h, 0.001)
    try expectNear("range_m", vector.expected.range, 0.001)
    #expect(found["height_datum"] as? String == "ellipsoid")
    #expect(found["surface"] as? String == "dem")
    // TWD97 / TM2 by Krüger's series of the fifth order, written for this test and not by PROJ.
    let grid: [String: (Double, Double)] = [
      "Taiwan's 20 m model": (178202.1215, 2503232.3010),
      "Taiwan's 20 m model, oblique": (178096.9252, 2503190.3325),
      "Taiwan's heights on a fine model": (178161.8852, 2503188.7111),
      "a raster on the old map of Taiwan": (178202.1215, 2503232.3010),
    ]
    guard let (easting, northing) = grid[vector.title] else { return }
    #expect(found["crs"] as? String == "EPSG:3826")
    try expectNear("easting", easting, 0.001)
    try expectNear("northing", northing, 0.001)
  }

  @Test func `a run over an elevation model measures by the heights of the model`() throws {
    let folder = try TemporaryFolder()
    let flight = try SampleFlight.make(in: folder, photos: 2)
    // The first camera was 16.839 m above the sea by its tags.
    func groundSampleDistance(over height: Double) throws -> Double {
      let raster = HeightRaster(
        epsg: 3826, origin: SIMD2(178_000, 2_503_400), east: SIMD2(20, 0), south: SIMD2(0, -20),
        heights: (0..<24).map { _ in [Double](repeating: height, count: 24) })
      try raster.write(to: folder("heights-\(height).tif"))
      let output = folder("over-\(height)")
      let outcome = try BuiltCommand.run([
        "run", flight.path, "--output", output.path, "--no-overlays", "--no-registration", "--dem",
        folder("heights-\(height).tif").path, "--dem-datum", "egm96",
      ])
      #expect(outcome.status == 0, "\(outcome.messages)")
      let store = try InventoryStore.openForReading(at: output.appending(path: "inventory.gpkg"))
      defer { try? store.close() }
      let inventory = try store.inventory()
      #expect(inventory.defects.allSatisfy { $0.placement?.method.hasSuffix("dem") ?? false })
      #expect(!inventory.defects.isEmpty)
      return try #require(inventory.photos.first?.groundSampleDistance)
    }
    let ratio = try groundSampleDistance(over: 2.95) / groundSampleDistance(over: 4.95)
    #expect(abs(ratio - 13.889 / 11.889) < 0.002, "\(ratio)")
  }
}
