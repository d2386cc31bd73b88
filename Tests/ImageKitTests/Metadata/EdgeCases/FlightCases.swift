import Foundation
import TestSupport
import Testing

@testable import ImageKit

@Suite struct `Edge cases of sensors and flights` {
  @Test(arguments: [("TooFar", "0.0"), ("Normal", "0.0"), ("Normal", "20000")])
  func `case 51: a laser that hit nothing has no range`(status: String, range: String) throws {
    let metadata = try EdgeCase.read(EdgeCase.dji(["LRFStatus": status, "LRFTargetDistance": range]))
    #expect(metadata.laserRange == nil && EdgeCase.codes(metadata) == ["laser_ignored"])
    let good = try EdgeCase.read(EdgeCase.dji(["LRFStatus": "Normal", "LRFTargetDistance": "54.103"]))
    #expect(good.laserRange?.value == 54.103)
  }

  @Test func `case 52: a thermal photo without XMP is a photo without a place`() throws {
    var header = TestPhotoHeader()
    (header.width, header.height) = (640, 512)
    header.image = [0x010F: .text("DJI"), 0x0110: .text("ZH20T")]
    // Raw temperatures: ten segments that nobody reads.
    header.trailing = (0..<10).map { _ in TestPhotoHeader.segment(0xE3, [UInt8](repeating: 0x5A, count: 65_533)) }
    let metadata = try EdgeCase.read(header)
    #expect((metadata.width, metadata.height) == (640, 512) && metadata.model == "ZH20T")
    #expect(throws: PhotoError.noPosition("no GPS tags")) { try metadata.requiredPosition() }
  }

