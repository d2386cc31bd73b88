import Foundation
import ImageKit
import Testing

/// The cases of `Fixtures/Ground/elevation.json`, as its script wrote them.
public struct ElevationVectors: Decodable, Sendable {
  public static let all: ElevationVectors = {
    do {
      let data = try Data(contentsOf: Fixtures.directory.appending(path: "Ground/elevation.json"))
      return try JSONDecoder().decode(ElevationVectors.self, from: data)
    } catch {
      preconditionFailure("Fixtures/Ground/elevation.json: \(error)")
    }
  }()

  public struct Raster: Decodable, Sendable {
    public var epsg: Int
    public var origin, east, south: [Double]
    public var datum: ElevationDatum
    public var heights: [[Double?]]

    /// The raster, ready to be written.
    public var raster: HeightRaster {
      HeightRaster(
        epsg: epsg, isGeographic: epsg == 4326, origin: SIMD2(origin[0], origin[1]), east: SIMD2(east[0], east[1]),
        south: SIMD2(south[0], south[1]), heights: heights.map { $0.map { $0 ?? .nan } })
    }
  }
  public struct Camera: Decodable, Sendable {
    public var lat, lon, h, yaw, pitch, roll: Double
    public var pose: Pose {
      Pose(
        coordinate: GeodeticCoordinate(latitude: lat, longitude: lon, ellipsoidalHeight: h),
        orientation: Orientation(yaw: yaw, pitch: pitch, roll: roll))
    }
  }
  public struct Expected: Decodable, Sendable {
    public var status: String
    public var lat, lon, h, range: Double?
  }
  public struct Case: Decodable, Sendable, CustomTestStringConvertible {
    public var title, raster: String
    public var pose: Camera
    public var u, v: Double
    public var expected: Expected
    public var testDescription: String { title }
  }

  public var camera: [Double]
  public var rasters: [String: Raster]
  public var cases: [Case]

  /// The camera of all cases.
  public static var camera: ImageKit.Camera {
    ImageKit.Camera(
      width: Int(all.camera[0]), height: Int(all.camera[1]), focalLengthX: all.camera[2], focalLengthY: all.camera[2])
  }
}
