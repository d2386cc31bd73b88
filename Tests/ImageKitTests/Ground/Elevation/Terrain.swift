import Foundation
import ImageKit
import TestSupport

/// Made-up ground near Kaohsiung on Taiwan's map, EPSG:3826, for tests that compare one reading with another.
enum Terrain {
  /// A camera's place above ``rough(columns:rows:cell:)``, in the middle of 600 × 560 cells of 1 m.
  static let middle = GeodeticCoordinate(latitude: 22.6273, longitude: 120.3014, ellipsoidalHeight: 120)
  /// The same place on the map.
  static let middleOnMap = SIMD2(178_188.7, 2_503_182.3)

  /// Returns the height of smooth ground at a place on the map, in metres: hills of 20 m and slopes of up to 40 %.
  static func height(at map: SIMD2<Double>) -> Double {
    let p = map - middleOnMap
    return 40 + 9 * sin(p.x / 31) * cos(p.y / 27) + 4 * sin((p.x + 2 * p.y) / 23) + 0.02 * p.x
  }

  /// Returns a raster of the smooth ground with some roughness, centred below the camera.
  static func rough(columns: Int = 600, rows: Int = 560, cell: Double = 1, roughness: Double = 0.5) -> HeightRaster {
    var random = SeededGenerator(seed: 7)
    let origin = middleOnMap + SIMD2(-Double(columns), Double(rows)) * (cell / 2)
    let heights = (0..<rows).map { row in
      (0..<columns).map { column in
        height(at: origin + SIMD2(Double(column), -Double(row)) * cell)
          + roughness * (Double(random.next() >> 11) / 9_007_199_254_740_992 - 0.5)
      }
    }
    return HeightRaster(epsg: 3826, origin: origin, east: SIMD2(cell, 0), south: SIMD2(0, -cell), heights: heights)
  }

  /// Returns a model of a raster; the file lives as long as the folder.
  static func model(
    _ raster: HeightRaster, in folder: TemporaryFolder, name: String = "heights.tif",
    datum: ElevationDatum = .ellipsoid,
    sigma: Double? = nil
  ) throws -> ElevationModel {
    try raster.write(to: folder(name))
    return try ElevationModel(contentsOf: folder(name), datum: datum, sigma: sigma)
  }

  /// Returns lines of sight in all directions, from straight down to nearly level.
  static func lines(_ count: Int, from camera: GeodeticCoordinate = middle, seed: UInt64 = 11) -> [LineOfSight] {
    var random = SeededGenerator(seed: seed)
    let frame = LocalTangentPlane(origin: camera)
    return (0..<count).map { _ in
      let azimuth = Double(random.next() % 36_000) / 18_000 * .pi
      let depression = (6 + Double(random.next() % 8_400) / 100) * .pi / 180
      return LineOfSight(
        frame: frame,
        direction: SIMD3(sin(azimuth) * cos(depression), cos(azimuth) * cos(depression), -sin(depression)))
    }
  }
}

extension LineOfSight {
  /// Returns the place at a distance in metres.
  func place(at range: Double) -> GeodeticCoordinate { frame.coordinate(ofPointInENU: direction * range) }
}
