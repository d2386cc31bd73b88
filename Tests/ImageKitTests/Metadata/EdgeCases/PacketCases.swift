import Foundation
import TestSupport
import Testing

@testable import ImageKit

@Suite struct `Edge cases of XMP packets` {
  private let gimbal = TestPhotoHeader.gimbal(yaw: 37, pitch: -89.9)

  @Test(arguments: [("-60", -60.0, true), ("12", -78, false)])
  func `case 21: a negative pitch in Pix4D's tags is a gimbal's`(pitch: String, expected: Double, guessed: Bool) throws
  {
    var header = TestPhotoHeader.located
    header.xmp = [
      TestPhotoHeader.packet("http://pix4d.com/camera/1.0/", ["Yaw": "37", "Pitch": pitch, "Roll": "0"])
    ]
    let metadata = try EdgeCase.read(header)
    #expect(abs((metadata.orientation?.value.pitch ?? 0) - expected) < 1e-9)
    #expect(EdgeCase.codes(metadata) == (guessed ? ["attitude_convention_guessed"] : []))
  }

  @Test func `case 22: of a truncated packet the whole attributes count`() throws {
    var header = TestPhotoHeader.located
    let packet = TestPhotoHeader.dji(["A": "1", "GimbalPitchDegree": "-60", "GimbalYawDegree": "37", "Z": "1"])
    let end = try #require(String(decoding: packet, as: UTF8.self).range(of: "n:Z"))
    header.xmp = [Array(packet[..<String(decoding: packet, as: UTF8.self)[..<end.upperBound].utf8.count])]
    let metadata = try EdgeCase.read(header)
    #expect(metadata.orientation?.value == Orientation(yaw: 37, pitch: -60, roll: 0))
    #expect(EdgeCase.codes(metadata) == ["xmp_truncated"])
  }

