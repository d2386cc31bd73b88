import Foundation
import TestSupport
import Testing

@testable import ImageKit

struct ElevationModelTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: HeightRaster.Sample.allCases, [false, true])
  func `a height lies in the middle of its cell, however the file stores it`(
    _ sample: HeightRaster.Sample, _ isPoint: Bool
  ) throws {
    var raster = Self.small()
    raster.sample = sample
    raster.isPoint = isPoint
    let model = try Terrain.model(raster, in: folder)
    #expect(abs(try model.ellipsoidalHeight(latitude: 22.6295, longitude: 120.3005) - 17) < 1e-6)
    // Half a cell on, the mean of two; in the middle of four, of four.
    #expect(abs(try model.ellipsoidalHeight(latitude: 22.6295, longitude: 120.30055) - 17.5) < 1e-6)
    #expect(abs(try model.ellipsoidalHeight(latitude: 22.62945, longitude: 120.30055) - 18.5) < 1e-6)
    #expect(throws: PlacementError.outsideSurface) {
      try model.ellipsoidalHeight(latitude: 22.6301, longitude: 120.3005)
    }
    #expect(throws: PlacementError.outsideSurface) {
      try model.ellipsoidalHeight(latitude: .nan, longitude: 120.3005)
    }
    // The same meridian, counted the other way.
    #expect(try model.ellipsoidalHeight(latitude: 22.6295, longitude: 120.3005 - 360) > 16)
  }

  @Test func `heights above sea level are raised by the geoid`() throws {
    let raster = Self.small()
    try raster.write(to: folder("heights.tif"))
    let undulation = try EGM96().undulation(latitude: 22.6295, longitude: 120.3005)
    for datum in [ElevationDatum.meanSeaLevel, .twvd2001] {
      let model = try ElevationModel(contentsOf: folder("heights.tif"), datum: datum)
      let height = try model.ellipsoidalHeight(latitude: 22.6295, longitude: 120.3005)
      #expect(abs(height - 17 - undulation) < 1e-5)
    }
    #expect(undulation > 20)
  }

  @Test func `one ground on three maps is one ground`() throws {
    // Sampled from one smooth surface: what differs is the interpolation between posts of 5 m.
    let toTaiwan = try CoordinateTransformation(fromEPSG: 4326, toEPSG: 3826)
    func raster(_ epsg: Int, origin: SIMD2<Double>, cell: Double) throws -> HeightRaster {
      let toDegrees = try CoordinateTransformation(fromEPSG: epsg, toEPSG: 4326)
      let heights = try (0..<80).map { row in
        try (0..<80).map { column in
          let map = origin + SIMD2(Double(column), -Double(row)) * cell
          let place = try toDegrees.transform(x: map.x, y: map.y)
          let onTaiwan = try toTaiwan.transform(x: place.x, y: place.y)
          return Terrain.height(at: SIMD2(onTaiwan.x, onTaiwan.y))
        }
      }
      return HeightRaster(
        epsg: epsg, isGeographic: epsg == 4326, origin: origin, east: SIMD2(cell, 0), south: SIMD2(0, -cell),
        heights: heights)
    }
    let utm = try CoordinateReferenceSystem(epsg: 32651).transform(latitude: 22.6273, longitude: 120.3014)
    let taiwan = try raster(3826, origin: Terrain.middleOnMap + SIMD2(-200, 200), cell: 5)
    // On TWD67, 850 m away on the map and 0 m on the ground.
    var old = taiwan
    old.epsg = 3828
    old.origin += SIMD2(-828.589, 206.915)
    let rasters = [
      taiwan, try raster(32651, origin: SIMD2(utm.x - 200, utm.y + 200), cell: 5),
      try raster(4326, origin: SIMD2(120.2994, 22.6291), cell: 0.000045), old,
    ]
    let surfaces = try rasters.map { raster in
      ElevationSurface(try Terrain.model(raster, in: folder, name: "\(raster.epsg).tif"))
    }
    for line in Terrain.lines(40).filter({ $0.depression > 40 }) {
      let places = try surfaces.map { surface in
        line.place(at: try surface.intersection(with: line, limits: PlacementLimits()).range)
      }
      for place in places.dropFirst() { #expect(places[0].groundDistance(to: place) < 0.3) }
      #expect(places[0].groundDistance(to: places[3]) < 1e-3)
    }
  }

  @Test func `a gap is passed over high above the ground around it, and never filled`() throws {
    for gap in [nil, -9999.0, -32768.0] {
      var raster = Terrain.rough(columns: 300, rows: 300, roughness: 0)
      raster.gap = gap
      for row in 150..<170 {
        // Undeclared: the value that everybody uses, and nothing in the file says so.
        for column in 140..<160 { raster.heights[row][column] = gap == nil ? -9999 : .nan }
      }
      let model = try Terrain.model(raster, in: folder, name: "gap\(gap ?? 0).tif")
      let surface = ElevationSurface(model)
      func place(_ forward: Double, _ up: Double) throws -> SurfaceIntersection {
        let line = LineOfSight(
          frame: LocalTangentPlane(origin: Terrain.middle), direction: SIMD3(0, -forward, up))
        return try surface.intersection(with: line, limits: PlacementLimits())
      }
      // The gap lies 0…20 m south of the camera, 80 m below it.
      #expect(throws: PlacementError.noSurfaceHeight) { try place(10, -80) }
      #expect(try place(60, -80).range > 90)
      var low = Terrain.middle
      low.ellipsoidalHeight = 60
      #expect(surface.height(of: low) == nil)
      #expect(throws: PlacementError.noSurfaceHeight) {
        try model.ellipsoidalHeight(latitude: 22.6273 - 0.00009, longitude: 120.3014)
      }
    }
  }

  @Test func `the doubt follows the posts, the format and the datum, unless it is stated`() throws {
    #expect(ElevationModel.defaultSigma(spacing: 1, format: "GTiff") == 0.5)
    #expect(ElevationModel.defaultSigma(spacing: 20, format: "GTiff") == 1.5)
    #expect(ElevationModel.defaultSigma(spacing: 30.9, format: "GTiff") == 3)
    #expect(ElevationModel.defaultSigma(spacing: 30.9, format: "SRTMHGT") == 6)
    #expect(ElevationModel.defaultSigma(spacing: 92, format: "GTiff") == 6)
    let raster = Terrain.rough(columns: 10, rows: 10, cell: 20)
    #expect(try Terrain.model(raster, in: folder).sigma == 1.5)
    #expect(try Terrain.model(raster, in: folder, datum: .twvd2001).sigma == hypot(1.5, 0.5))
    #expect(try Terrain.model(raster, in: folder, datum: .twvd2001, sigma: 0.2).sigma == 0.2)
    // Degrees: 0.0001° are 11 m.
    #expect(try Terrain.model(Self.small(), in: folder).sigma == 1.5)
  }

  @Test func `the identity follows the contents and how they are taken, not the path`() throws {
    var raster = Self.small()
    let model = try Terrain.model(raster, in: folder)
    #expect(try Terrain.model(raster, in: folder, name: "copy.tif").identity == model.identity)
    #expect(try Terrain.model(raster, in: folder, datum: .meanSeaLevel).identity != model.identity)
    #expect(try Terrain.model(raster, in: folder, sigma: 0.1).identity != model.identity)
    raster.heights[3][3] += 0.001
    #expect(try Terrain.model(raster, in: folder, name: "other.tif").identity != model.identity)
    // A virtual raster is what it is made of.
    func identity(of source: String) throws -> String {
      try RasterText.vrt(of: folder(source)).write(to: folder("a.vrt"), atomically: true, encoding: .utf8)
      return try ElevationModel(contentsOf: folder("a.vrt"), datum: .ellipsoid).identity
    }
    let before = try identity(of: "copy.tif")
    try FileManager.default.removeItem(at: folder("copy.tif"))
    try FileManager.default.copyItem(at: folder("other.tif"), to: folder("copy.tif"))
    #expect(try identity(of: "copy.tif") != before)
  }

  @Test func `the cache drops what was needed longest ago`() {
    var cache = Cache<Int, String>(capacity: 30)
    for key in 1...3 { cache.insert("\(key)", for: key, size: 10) }
    #expect(cache[1] == "1")
    cache.insert("4", for: 4, size: 10)
    #expect(cache[2] == nil)
    #expect(cache[1] == "1" && cache[3] == "3" && cache[4] == "4")
    cache.insert("large", for: 5, size: 100)
    #expect(cache[5] == "large")
    #expect(cache[4] == nil && cache.size == 100)
    cache.insert("small", for: 5, size: 1)
    #expect(cache.size == 1)
  }

  /// Ten by ten heights in degrees: 5 columns east and 5 rows south of the north-west one is 22.6295, 120.3005.
  static func small() -> HeightRaster {
    HeightRaster(
      epsg: 4326, isGeographic: true, origin: SIMD2(120.3, 22.63), east: SIMD2(0.0001, 0), south: SIMD2(0, -0.0001),
      heights: (0..<10).map { row in (0..<10).map { column in 2 + Double(column) + 2 * Double(row) } })
  }
}
