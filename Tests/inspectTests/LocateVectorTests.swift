import Foundation
import ImageKit
import TestSupport
import Testing

/// The reference vectors through real headers and the built command: 1e-7°, 1 mm.
@Suite struct `inspect locate on the reference vectors` {
  /// Writes a photo, runs the command on one of its pixels, and returns what it says of it.
  static func located(
    _ photo: LocatePhoto, as dialect: LocatePhoto.Dialect, at pixel: PixelPoint, _ options: [String],
    succeeds: Bool = true
  ) throws -> [String: Any] {
    let folder = try TemporaryFolder()
    try photo.jpeg(dialect).write(to: folder("photo.jpg"))
    let outcome = try BuiltCommand.run(
      ["locate", folder("photo.jpg").path, "--pixel", "\(pixel.u),\(pixel.v)", "--json"] + options, in: folder.url)
    #expect(outcome.status == (succeeds ? 0 : 65), "\(outcome.messages)")
    let list = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]]
    #expect(list?.count == 1)
    return try #require(list?.first)
  }

  @Test(arguments: LocateVectors.cases)
  func `places a pixel where the vector says`(_ each: LocateCase) throws {
    let (vector, expected) = (each.vector, each.vector.expected)
    var photo = vector.photo
    photo.undulation = try EGM96().undulation(
      latitude: photo.pose.coordinate.latitude, longitude: photo.pose.coordinate.longitude)
    let options = try #require(vector.options)
    let found = try Self.located(photo, as: each.dialect, at: vector.input.pixel, options)
    guard expected.status == "ok" else {
      let codes = ["ray_at_or_above_horizon": "above_horizon", "too_shallow": "below_min_depression"]
      #expect(found["status"] as? String == codes[expected.reason ?? ""])
      #expect(found["latitude"] is NSNull)
      return
    }
    #expect(found["status"] as? String == "ok", "\(found["reason"] ?? "")")
    func expectNear(_ key: String, _ value: Double?, _ tolerance: Double) throws {
      let number = try #require(found[key] as? Double, "\(key) is \(String(describing: found[key]))")
      #expect(abs(number - (value ?? .nan)) <= tolerance, "\(key) is \(number), not \(value ?? .nan)")
    }
    try expectNear("latitude", expected.lat, 1e-7)
    try expectNear("longitude", expected.lon, 1e-7)
    try expectNear("range_m", expected.slant_range_m, 0.001)
    try expectNear("ground_distance_m", expected.ground_distance_m, 0.001)
    try expectNear("gsd_u_m", expected.gsd_u_m_per_px, 1e-6)
    try expectNear("gsd_v_m", expected.gsd_v_m_per_px, 1e-6)
    // On a wall the height is the camera's, and two makers do not say what theirs is above or say the sea.
    let isWall = vector.input.surface.type == "lrf"
    if !isWall || each.dialect != .pix4D { try expectNear("height_ellipsoid_m", expected.h_ell_m, 0.001) }
    if !isWall {
      #expect(found["height_datum"] as? String == "ellipsoid")
      try expectNear("height_m", expected.h_ell_m, 0.001)
    }
    if let grid = expected.epsg3826 {
      #expect(found["crs"] as? String == "EPSG:3826")
      try expectNear("easting", grid.E, 0.001)
      try expectNear("northing", grid.N, 0.001)
    }
  }

  @Test(arguments: LocateVectors.all.constant_height.filter { $0.expected.utm != nil }.map(\.id))
  func `gives the coordinates of the system that is asked for`(_ id: String) throws {
    let vector = try #require(LocateVectors.all.constant_height.first { $0.id == id })
    let grid = try #require(vector.expected.utm)
    let epsg = try #require(grid.epsg)
    let found = try Self.located(
      vector.photo, as: .dji, at: vector.input.pixel, try #require(vector.options) + ["--crs", "EPSG:\(epsg)"])
    #expect(found["crs"] as? String == "EPSG:\(epsg)")
    #expect(abs((found["easting"] as? Double ?? 0) - grid.E) < 0.001)
    #expect(abs((found["northing"] as? Double ?? 0) - grid.N) < 0.001)
  }

  @Test(arguments: [("LRF-01", "auto"), ("LRF-01", "axis"), ("LRF-04", "wall")])
  func `places a pixel by the laser range the photo carries`(_ id: String, _ use: String) throws {
    let vector = try #require(LocateVectors.all.planes.first { $0.id == id })
    var photo = vector.photo
    photo.extra = [
      "LRFStatus": "Normal", "LRFTargetDistance": "\(vector.input.surface.distance_m ?? 0)",
      "RelativeAltitude": "+36.4",
    ]
    let found = try Self.located(photo, as: .dji, at: vector.input.pixel, ["--laser", use])
    #expect(found["surface"] as? String == (use == "wall" ? "wall" : "laser_plane"))
    #expect(abs((found["latitude"] as? Double ?? 0) - (vector.expected.lat ?? .nan)) < 1e-7)
    #expect(abs((found["longitude"] as? Double ?? 0) - (vector.expected.lon ?? .nan)) < 1e-7)
    #expect(abs((found["height_m"] as? Double ?? 0) - (vector.expected.h_ell_m ?? .nan)) < 0.001)
    #expect(found["height_datum"] as? String == "ellipsoid")
    #expect(abs((found["range_m"] as? Double ?? 0) - (vector.expected.slant_range_m ?? .nan)) < 0.001)
  }

  /// Yaw, pitch, roll as written, the pixel, and the azimuth and depression of the line of sight that they mean.
  static let frames: [(LocatePhoto.Dialect, [Double], PixelPoint, azimuth: Double, depression: Double)] = [
    (.pix4D, [40, 0, 0], PixelPoint(u: 2640, v: 400.5), 40, 67.048668793),
    (.pix4D, [40, 10, 8], PixelPoint(u: 1000.5, v: 3000.5), 299.266813581, 58.700179319),
    (.dji, [123.4, -90, 180], PixelPoint(u: 2640, v: 400.5), 303.4, 67.048668793),
  ]

  @Test(arguments: frames.indices)
  func `sees along the direction that a maker's angles mean`(_ index: Int) throws {
    let (dialect, angles, pixel, azimuth, depression) = Self.frames[index]
    var photo = try #require(LocateVectors.all.constant_height.first).photo
    photo.pose.orientation =
      dialect == .pix4D
      ? Orientation(pix4DYaw: angles[0], pitch: angles[1], roll: angles[2])
      : Orientation(yaw: angles[0], pitch: angles[1], roll: angles[2])
    let found = try Self.located(photo, as: dialect, at: pixel, ["--agl", "100"])
    #expect(abs((found["azimuth_deg"] as? Double ?? 0) - azimuth) < 1e-7)
    #expect(abs((found["depression_deg"] as? Double ?? 0) - depression) < 1e-7)
  }

  @Test(arguments: LocateVectors.all.uncertainty.map(\.id))
  func `explains a place with the vector's derivatives`(_ id: String) throws {
    let vector = try #require(LocateVectors.all.uncertainty.first { $0.id == id })
    let found = try Self.located(
      vector.photo, as: .dji, at: vector.input.pixel, try #require(vector.options) + ["--explain"])
    let parts = try #require(found["contributions"] as? [[String: Any]])
    let metres = parts.compactMap { $0["metres"] as? Double }
    #expect(metres.count == 10)
    #expect(metres == metres.sorted(by: >))
    let names = [
      "cam_E_m": "camera_east", "cam_N_m": "camera_north", "cam_U_m": "camera_up", "yaw_deg": "yaw",
      "pitch_deg": "pitch", "roll_deg": "roll", "focal_rel": "focal_length", "u_px": "pixel_u", "v_px": "pixel_v",
      "ground_h_m": "surface",
    ]
    let jacobian = try #require(vector.expected.jacobian_EN)
    for (index, column) in try #require(vector.expected.jacobian_columns).enumerated() {
      let part = try #require(parts.first { $0["source"] as? String == names[column] })
      let sigma = try #require(part["sigma"] as? Double)
      let expected = hypot(jacobian[0][index], jacobian[1][index])
      #expect(abs((part["metres"] as? Double ?? 0) / sigma - expected) < 1e-5 * max(1, expected), "\(column)")
    }
  }

  @Test func `takes an absolute height that says nothing of its datum in that of the ground, and says so`() throws {
    let vector = try #require(LocateVectors.all.constant_height.first { $0.id == "FLAT-06" })
    let found = try Self.located(vector.photo, as: .pix4D, at: vector.input.pixel, try #require(vector.options))
    #expect((found["warnings"] as? [String])?.contains("height_datum_unknown") == true)
    #expect((found["ce90_m"] as? Double ?? 0) > 30)
    #expect(abs((found["latitude"] as? Double ?? 0) - (vector.expected.lat ?? .nan)) < 1e-7)
  }
}
