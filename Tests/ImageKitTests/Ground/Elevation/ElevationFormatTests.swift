import Foundation
import ImageKit
import TestSupport
import Testing

struct ElevationFormatTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try ElevationModelTests.small().write(to: folder("small.tif"))
  }

  @Test func `a tile of SRTM is read by its name, with nodes on its edges`() throws {
    let tile = RasterText.hgt({ row, column in row / 4 + column / 8 }, gapAt: (row: 600, column: 600))
    try tile.write(to: folder("N22E120.hgt"))
    let model = try ElevationModel(contentsOf: folder("N22E120.hgt"), datum: .meanSeaLevel)
    #expect(model.sigma == hypot(6, 0.5))
    func height(_ latitude: Double, _ longitude: Double) throws -> Double {
      try model.ellipsoidalHeight(latitude: latitude, longitude: longitude)
        - EGM96().undulation(latitude: latitude, longitude: longitude)
    }
    // Row 400 from the north, column 800 from the west.
    #expect(abs(try height(23 - 400 / 1200.0, 120 + 800 / 1200.0) - 200) < 1e-3)
    #expect(abs(try height(22, 120) - 300) < 1e-3)
    #expect(abs(try height(22.999999, 120.999999) - 150) < 1e-2)
    #expect(throws: PlacementError.noSurfaceHeight) { try height(22.5001, 120.5001) }
    #expect(throws: PlacementError.outsideSurface) { try height(21.9999, 120.5) }
  }

  @Test func `a tile of DTED is read, its depths too`() throws {
    try RasterText.dted { north, east in north - 2 * east }.write(to: folder("n22.dt0"))
    let model = try ElevationModel(contentsOf: folder("n22.dt0"), datum: .ellipsoid)
    #expect(abs(try model.ellipsoidalHeight(latitude: 22.5, longitude: 120.125) - 30) < 1e-3)
    #expect(abs(try model.ellipsoidalHeight(latitude: 22.25, longitude: 120.5) + 90) < 1e-3)
    #expect(model.sigma == 6)
  }

  @Test(arguments: [(2.0, 5.0, "m", 1.0), (1, 0, "ft", 0.3048), (0.1, -3, "", 1), (1, 0, "US survey foot", 0.30480061)])
  func `scale, offset and unit of a raster are applied`(
    _ scale: Double, _ offset: Double, _ unit: String, _ metres: Double
  ) throws {
    let model = try virtual(RasterText.vrt(of: folder("small.tif"), scale: scale, offset: offset, unit: unit))
    let height = try model.ellipsoidalHeight(latitude: 22.6295, longitude: 120.3005)
    #expect(abs(height - (17 * scale + offset) * metres) < 1e-6)
  }

  @Test func `a system with heights in feet is taken at its word`() throws {
    // Geographic WGS 84 with NAVD 88 heights in US survey feet.
    let model = try virtual(RasterText.vrt(of: folder("small.tif"), system: "EPSG:4326+6360"))
    let height = try model.ellipsoidalHeight(latitude: 22.6295, longitude: 120.3005)
    #expect(abs(height - 17 * 1200.0 / 3937) < 1e-6)
  }

  @Test func `what is no elevation model is refused by name, with something to do`() throws {
    let source = folder("small.tif")
    try "not a raster".write(to: folder("text.tif"), atomically: true, encoding: .utf8)
    let cases: [(String, String?, String)] = [
      ("absent.tif", nil, "no such file"),
      ("text.tif", nil, "not an elevation model"),
      ("unplaced.vrt", RasterText.vrt(of: source, hasTransform: false), "no geographic transform"),
      ("systemless.vrt", RasterText.vrt(of: source, system: nil), "names no coordinate system"),
      ("parsecs.vrt", RasterText.vrt(of: source, unit: "parsec"), "parsec"),
      ("picture.vrt", RasterText.vrt(of: source, colour: "Red"), "a picture"),
      ("narrow.vrt", RasterText.vrt(of: source, size: 1), "2 × 2"),
      ("bandless.vrt", "<VRTDataset rasterXSize=\"9\" rasterYSize=\"9\"></VRTDataset>", "bands"),
      (
        "local.vrt",
        RasterText.vrt(of: source, system: "LOCAL_CS[&quot;site&quot;,UNIT[&quot;metre&quot;,1]]"),
        "neither geographic nor projected"
      ),
      // A datum that nothing but a ballpark way leads to.
      (
        "ballpark.vrt",
        RasterText.vrt(of: source, system: "+proj=utm +zone=51 +a=6377000 +b=6356000 +type=crs"),
        "no trustworthy way"
      ),
    ]
    for (name, text, words) in cases {
      try text?.write(to: folder(name), atomically: true, encoding: .utf8)
      let error = #expect(throws: ElevationError.self) {
        try ElevationModel(contentsOf: folder(name), datum: .ellipsoid)
      }
      let message = error?.description ?? ""
      #expect(message.contains(name) && message.contains(words), "\(name): \(message)")
    }
  }

  @Test func `a grid on Taiwan's old map without a code is known by its name, and never taken for the new map`() throws
  {
    let vector = try #require(ElevationVectors.all.cases.first { $0.raster == "twd67" })
    let entry = try #require(ElevationVectors.all.rasters["twd67"])
    try RasterText.asciiGrid(entry.raster, cell: 20).write(to: folder("old.asc"), atomically: true, encoding: .utf8)
    // As ESRI's tools write it beside a grid: no code, other names.
    try RasterText.oldTaiwan.write(to: folder("old.prj"), atomically: true, encoding: .utf8)
    let model = try ElevationModel(contentsOf: folder("old.asc"), datum: entry.datum)
    let projection = GroundProjection(
      camera: ElevationVectors.camera, pose: vector.pose.pose, surface: ElevationSurface(model))
    let point = try projection.place(PixelPoint(u: vector.u, v: vector.v))
    expectNear(point.coordinate.latitude, vector.expected.lat, within: 1e-8)
    expectNear(point.coordinate.longitude, vector.expected.lon, within: 1e-8)

    let nameless = RasterText.oldTaiwan.replacing("D_TWD_1967", with: "Unknown").replacing("TWD_1967", with: "Unknown")
    try nameless.write(to: folder("old.prj"), atomically: true, encoding: .utf8)
    #expect(throws: ElevationError.self) { try ElevationModel(contentsOf: folder("old.asc"), datum: .ellipsoid) }
  }

  @Test func `a file cut short has no heights where it ends, and says so`() throws {
    var raster = Terrain.rough(columns: 300, rows: 300)
    raster.sample = .float32
    try raster.bytes.write(to: folder("cut.tif"))
    let model = try ElevationModel(contentsOf: folder("cut.tif"), datum: .ellipsoid)
    let handle = try FileHandle(forWritingTo: folder("cut.tif"))
    try handle.truncate(atOffset: 100)
    try handle.close()
    #expect(throws: PlacementError.noSurfaceHeight) {
      try model.ellipsoidalHeight(latitude: Terrain.middle.latitude, longitude: Terrain.middle.longitude)
    }
    #expect(model.readProblem?.isEmpty == false)
  }

  @Test func `a raster far larger than memory opens at once and is read where it is asked`() throws {
    // 80 GB of heights, of which a corner exists.
    let model = try virtual(RasterText.vrt(of: folder("small.tif"), size: 100_000))
    let height = try model.ellipsoidalHeight(latitude: 22.6295, longitude: 120.3005)
    #expect(abs(height - 17) < 1e-6)
    #expect(abs(try model.ellipsoidalHeight(latitude: 13.5, longitude: 129.5)) < 1e-6)
  }

  private func virtual(_ text: String) throws -> ElevationModel {
    try text.write(to: folder("virtual.vrt"), atomically: true, encoding: .utf8)
    return try ElevationModel(contentsOf: folder("virtual.vrt"), datum: .ellipsoid)
  }
}
