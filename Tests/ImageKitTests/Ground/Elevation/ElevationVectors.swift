import Foundation
import ImageKit
import TestSupport
import Testing

/// The cases of `Fixtures/Ground/elevation.json`, as its script wrote them.
struct ElevationVectors: Decodable, Sendable {
  static let all: ElevationVectors = {
    do {
      let data = try Data(contentsOf: Fixtures.directory.appending(path: "Ground/elevation.json"))
      return try JSONDecoder().decode(ElevationVectors.self, from: data)
    } catch {
      preconditionFailure("Fixtures/Ground/elevation.json: \(error)")
    }
  }()

  struct Raster: Decodable, Sendable {
    var epsg: Int
    var origin, east, south: [Double]
    var datum: ElevationDatum
    var heights: [[Double?]]

    /// The raster, ready to be written.
    var raster: HeightRaster {
      HeightRaster(
        epsg: epsg, isGeographic: epsg == 4326, origin: SIMD2(origin[0], origin[1]), east: SIMD2(east[0], east[1]),
        south: SIMD2(south[0], south[1]), heights: heights.map { $0.map { $0 ?? .nan } })
    }
  }
  struct Camera: Decodable, Sendable {
    var lat, lon, h, yaw, pitch, roll: Double
    var pose: Pose {
      Pose(
        coordinate: GeodeticCoordinate(latitude: lat, longitude: lon, ellipsoidalHeight: h),
        orientation: Orientation(yaw: yaw, pitch: pitch, roll: roll))
    }
  }
  struct Expected: Decodable, Sendable {
    var status: String
    var lat, lon, h, range: Double?
  }
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    var title, raster: String
    var pose: Camera
    var u, v: Double
    var expected: Expected
    var testDescription: String { title }
  }

  var camera: [Double]
  var rasters: [String: Raster]
  var cases: [Case]

  /// The camera of all cases.
  static var camera: ImageKit.Camera {
    ImageKit.Camera(
      width: Int(all.camera[0]), height: Int(all.camera[1]), focalLengthX: all.camera[2], focalLengthY: all.camera[2])
  }
}