  @Test(arguments: [
    ("http://ns.google.com/photos/1.0/panorama/", "ProjectionType", "equirectangular"),
    ("http://pix4d.com/camera/1.0/", "ModelType", "fisheye"),
  ])
  func `case 53: pictures of another projection are refused`(namespace: String, name: String, value: String) throws {
    var header = TestPhotoHeader.located
    header.xmp = [TestPhotoHeader.packet(namespace, [name: value])]
    #expect {
      try EdgeCase.read(header)
    } throws: { error in
      guard case .unsupported(let reason) = error as? PhotoError else { return false }
      return reason.hasPrefix("projection_not_supported")
    }
  }

  private func place(latitude: Double, longitude: Double, yaw: Double) throws -> GeodeticCoordinate {
    var properties = TestPhotoHeader.gimbal(yaw: yaw, pitch: -40)
    properties.merge([
      "GpsLatitude": "\(latitude)", "GpsLongitude": "\(longitude)", "RelativeAltitude": "+100.0",
      "CalibratedFocalLength": "3700",
    ]) { $1 }
    var header = EdgeCase.dji(properties)
    header.gps = [:]
    let station = try CameraStation(metadata: EdgeCase.read(header), camera: EdgeCase.camera(header).camera?.value)
    return try station.projection.get().place(PixelPoint(u: 2000, v: 1500)).coordinate
  }

  @Test func `case 54: the antimeridian and the pole are places like others`() throws {
    // 100 m · cot 40° are 119.2 m, at 16.8° S 0.00112° of longitude.
    let east = try place(latitude: -16.8, longitude: 179.9996, yaw: 90)
    #expect(abs(east.longitude + 179.999282) < 2e-6 && abs(east.latitude + 16.8) < 1e-6)
    let over = try place(latitude: 89.9995, longitude: 30, yaw: 0)
    // 55.8 m to the pole, 63.3 m beyond it.
    #expect(abs(over.latitude - 89.999433) < 2e-6)
    #expect(abs(over.longitude + 150) < 1e-6)
    let utm = try CoordinateReferenceSystem(epsg: 32651)
    #expect(utm.covers(latitude: 83.9, longitude: 121) && !utm.covers(latitude: 84.1, longitude: 121))
  }

  @Test(arguments: [(25.3, false), (5, true), (39.5, true)])
  func `case 55: a ground in the wrong datum is noticed`(ground: Double, isImplausible: Bool) throws {
    var properties = TestPhotoHeader.gimbal(yaw: 37, pitch: -90)
    properties.merge([
      "GpsLatitude": "22.6273", "GpsLongitude": "120.3014", "RtkFlag": "50", "RtkStdLon": "0.02", "RtkStdLat": "0.02",
      "RtkStdHgt": "0.04", "AbsoluteAltitude": "+40.3", "RelativeAltitude": "+15.0",
    ]) { $1 }
    // The street lies 25.3 m above the ellipsoid; read above the sea, 20 m lower.
    let station = try CameraStation(
      metadata: EdgeCase.read(EdgeCase.dji(properties)), camera: nil, surface: .groundHeight(ground, .ellipsoid))
    #expect(station.warnings.map(\.code) == (isImplausible ? ["height_above_ground_implausible"] : []))
    #expect(abs((station.heightAboveGround?.metres ?? 0) - (40.3 - ground)) < 1e-9)
  }

  @Test func `case 56: the second of two equal photos is marked with the name of the first`() throws {
    let folder = try TemporaryFolder()
    var other = TestPhotoHeader.located
    other.photo[0x9003] = .text("2024:03:05 10:02:09")
    let one = TestPhotoHeader.located.bytes
    let flight = try EdgeCase.flight(
      ["a.jpg": one, "b/a copy.jpg": one, "c.jpg": other.bytes, "d.jpg": one + [0]], in: folder)
    let marked = flight.photos.compactMap { photo in
      photo.metadata.warnings.first { $0.code == "duplicate" }.map { "\(photo.name): \($0.detail)" }
    }
    #expect(marked == ["b/a copy.jpg: the same file as a.jpg"])
  }

  @Test(arguments: ["with blanks.jpg", "高雄 路面.JPG", "a\"b'c.jpg", "line\nbreak.jpg", "e\u{301}.jpeg", "100%.jpg"])
  func `case 57: names are kept as they are`(name: String) throws {
    let folder = try TemporaryFolder()
    let flight = try EdgeCase.flight([name: TestPhotoHeader.located.bytes], in: folder)
    #expect(flight.photos.map { Array($0.name.utf8) } == [Array(name.utf8)])
    #expect(try flight.photos[0].bytes() == TestPhotoHeader.located.bytes)
  }

  @Test func `case 58: a sidecar's unknown names are told line by line, its byte order mark is nothing`() throws {
    let folder = try TemporaryFolder()
    let flight = try EdgeCase.flight(["a.jpg": TestPhotoHeader.located.bytes], in: folder)
    let text = "\u{FEFF}file,latitude,longitude\nx.jpg,22,120\na.jpg,22.6274,120.3014\ny.jpg,22,120\n"
    let corrected = flight.applying(try Sidecar(bytes: Array(text.utf8), path: "places.csv"))
    #expect(corrected.photos[0].metadata.position?.value.latitude == 22.6274)
    #expect(corrected.warnings.map(\.code) == ["sidecar_unknown_file", "sidecar_unknown_file"])
    #expect(corrected.warnings.map { $0.detail.prefix(6) } == ["line 2", "line 4"])
  }

  @Test func `case 59: an Autel that calls itself a camera is one`() throws {
    var header = TestPhotoHeader.located
    header.image = [0x010F: .text("Camera"), 0x0110: .text("XL715")]
    (header.width, header.height) = (640, 512)
    header.xmp = [TestPhotoHeader.packet("http://pix4d.com/camera/1.0/", ["Yaw": "37", "Pitch": "-20", "Roll": "0"])]
    let metadata = try EdgeCase.read(header)
    #expect(metadata.orientation?.value == Orientation(yaw: 37, pitch: -20, roll: 0))
    #expect(EdgeCase.codes(metadata) == ["attitude_convention_guessed"])
    #expect(try EdgeCase.camera(header).camera?.source == "catalogue EVO Lite 640T, thermal")
  }

  @Test(arguments: [(20, 3.0, false), (21, 3, true), (21, 0, false)])
  func `case 60: a place that stands still while the camera turns is noticed`(
    count: Int, turn: Double, isFrozen: Bool
  ) throws {
    let folder = try TemporaryFolder()
    var photos: [String: [UInt8]] = [:]
    for index in 0..<count {
      var header = EdgeCase.dji(TestPhotoHeader.gimbal(yaw: 10 + turn * Double(index), pitch: -90))
      header.photo[0x9003] = .text("2024:03:05 10:02:\(index + 10)")
      photos["\(index + 10).jpg"] = header.bytes
    }
    let flight = try EdgeCase.flight(photos, in: folder)
    #expect(flight.warnings.map(\.code) == (isFrozen ? ["frozen_position"] : []))
    if isFrozen { #expect(flight.warnings[0].detail.hasPrefix("21 photos, 10.jpg to 30.jpg:")) }
  }
}
