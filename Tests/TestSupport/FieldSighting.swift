import Foundation
import ImageKit

/// One of 441 sightings of 53 surveyed points by a Skydio X2 without correction data, © 2025 Theta Limited, MIT.
///
/// The set has no azimuth: it is recovered from the published result and the offset that its tool added, so the result
/// is a yardstick.
public struct FieldSighting: Sendable {
  /// Metres between our place and the nearest surveyed point.
  public var error: Double
  /// Metres between the published tool's place and the nearest surveyed point.
  public var publishedError: Double
  /// The radius in metres that is to hold nine of ten errors, as stated with our place.
  public var statedCE90: Double

  /// Returns the sightings of a folder that holds the set, placed anew with what the files say and nothing else.
  public static func all(in folder: URL) throws -> [FieldSighting] {
    let truths = try rows(of: folder.appending(path: "Thunderstorm_Pioneer_Range_GCPs.csv")).map { row in
      GeodeticCoordinate(latitude: try row.number("Latitude"), longitude: try row.number("Longitude"))
    }
    let file = folder.appending(path: "OA-CoT-Capture-2024-07-25T04-05-57-386231+00-00.csv")
    return try rows(of: file).map { try FieldSighting($0, truths: truths) }
  }

  /// Returns a quantile of values, linear between the two nearest.
  public static func quantile(_ values: [Double], _ share: Double) -> Double {
    let sorted = values.sorted()
    let place = share * Double(sorted.count - 1)
    let low = Int(place)
    let next = min(low + 1, sorted.count - 1)
    return sorted[low] + (sorted[next] - sorted[low]) * (place - Double(low))
  }

  private init(_ row: Row, truths: [GeodeticCoordinate]) throws {
    let result = GeodeticCoordinate(latitude: try row.number("lat"), longitude: try row.number("lon"))
    let drone = GeodeticCoordinate(
      latitude: try row.number("droneLatitude"), longitude: try row.number("droneLongitude"),
      ellipsoidalHeight: try row.number("droneElevationHAE"))
    let toResult = LocalTangentPlane(origin: drone).pointInENU(result)
    let bearing = atan2(toResult.x, toResult.y) * 180 / .pi
    let (width, height) = (try row.number("imageWidth"), try row.number("imageLength"))
    let camera = Camera(
      width: Int(width), height: Int(height), focalLengthX: try row.number("f_x"),
      focalLengthY: try row.number("f_y"),
      distortion: LensDistortion(
        k1: try row.number("k1"), k2: try row.number("k2"), p1: try row.number("p1"), p2: try row.number("p2"),
        k3: try row.number("k3")),
      relativeFocalLengthSigma: 0.01)
    let pose = Pose(
      coordinate: drone,
      orientation: Orientation(
        yaw: bearing - (try row.number("yawOffsetDegSelectedPoint")), pitch: -(try row.number("cameraSlantAngleDeg")),
        roll: try row.number("cameraRollAngleDeg")))
    let pixel = PixelPoint(
      u: try row.number("imageSelectedProportionX") * width, v: try row.number("imageSelectedProportionY") * height)
    let ground = FlatGround(ellipsoidalHeight: try row.number("hae"), heightSigma: 3)
    let defaults = DefaultSigmas.standard
    let sigmas = PoseSigmas(
      east: defaults.horizontal, north: defaults.horizontal, up: defaults.absoluteHeight, yaw: defaults.yaw,
      pitch: defaults.tilt, roll: defaults.tilt, pixel: defaults.pixel)
    let projection = GroundProjection(camera: camera, pose: pose, surface: ground, sigmas: sigmas)
    let point = try projection.place(pixel)
    func error(_ place: GeodeticCoordinate) -> Double {
      truths.map { place.groundDistance(to: $0) }.min() ?? .infinity
    }
    self.error = error(point.coordinate)
    publishedError = error(result)
    statedCE90 = point.accuracy.ce90
  }

  private static func rows(of file: URL) throws -> [Row] {
    let lines = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline)
    guard let head = lines.first else { throw MissingNumber(column: "all", file: file.lastPathComponent) }
    let names = head.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    return lines.dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      return Row(cells: Dictionary(zip(names, cells)) { first, _ in first }, file: file.lastPathComponent)
    }
  }

  private struct Row {
    var cells: [String: String]
    var file: String

    func number(_ name: String) throws -> Double {
      guard let number = Double(cells[name] ?? "") else { throw MissingNumber(column: name, file: file) }
      return number
    }
  }

  private struct MissingNumber: Error, CustomStringConvertible {
    var column, file: String
    var description: String { "\(file): no number in column \(column)" }
  }
}
