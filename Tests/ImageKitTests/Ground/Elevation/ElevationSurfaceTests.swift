import Foundation
import TestSupport
import Testing

@testable import ImageKit

struct ElevationSurfaceTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `the first crossing is the one that a march in centimetres finds`() throws {
    let model = try Terrain.model(Terrain.rough(), in: folder)
    let surface = ElevationSurface(model)
    var found = 0
    for line in Terrain.lines(60) {
      let expected = Self.marched(line, over: model)
      let result = Result { () throws(PlacementError) in
        try surface.intersection(with: line, limits: PlacementLimits()).range
      }
      switch (expected, result) {
      case (.some(let range), .success(let exact)):
        #expect(abs(range - exact) < 1e-6)
        found += 1
      case (nil, .failure(let error)): #expect(error == .outsideSurface)
      default: Issue.record("march: \(String(describing: expected)), found: \(result)")
      }
    }
    #expect(found > 40)
  }

  @Test func `ground that runs along the line of sight is met where it is met first`() throws {
    // Saddles: within one cell a line can dip into the ground and come out again.
    let heights = (0..<40).map { row in (0..<40).map { column in (row + column) % 2 == 0 ? 40.0 : 46.0 } }
    let raster = HeightRaster(
      epsg: 3826, origin: Terrain.middleOnMap + SIMD2(-100, 100), east: SIMD2(5, 0), south: SIMD2(0, -5),
      heights: heights)
    let model = try Terrain.model(raster, in: folder)
    var camera = Terrain.middle
    camera.ellipsoidalHeight = 55
    var found = 0
    for line in Terrain.lines(80, from: camera, seed: 3) {
      guard let range = Self.marched(line, over: model, step: 0.005) else { continue }
      let exact = try ElevationSurface(model).intersection(with: line, limits: PlacementLimits()).range
      #expect(abs(exact - range) < 1e-6)
      found += 1
    }
    #expect(found > 60)
  }

  @Test func `a raster of many blocks gives the places of a small one cut out of it`() throws {
    let large = Terrain.rough()
    var small = large
    // Column 256 and row 256, where blocks meet, lie in the middle of the part.
    small.origin = large.origin + large.east * 200 + large.south * 180
    small.heights = large.heights[180..<400].map { Array($0[200..<420]) }
    let whole = ElevationSurface(try Terrain.model(large, in: folder, name: "large.tif"))
    let part = ElevationSurface(try Terrain.model(small, in: folder, name: "small.tif"))
    var found = 0
    for line in Terrain.lines(200) {
      guard let range = try? part.intersection(with: line, limits: PlacementLimits()).range else { continue }
      let other = try whole.intersection(with: line, limits: PlacementLimits())
      #expect(abs(other.range - range) < 1e-7)
      found += 1
    }
    #expect(found > 100)
  }

  @Test func `many tasks at once find the bits that one finds, in any order`() async throws {
    let raster = Terrain.rough()
    let lines = Terrain.lines(300)
    let alone = ElevationSurface(try Terrain.model(raster, in: folder))
    let expected = lines.map { try? alone.intersection(with: $0, limits: PlacementLimits()) }
    let shared = ElevationSurface(try ElevationModel(contentsOf: folder("heights.tif"), datum: .ellipsoid))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for task in 0..<8 {
        group.addTask {
          for step in lines.indices {
            let index = (step * 7 + task * 37) % lines.count
            let found = try? shared.intersection(with: lines[index], limits: PlacementLimits())
            #expect(found == expected[index])
          }
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func `the touching plane leans as the ground does, and the doubt is along its normal`() throws {
    // 15 % up to the east and 8 % down to the north, on the map.
    let raster = Self.plane(east: 0.15, north: -0.08)
    let surface = ElevationSurface(try Terrain.model(raster, in: folder, sigma: 2))
    let line = LineOfSight(frame: LocalTangentPlane(origin: Terrain.middle), direction: SIMD3(0.3, 0.5, -1))
    let hit = try surface.intersection(with: line, limits: PlacementLimits())
    let downward = SIMD3(0.15, -0.08, -1) / (1 + 0.15 * 0.15 + 0.08 * 0.08).squareRoot()
    // The map's north is 0.3° off and its scale 1e-4.
    #expect(magnitude(hit.normal - downward) < 1.5e-3)
    #expect(abs(magnitude(hit.normal) - 1) < 1e-12)
    #expect(abs(hit.normalDistance - dot(hit.normal, line.direction) * hit.range) < 1e-9)
    #expect(abs(hit.sigma - 2 * -hit.normal.z) < 1e-4)
    // Neighbours on the ground lie in the plane: no map, no geodesy, only other places of the same ground.
    for other in [SIMD3(0.31, 0.5, -1), SIMD3(0.3, 0.49, -1)] {
      let neighbour = LineOfSight(frame: line.frame, direction: other)
      let range = try surface.intersection(with: neighbour, limits: PlacementLimits()).range
      #expect(abs(dot(hit.normal, neighbour.direction) * range - hit.normalDistance) < 2e-6)
    }
  }

  @Test func `directions and distances that cannot be placed are refused with their reasons`() throws {
    let surface = ElevationSurface(try Terrain.model(Self.plane(east: 0.3, north: 0), in: folder))
    func refusal(_ east: Double, _ up: Double, _ limits: PlacementLimits = PlacementLimits()) -> PlacementError? {
      let line = LineOfSight(
        frame: LocalTangentPlane(origin: Terrain.middle), direction: SIMD3(east, 0, up))
      do throws(PlacementError) {
        _ = try surface.intersection(with: line, limits: limits)
        return nil
      } catch {
        return error
      }
    }
    // Upward the ray would hit the rising ground; from a photo's pitch that is never placed.
    #expect(refusal(1, 0.001) == .aboveHorizon)
    #expect(refusal(1, -0.05)?.code == "below_min_depression")
    #expect(refusal(1, -0.05, PlacementLimits(minimumDepression: 0)) == nil)
    #expect(refusal(-1, -0.2) == .outsideSurface)
    guard case .beyondMaximumRange(let range) = refusal(0.2, -1, PlacementLimits(maximumRange: 50)) else {
      Issue.record("not beyond the range")
      return
    }
    #expect(range > 70 && range < 85)
    // The border beyond the limit is not reached.
    #expect(refusal(-1, -0.2, PlacementLimits(maximumRange: 100))?.code == "beyond_max_range")
  }

  @Test func `a line of sight that runs along the nodes of the raster is met`() throws {
    let row = (0..<60).map { 20 + 0.1 * Double($0) }
    let raster = HeightRaster(
      epsg: 4326, isGeographic: true, origin: SIMD2(120.3, 22.63), east: SIMD2(0.0001, 0), south: SIMD2(0, -0.0001),
      heights: [[Double]](repeating: row, count: 60))
    let model = try Terrain.model(raster, in: folder)
    let camera = GeodeticCoordinate(latitude: 22.629, longitude: 120.302, ellipsoidalHeight: 60)
    for direction in [SIMD3(0.0, 1, -1), SIMD3(0.0, -1, -1), SIMD3(1.0, 0, -1), SIMD3(-1.0, 0, -1), SIMD3(0.0, 0, -1)] {
      let line = LineOfSight(frame: LocalTangentPlane(origin: camera), direction: direction)
      let hit = try ElevationSurface(model).intersection(with: line, limits: PlacementLimits())
      let expected = try #require(Self.marched(line, over: model))
      #expect(abs(hit.range - expected) < 1e-6)
    }
  }

  @Test(arguments: [-89.9, -86, 70])
  func `a raster in degrees is met exactly near the poles too`(_ latitude: Double) throws {
    let step = 0.0004
    let heights = (0..<60).map { row in (0..<60).map { column in 100 + 20 * sin(Double(row) / 5 + Double(column) / 9) }
    }
    let raster = HeightRaster(
      epsg: 4326, isGeographic: true, origin: SIMD2(-70.3, latitude + 30 * step),
      east: SIMD2(step / cos(latitude * .pi / 180), 0), south: SIMD2(0, -step), heights: heights)
    let model = try Terrain.model(raster, in: folder)
    let camera = GeodeticCoordinate(
      latitude: latitude, longitude: -70.3 + 30 * step / cos(latitude * .pi / 180), ellipsoidalHeight: 250)
    var found = 0
    for line in Terrain.lines(40, from: camera) {
      guard let expected = Self.marched(line, over: model, step: 0.2) else { continue }
      let hit = try ElevationSurface(model).intersection(with: line, limits: PlacementLimits())
      #expect(abs(hit.range - expected) < 1e-6)
      found += 1
    }
    #expect(found > 25)
  }

  @Test func `a pose that is no number is refused`() throws {
    let surface = ElevationSurface(try Terrain.model(Self.plane(east: 0.3, north: 0), in: folder))
    for bad in [Double.nan, .infinity, 1e300] {
      for camera in [
        GeodeticCoordinate(latitude: bad, longitude: 120.3, ellipsoidalHeight: 100),
        GeodeticCoordinate(latitude: 22.6, longitude: bad, ellipsoidalHeight: 100),
        GeodeticCoordinate(latitude: 22.6273, longitude: 120.3014, ellipsoidalHeight: bad),
      ] {
        let line = LineOfSight(frame: LocalTangentPlane(origin: camera), direction: SIMD3(0.1, 0.1, -1))
        #expect(throws: PlacementError.self) { try surface.intersection(with: line, limits: PlacementLimits()) }
        #expect(surface.height(of: camera)?.isFinite != true || camera.ellipsoidalHeight == 1e300)
      }
    }
  }

  /// Where a march in small steps with exact conversion of every step, and bisection, first meets the ground.
  static func marched(_ line: LineOfSight, over model: ElevationModel, step: Double = 0.02) -> Double? {
    func clearance(_ range: Double) -> Double? {
      let place = line.place(at: range)
      do throws(PlacementError) {
        return place.ellipsoidalHeight
          - (try model.ellipsoidalHeight(latitude: place.latitude, longitude: place.longitude))
      } catch {
        return nil
      }
    }
    var range = 0.0
    while true {
      guard let height = clearance(range + step) else { return nil }
      if height <= 0 { break }
      // Ground of these tests rises by less than 3 m a metre.
      range += max(step, height / 4)
    }
    var (low, high) = (range, range + step)
    for _ in 0..<40 {
      let middle = (low + high) / 2
      if let height = clearance(middle), height > 0 { low = middle } else { high = middle }
    }
    return high
  }

  static func plane(east: Double, north: Double) -> HeightRaster {
    let heights = (0..<50).map { row in
      (0..<50).map { column in 40 + east * 10 * Double(column - 25) - north * 10 * Double(row - 25) }
    }
    return HeightRaster(
      epsg: 3826, origin: Terrain.middleOnMap + SIMD2(-250, 250), east: SIMD2(10, 0), south: SIMD2(0, -10),
      heights: heights)
  }
}
