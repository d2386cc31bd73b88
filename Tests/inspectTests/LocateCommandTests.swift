import Foundation
import ImageKit
import TestSupport
import Testing

@Suite struct `inspect locate` {
  static let street = SampleFlight.bundled.appending(path: "STREET_0006.JPG").path

  private func json(_ arguments: [String], in folder: URL? = nil) throws -> [[String: Any]] {
    let outcome = try BuiltCommand.run(["locate"] + arguments + ["--json"], in: folder)
    #expect(outcome.status == 0, "\(outcome.messages)")
    return try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])
  }

  /// A photo in a folder of its own that looks down by 45°, 60 m above take-off.
  private func photo(
    in folder: TemporaryFolder, latitude: Double = 22.6273, longitude: Double = 120.3014, isRTK: Bool = true
  ) throws -> String {
    var photo = try #require(LocateVectors.all.constant_height.first { $0.id == "FLAT-06" }).photo
    photo.pose.coordinate.latitude = latitude
    photo.pose.coordinate.longitude = longitude
    photo.isRTK = isRTK
    photo.extra["RelativeAltitude"] = "+60.00"
    try photo.jpeg(.dji).write(to: folder("photo.jpg"))
    return folder("photo.jpg").path
  }

  @Test func `writes the keys of the contract, one object a pixel`() throws {
    let pixels = try json([Self.street, "--pixel", "1000,750", "--pixel", "100.5,1400"])
    #expect(pixels.count == 2)
    let first = try #require(pixels.first)
    let keys = [
      "photo", "u", "v", "status", "latitude", "longitude", "height_m", "height_datum", "easting", "northing", "crs",
      "range_m", "ground_distance_m", "gsd_u_m", "gsd_v_m", "ce90_m", "ellipse", "surface", "warnings",
    ]
    for key in keys { #expect(first[key] != nil, "\(key) is missing") }
    let ellipse = try #require(first["ellipse"] as? [String: Double])
    #expect(Set(ellipse.keys) == ["major_m", "minor_m", "azimuth_deg"])
    #expect(first["photo"] as? String == Self.street)
    #expect(first["status"] as? String == "ok")
    #expect(pixels[1]["u"] as? Double == 100.5)
    #expect(first["surface"] as? String == "flat")
    #expect(first["crs"] as? String == "EPSG:3826")
    #expect(first["contributions"] == nil, "nobody asked for an explanation")
  }

  @Test func `a pixel off the photo and one that shows no ground have a status and no place`() throws {
    let folder = try TemporaryFolder()
    let photo = try photo(in: folder)
    let arguments = [photo, "--pixel", "5281,10", "--pixel", "-1,10", "--pixel", "0,0", "--pixel", "5280,3956"]
    #expect(
      try json(arguments).map { $0["status"] as? String } == ["outside_image", "outside_image", "ok", "ok"])
    let flat = try json([photo, "--pixel", "2640,10", "--min-depression", "40"])
    #expect(flat.first?["status"] as? String == "below_min_depression")
    #expect(flat.first?["latitude"] is NSNull && flat.first?["ce90_m"] is NSNull)
    #expect(flat.first?["depression_deg"] as? Double != nil, "the line of sight is known")
    let far = try json([photo, "--pixel", "2640,1978", "--max-range", "80"])
    #expect(far.first?["status"] as? String == "beyond_max_range")
  }

  @Test func `heights are above take-off where nothing else is known`() throws {
    let folder = try TemporaryFolder()
    let automatic = try #require(try json([try photo(in: folder), "--pixel", "2640,1978"]).first)
    #expect(automatic["height_datum"] as? String == "takeoff")
    #expect(abs(automatic["height_m"] as? Double ?? 1) < 1e-6)
    #expect(automatic["height_source"] as? String == "takeoff")
    #expect(automatic["assumption"] as? String == "flat ground at take-off height")
  }

  @Test func `without a correction take-off is taken to be at the stated height, and with one it is not`() throws {
    let folder = try TemporaryFolder()
    // The absolute height is 85.3 m: 62.3 m above this ground.
    let ground = ["--pixel", "2640,1978", "--ground-height", "23", "--height-datum", "ellipsoid"]
    let rtk = try #require(try json([try photo(in: folder)] + ground).first)
    #expect(abs((rtk["height_above_ground_m"] as? Double ?? 0) - 62.3) < 1e-9)
    let other = try #require(try json([try photo(in: folder, isRTK: false)] + ground).first)
    #expect(other["height_above_ground_m"] as? Double == 60)
    #expect((other["warnings"] as? [String])?.contains("takeoff_at_ground_height") == true)
    #expect(other["height_m"] as? Double == rtk["height_m"] as? Double)
  }

  @Test func `without a focal length the middle of the photo has a place and no size`() throws {
    let folder = try TemporaryFolder()
    var header = TestPhotoHeader()
    header.image = [0x010F: .text("DJI"), 0x0110: .text("NOT-KNOWN-1")]
    header.xmp = [
      Array(
        TestPhotoHeader.dji([
          "GpsLatitude": "22.6273", "GpsLongitude": "120.3014", "RelativeAltitude": "+60.00",
          "GimbalYawDegree": "+90.00", "GimbalPitchDegree": "-45.00", "GimbalRollDegree": "+0.00",
        ]))
    ]
    try Data(header.bytes).write(to: folder("photo.jpg"))
    let path = folder("photo.jpg").path
    let both = try json([path, "--pixel", "2000,1500", "--pixel", "10,10"])
    #expect(both.map { $0["status"] as? String } == ["ok", "no_focal_length"])
    #expect(abs((both[0]["ground_distance_m"] as? Double ?? 0) - 60) < 0.01)
    #expect(both[0]["gsd_u_m"] is NSNull && both[0]["gsd_v_m"] is NSNull)
    #expect((both[0]["ce90_m"] as? Double ?? 0) > 3)
    #expect(both[1]["latitude"] is NSNull && both[1]["azimuth_deg"] is NSNull)
    let outcome = try BuiltCommand.run(["locate", path, "--pixel", "10,10"])
    #expect(outcome.status == 65)
    #expect(outcome.messages.contains("focal length"))
  }

  @Test func `the yaw offset turns the view`() throws {
    let folder = try TemporaryFolder()
    let pixel = [try photo(in: folder), "--pixel", "2640,1978"]
    let azimuths = try [[], ["--yaw-offset", "-7.5"]].map { try json(pixel + $0).first?["azimuth_deg"] as? Double }
    #expect(abs((azimuths[0] ?? 0) - (azimuths[1] ?? 0) - 7.5) < 1e-9)
  }

  @Test(arguments: [
    (22.6273, 120.3014, "EPSG:3826"), (23.57, 119.58, "EPSG:3825"), (-22.9, -43.17, "EPSG:32723"),
    (-16.8, 179.9999, "EPSG:32760"), (85.0, 10.0, nil),
  ])
  func `plane coordinates follow the place`(latitude: Double, longitude: Double, crs: String?) throws {
    let folder = try TemporaryFolder()
    let path = try photo(in: folder, latitude: latitude, longitude: longitude)
    let found = try #require(try json([path, "--pixel", "2640,1978"]).first)
    #expect(found["crs"] as? String == crs)
    #expect((found["easting"] is NSNull) == (crs == nil))
  }

  @Test func `a system that is asked for gives no numbers outside its area`() throws {
    let folder = try TemporaryFolder()
    let path = try photo(in: folder, latitude: -22.9, longitude: -43.17)
    let found = try #require(try json([path, "--pixel", "2640,1978", "--crs", "EPSG:3826"]).first)
    #expect(found["status"] as? String == "ok")
    #expect(found["easting"] is NSNull && found["northing"] is NSNull)
    #expect((found["warnings"] as? [String])?.contains("outside_crs") == true)
  }

  @Test func `pixels are read from a file`() throws {
    let folder = try TemporaryFolder()
    try Data("# u,v\n1000, 750\r\n\n100.5 1400 # corner\n".utf8).write(to: folder("pixels.txt"))
    let found = try json([Self.street, "--pixels", folder("pixels.txt").path, "--pixel", "3,4"])
    #expect(found.map { $0["v"] as? Double } == [4, 750, 1400])
    try Data("1000;x\n".utf8).write(to: folder("wrong.txt"))
    let outcome = try BuiltCommand.run(["locate", Self.street, "--pixels", folder("wrong.txt").path])
    #expect(outcome.status == 64)
    #expect(outcome.messages.contains("line 1"))
  }

  @Test func `GeoJSON has a point a pixel, and none without a place`() throws {
    let outcome = try BuiltCommand.run([
      "locate", Self.street, "--pixel", "1000,750", "--pixel", "9000,750", "--format", "geojson",
    ])
    #expect(outcome.status == 0)
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    #expect(object?["type"] as? String == "FeatureCollection")
    let features = try #require(object?["features"] as? [[String: Any]])
    #expect(features.count == 2)
    let coordinates = try #require((features[0]["geometry"] as? [String: Any])?["coordinates"] as? [Double])
    #expect(abs(coordinates[0] - 120.3015) < 0.001 && abs(coordinates[1] - 22.6273) < 0.001)
    #expect(coordinates.count == 2, "this photo does not say what its height is above")
    #expect(features[1]["geometry"] is NSNull)
    #expect((features[1]["properties"] as? [String: Any])?["status"] as? String == "outside_image")
  }

  @Test func `the table says what was assumed and what is doubtful`() throws {
    let outcome = try BuiltCommand.run(["locate", Self.street, "--pixel", "1000,750", "--wall-distance", "8"])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("a vertical wall facing the camera, 8.0 m along the optical axis"))
    #expect(outcome.output.contains("on the wall: right, up m"))
    let explained = try BuiltCommand.run(["locate", Self.street, "--pixel", "1000,750", "--explain"]).output
    #expect(explained.contains("orientation from XMP drone-parrot:CameraYawDegree"))
    #expect(explained.contains("camera_up"))
  }

  @Test func `wall coordinates are metres on the wall`() throws {
    let folder = try TemporaryFolder()
    let found = try json([
      try photo(in: folder), "--pixel", "2640,1978", "--pixel", "3640,1978", "--wall-distance", "12",
    ])
    let walls = found.map { $0["wall"] as? [String: Double] ?? [:] }
    #expect(abs(walls[0]["along_m"] ?? 1) < 1e-6)
    #expect(abs((walls[0]["up_m"] ?? 0) + 12 * 0.5.squareRoot()) < 1e-6)
    #expect(abs((walls[1]["along_m"] ?? 0) - 12 * 1000 / 3725.151611) < 1e-6)
  }

  @Test func `a photo that cannot be used ends with 65 and a status for every pixel`() throws {
    let folder = try TemporaryFolder()
    let bytes = try Data(contentsOf: URL(filePath: Self.street))
    try JPEGBytes.withoutMetadata(bytes).write(to: folder("bare.jpg"))
    try Data("no photo".utf8).write(to: folder("text.jpg"))
    for (name, status) in [("bare.jpg", "no_position"), ("text.jpg", "not_a_jpeg")] {
      let outcome = try BuiltCommand.run(
        ["locate", folder(name).path, "--pixel", "1,1", "--pixel", "2,2", "--json"])
      #expect(outcome.status == 65)
      #expect(outcome.messages.contains(name))
      let found = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]]
      #expect(found?.map { $0["status"] as? String } == [status, status])
    }
    let laser = try BuiltCommand.run(["locate", Self.street, "--pixel", "1,1", "--laser", "wall", "--json"])
    #expect(laser.status == 65)
    #expect(laser.output.contains("no_laser_range"))
  }

  @Test(arguments: [
    (["/nonexistent.jpg", "--pixel", "1,1"], 66, "/nonexistent.jpg"),
    ([Self.street], 64, "--pixel"),
    ([Self.street, "--pixel", "1"], 64, "2640,1978"),
    ([Self.street, "--pixel", "nan,1"], 64, "2640,1978"),
    ([SampleFlight.bundled.path, "--pixel", "1,1"], 64, "folder"),
    ([Self.street, "--pixel", "1,1", "--format", "csv"], 64, "geojson"),
    ([Self.street, "--pixels", "/nonexistent"], 66, "/nonexistent"),
    ([Self.street, "--pixel", "1,1", "--crs", "x"], 64, "EPSG:3826"),
    ([Self.street, "--pixel", "1,1", "--sidecar", "/nonexistent.csv"], 66, "/nonexistent.csv"),
  ])
  func `wrong usage is told apart and explained`(arguments: [String], status: Int32, hint: String) throws {
    let outcome = try BuiltCommand.run(["locate"] + arguments)
    #expect(outcome.status == status, "\(outcome.messages)")
    #expect(outcome.messages.contains(hint), "\(outcome.messages)")
    #expect(outcome.output.isEmpty)
  }
}
