import Foundation
import ImageKit

/// `benchmark placing`: a million pixels of one photo on flat ground and on a rough elevation raster.
enum Placing {
  static let pixels = 1_000_000
  /// CPU seconds for a million pixels on one core.
  static let limits = (flat: 1.0, raster: 10.0)

  static func run() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "inspect-benchmark-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "heights.tif")
    try raster().write(to: file)
    let model = try ElevationModel(contentsOf: file, datum: .twvd2001)
    let camera = GeodeticCoordinate(latitude: 22.6273, longitude: 120.3014, ellipsoidalHeight: 150)

    print("| surface | pitch | placed | s a million | of the limit | × faster than a march, cell / 4 |")
    print("|---|---|---|---|---|---|")
    for pitch in [-90.0, -45, -20] {
      let pose = Pose(coordinate: camera, orientation: Orientation(yaw: 37, pitch: pitch, roll: 0))
      let flat = projection(pose, on: FlatGround(ellipsoidalHeight: 60, heightSigma: 1.5))
      let rough = projection(pose, on: ElevationSurface(model))
      var placed = (flat: 0, rough: 0, marched: 0)
      let marched = 2000
      let seconds = try Timing.medians(
        rounds: 3,
        [
          { placed.flat = place(pixels, with: flat) }, { placed.rough = place(pixels, with: rough) },
          { placed.marched = march(marched, with: rough, over: model) },
        ])
      let peer = seconds[2] / Double(marched) * Double(pixels)
      row("flat", pitch, placed.flat, seconds[0], limits.flat, nil)
      row("raster", pitch, placed.rough, seconds[1], limits.raster, peer)
    }
  }

  private static func row(
    _ name: String, _ pitch: Double, _ placed: Int, _ seconds: Double, _ limit: Double, _ peer: Double?
  ) {
    let share = String(format: "%.2f", seconds / limit)
    let ratio = peer.map { String(format: "%.0f", $0 / seconds) } ?? "–"
    print("| \(name) | \(Int(pitch))° | \(placed) | \(String(format: "%.2f", seconds)) | \(share) | \(ratio) |")
  }

  /// 1000 × 1000 heights, 1 m apart: hills of 20 m under roughness of ±0.5 m.
  private static func raster() -> HeightRaster {
    var state: UInt64 = 1
    let origin = SIMD2(178_188.7 - 500, 2_503_182.3 + 500)
    let heights = (0..<1000).map { row in
      (0..<1000).map { column -> Double in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let (x, y) = (Double(column), Double(row))
        return 40 + 12 * sin(x / 71) * cos(y / 57) + 5 * sin((x + 2 * y) / 33) + Double(state >> 40) / 16_777_216 - 0.5
      }
    }
    var raster = HeightRaster(
      epsg: 3826, origin: origin, east: SIMD2(1, 0), south: SIMD2(0, -1), heights: heights)
    raster.sample = .float32
    return raster
  }

  private static func projection(_ pose: Pose, on surface: any GroundSurface) -> GroundProjection {
    GroundProjection(
      camera: Camera(width: 5280, height: 3956, focalLengthX: 3725, focalLengthY: 3725), pose: pose, surface: surface,
      sigmas: PoseSigmas(east: 1.5, north: 1.5, up: 2, yaw: 2.5, pitch: 0.5, roll: 0.5, pixel: 2))
  }

  /// Places pixels over the whole image in an order without neighbours; returns how many have a place.
  private static func place(_ count: Int, with projection: GroundProjection) -> Int {
    var placed = 0
    for index in 0..<count where (try? projection.place(pixel(index))) != nil { placed += 1 }
    return placed
  }

  private static func pixel(_ index: Int) -> PixelPoint {
    // Multiples of the golden ratio and its like fill the image evenly.
    let (u, v) = (Double(index) * 0.754_877_666, Double(index) * 0.569_840_291)
    return PixelPoint(u: (u - u.rounded(.down)) * 5280, v: (v - v.rounded(.down)) * 3956)
  }

  /// The peer: steps of a quarter of a cell, each fully converted, then bisection to a millimetre.
  private static func march(_ count: Int, with projection: GroundProjection, over model: ElevationModel) -> Int {
    var placed = 0
    for index in 0..<count {
      guard let line = try? projection.lineOfSight(through: pixel(index)), line.depression >= 5 else { continue }
      func isAbove(_ range: Double) -> Bool? {
        let place = line.frame.coordinate(ofPointInENU: line.direction * range)
        guard let ground = try? model.ellipsoidalHeight(latitude: place.latitude, longitude: place.longitude) else {
          return nil
        }
        return place.ellipsoidalHeight > ground
      }
      var range = 0.0
      while range < 3000, isAbove(range + 0.25) == true { range += 0.25 }
      guard isAbove(range + 0.25) != nil, range < 3000 else { continue }
      var (low, high) = (range, range + 0.25)
      while high - low > 0.001 {
        let middle = (low + high) / 2
        if isAbove(middle) == true { low = middle } else { high = middle }
      }
      placed += 1
    }
    return placed
  }
}