  @Test func `case 23: UTF-16, Latin-1 and NUL are read`() throws {
    var properties = gimbal
    properties["DroneModel"] = "Höhe"
    let packet = TestPhotoHeader.dji(properties)
    let text = String(decoding: packet, as: UTF8.self)
    let variants: [([UInt8], [String])] = [
      ([0xFE, 0xFF] + text.utf16.flatMap { unit -> [UInt8] in [UInt8(unit >> 8), UInt8(unit & 255)] }, []),
      ([0xFF, 0xFE] + text.utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 255), UInt8(unit >> 8)] }, []),
      (text.unicodeScalars.map { UInt8($0.value) }, ["xmp_encoding"]),
      (packet + [0, 0, 0], []),
    ]
    for (bytes, codes) in variants {
      var header = TestPhotoHeader.located
      header.xmp = [bytes]
      let metadata = try EdgeCase.read(header)
      #expect(metadata.orientation?.value == Orientation(yaw: 37, pitch: -89.9, roll: 0))
      #expect(EdgeCase.codes(metadata) == codes)
    }
  }

  @Test func `case 24: one decimal comma is read with a warning, two commas are not`() throws {
    var metadata = try EdgeCase.read(EdgeCase.dji(["GpsLatitude": "22,627300", "GpsLongitude": "120.301400"]))
    #expect(metadata.position?.value.latitude == 22.6273)
    #expect(EdgeCase.codes(metadata) == ["decimal_comma"])
    metadata = try EdgeCase.read(EdgeCase.dji(["GpsLatitude": "22,6273,120.3", "GpsLongitude": "120.301400"]))
    #expect(metadata.position?.source == "EXIF GPSLatitude")
  }

  @Test func `case 25: document types, depth and size are refused`() throws {
    let bomb = "<!DOCTYPE a [<!ENTITY b \"cccccccc\"><!ENTITY d \"&b;&b;&b;\">]>"
    var header = TestPhotoHeader.located
    header.xmp = [Array(bomb.utf8) + TestPhotoHeader.dji(gimbal)]
    var metadata = try EdgeCase.read(header)
    #expect(metadata.orientation == nil && EdgeCase.codes(metadata) == ["xmp_refused"])
    header.xmp = [Array((String(repeating: "<a>", count: 33) + String(repeating: "</a>", count: 33)).utf8)]
    metadata = try EdgeCase.read(header)
    #expect(EdgeCase.codes(metadata) == ["xmp_refused"])
    let large = XMPPacket(main: TestPhotoHeader.dji(gimbal) + [UInt8](repeating: 0x20, count: 8 << 20))
    #expect(large.isEmpty && large.warnings.map(\.code) == ["xmp_refused"])
  }

  @Test func `case 26: the first packet and the first of two properties count`() throws {
    var header = TestPhotoHeader.located
    header.xmp = [TestPhotoHeader.dji(gimbal), TestPhotoHeader.dji(TestPhotoHeader.gimbal(yaw: 99, pitch: -10))]
    var metadata = try EdgeCase.read(header)
    #expect(metadata.orientation?.value.yaw == 37 && EdgeCase.codes(metadata) == ["xmp_several_packets"])
    let twice =
      "<r:RDF xmlns:r=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:d=\"http://www.dji.com/drone-dji/1.0/\">"
      + "<r:Description d:GimbalYawDegree=\"37\" d:GimbalPitchDegree=\"-60\"/>"
      + "<r:Description d:GimbalYawDegree=\"99\"/></r:RDF>"
    header.xmp = [Array(twice.utf8)]
    metadata = try EdgeCase.read(header)
    #expect(metadata.orientation?.value.yaw == 37 && EdgeCase.codes(metadata) == ["xmp_duplicate_property"])
  }

  /// A segment of extended XMP.
  private func extended(_ piece: [UInt8], size: UInt32, offset: UInt32, identifier: Character = "A") -> [UInt8] {
    func bytes(_ value: UInt32) -> [UInt8] { [24, 16, 8, 0].map { UInt8(value >> $0 & 255) } }
    return TestPhotoHeader.segment(
      0xE1,
      Array("http://ns.adobe.com/xmp/extension/\0".utf8) + Array(String(repeating: identifier, count: 32).utf8)
        + bytes(size) + bytes(offset) + piece)
  }

  @Test func `case 27: an extension that is not whole is left out`() throws {
    let extra = TestPhotoHeader.dji(gimbal)
    let size = UInt32(extra.count)
    let half = extra.count / 2
    func read(_ segments: [[UInt8]]) throws -> CaptureMetadata {
      var header = TestPhotoHeader.located
      header.xmp = [
        TestPhotoHeader.packet("http://ns.adobe.com/xmp/note/", ["HasExtendedXMP": String(repeating: "A", count: 32)])
      ]
      header.trailing = segments
      return try EdgeCase.read(header)
    }
    // In any order, when all is there.
    let whole = try read([
      extended(Array(extra[half...]), size: size, offset: UInt32(half)),
      extended(Array(extra[..<half]), size: size, offset: 0),
    ])
    #expect(whole.orientation?.value.yaw == 37 && EdgeCase.codes(whole) == [])
    let damaged = [
      [extended(Array(extra[..<half]), size: size, offset: 0)],
      [extended(extra, size: size, offset: 0, identifier: "B")],
      [extended(extra, size: .max, offset: 0)],
      [extended(extra, size: size, offset: 7)],
    ]
    for segments in damaged {
      let metadata = try read(segments)
      #expect(metadata.orientation == nil && EdgeCase.codes(metadata) == ["extended_xmp_ignored"])
    }
  }

  @Test func `case 28: a segment that goes on past the end is read as far as it goes`() throws {
    var header = TestPhotoHeader.located
    let frame = TestPhotoHeader.segment(0xC0, [8, 0x0B, 0xB8, 0x0F, 0xA0, 1, 1, 0x11, 0])
    var segment = TestPhotoHeader.segment(0xE1, header.exif)
    segment[2] = 0xFF
    let metadata = try CaptureMetadata(jpeg: [0xFF, 0xD8] + frame + segment)
    #expect(abs((metadata.position?.value.latitude ?? 0) - 22.6273) < 1e-8)
    #expect(EdgeCase.codes(metadata) == ["segment_truncated"])
    // Without a frame there is no picture, and so no photo.
    header.leading = []
    #expect(throws: PhotoError.malformed("the file ends before the image")) {
      try CaptureMetadata(jpeg: [0xFF, 0xD8] + segment)
    }
  }

  @Test func `case 29: of two EXIF blocks the first counts`() throws {
    var header = TestPhotoHeader.located
    var other = TestPhotoHeader.located
    other.setPosition(latitude: 10, longitude: 20)
    header.trailing = [TestPhotoHeader.segment(0xE1, other.exif)]
    let metadata = try EdgeCase.read(header)
    #expect(abs((metadata.position?.value.latitude ?? 0) - 22.6273) < 1e-8)
    #expect(EdgeCase.codes(metadata) == ["exif_several"])
  }

  @Test func `case 30: padding to the end of the largest segment changes nothing`() throws {
    var header = TestPhotoHeader.located
    let packet = TestPhotoHeader.dji(gimbal)
    header.xmp = [packet + [UInt8](repeating: 0x20, count: 65_533 - 29 - packet.count)]
    #expect(header.bytes.count > 65_533)
    let metadata = try EdgeCase.read(header)
    #expect(metadata.orientation?.value.yaw == 37 && EdgeCase.codes(metadata) == [])
  }
}
