import Foundation
import ImageKit
import Testing

/// The cases of `Fixtures/Ground/elevation.json`, as its script wrote them.
public struct ElevationVectors: Decodable, Sendable {
  /// Every raster and case.
  public static let all: ElevationVectors = {
    do {
      let data = try Data(contentsOf: Fixtures.directory.appending(path: "Ground/elevation.json"))
      return try JSONDecoder().decode(ElevationVectors.self, from: data)
    } catch {
      preconditionFailure("Fixtures/Ground/elevation.json: \(error)")
    }
  }()

  /// Heights on a map, row after row from the north-west.
  public struct Raster: Decodable, Sendable {
    /// The code of the map.
    public var epsg: Int
    /// The first height's place on the map, and the steps to its neighbours in the row and in the next row.
    public var origin, east, south: [Double]
    /// What the heights are measured from.
    public var datum: ElevationDatum
    /// Metres; nil for a gap.
    public var heights: [[Double?]]

    /// The raster, ready to be written.
    public var raster: HeightRaster {
      HeightRaster(
        epsg: epsg, isGeographic: epsg == 4326, origin: SIMD2(origin[0], origin[1]), east: SIMD2(east[0], east[1]),
        south: SIMD2(south[0], south[1]), heights: heights.map { $0.map { $0 ?? .nan } })
    }
  }
  /// Where a camera was and where it looked: degrees, and metres above the ellipsoid.
  public struct Camera: Decodable, Sendable {
    /// As the script wrote them.
    public var lat, lon, h, yaw, pitch, roll: Double
    /// The same as a pose.
    public var pose: Pose {
      Pose(
        coordinate: GeodeticCoordinate(latitude: lat, longitude: lon, ellipsoidalHeight: h),
        orientation: Orientation(yaw: yaw, pitch: pitch, roll: roll))
    }
  }
  /// Where the pixel lies, or why it has no place.
  public struct Expected: Decodable, Sendable {
    /// `ok` or the reason.
    public var status: String
    /// Degrees, metres above the ellipsoid, metres from the camera.
    public var lat, lon, h, range: Double?
  }
  /// One pixel of one photo over one raster.
  public struct Case: Decodable, Sendable, CustomTestStringConvertible {
    /// What is tried, and the name of the raster.
    public var title, raster: String
    /// Where the camera was.
    public var pose: Camera
    /// The pixel.
    public var u, v: Double
    /// What must come out.
    public var expected: Expected
    /// The title.
    public var testDescription: String { title }
  }

  /// Width, height and focal length in pixels.
  public var camera: [Double]
  /// The rasters by name.
  public var rasters: [String: Raster]
  /// The cases.
  public var cases: [Case]

  /// The camera of all cases.
  public static var camera: ImageKit.Camera {
    ImageKit.Camera(
      width: Int(all.camera[0]), height: Int(all.camera[1]), focalLengthX: all.camera[2], focalLengthY: all.camera[2])
  }
}
