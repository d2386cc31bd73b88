import Foundation
import TestSupport
import Testing

@testable import ImageKit

@Suite struct `Edge cases of EXIF tags` {
  /// The photo with its EXIF block changed byte by byte.
  private func read(
    _ header: TestPhotoHeader, changing change: (inout [UInt8]) -> Void
  ) throws -> CaptureMetadata {
    var block = header.exif
    change(&block)
    var plain = TestPhotoHeader()
    plain.trailing = [TestPhotoHeader.segment(0xE1, block)]
    return try EdgeCase.read(plain)
  }

  /// Where the entry of a tag starts in a block of the byte order II.
  private func entry(_ tag: UInt16, in block: [UInt8], after start: Int = 0) throws -> Int {
    let bytes = [UInt8(tag & 255), UInt8(tag >> 8)]
    return try #require((start..<(block.count - 1)).first { Array(block[$0..<($0 + 2)]) == bytes })
  }

  @Test func `case 31: a block in the other byte order than it says is absent`() throws {
    let metadata = try read(.located) { $0.replaceSubrange(6..<8, with: [0x4D, 0x4D]) }
    #expect(metadata.position == nil && EdgeCase.codes(metadata) == ["exif_unreadable"])
    // Not the byte order, but the mismatch is the fault.
    var header = TestPhotoHeader.located
    header.isBigEndian = true
    #expect(abs((try EdgeCase.read(header).position?.value.longitude ?? 0) - 120.3014) < 1e-8)
  }

  @Test(arguments: [UInt8(4), 5, 6, 7, 8])
  func `case 32: an entry with an impossible count or offset is passed over, the others count`(place: UInt8) throws {
    var header = TestPhotoHeader.located
    header.image[0x010F] = .text("A maker of some length")
    header.image[0x0112] = .short(6)
    let make = try entry(0x010F, in: header.exif, after: 14)
    let metadata = try read(header) { $0[make + Int(place)] = 0xFF }
    #expect(metadata.displayOrientation == 6)
    #expect(abs((metadata.position?.value.latitude ?? 0) - 22.6273) < 1e-8)
  }

  @Test func `case 33: a directory that leads back to itself is read once`() throws {
    var header = TestPhotoHeader.located
    header.image[0x0112] = .short(3)
    let first = 6 + 8
    let metadata = try read(header) { block in
      // The pointer to the next directory, behind two entries and the pointer to GPS and Exif.
      let next = first + 2 + 12 * 3
      block[next] = 8
    }
    #expect(metadata.displayOrientation == 3)
    #expect(abs((metadata.position?.value.latitude ?? 0) - 22.6273) < 1e-8)
  }

  @Test func `case 34: a latitude in letters is passed over`() throws {
    var header = TestPhotoHeader.located
    header.gps[0x0002] = .text("22 deg 37 min north")
    let metadata = try EdgeCase.read(header)
    #expect(metadata.position == nil && EdgeCase.codes(metadata) == ["wrong_type"])
  }

  @Test func `case 35: a maker note of text is no directory`() throws {
    var header = TestPhotoHeader.located
    header.image = [0x010F: .text("DJI"), 0x0110: .text("FC3582")]
    header.photo[0x927C] = .undefined(Array(String(repeating: "[ae_dbg_info:0x64][awb_dbg_info:x]", count: 40).utf8))
    let metadata = try EdgeCase.read(header)
    #expect(metadata.orientation == nil && EdgeCase.codes(metadata) == [])
    #expect(DJIMakerNote.floats(Array("[ae_dbg_info:".utf8), isBigEndian: false) == nil)
  }

  @Test func `case 36: a picture turned for display keeps its geometry`() throws {
    var header = EdgeCase.dji(TestPhotoHeader.gimbal(yaw: 37, pitch: -60))
    header.image[0x0112] = .short(6)
    header.photo[0xA405] = .short(24)
    let metadata = try EdgeCase.read(header)
    #expect(metadata.displayOrientation == 6 && (metadata.width, metadata.height) == (4000, 3000))
    #expect(metadata.orientation?.value == Orientation(yaw: 37, pitch: -60, roll: 0))
    #expect(try EdgeCase.camera(header).camera?.value.width == 4000)
    // A box marked at the upper left of what is shown lies at the lower left of what is stored.
    let orientation = try #require(DisplayOrientation(rawValue: metadata.displayOrientation))
    let stored = orientation.storedPoint(displayed: PixelPoint(u: 0, v: 0), width: 4000, height: 3000)
    #expect(stored == PixelPoint(u: 0, v: 3000))
  }

  @Test(arguments: [UInt16(0), 9, 65_535])
  func `case 37: an orientation that is none is 1`(value: UInt16) throws {
    var header = TestPhotoHeader.located
    header.image[0x0112] = .short(value)
    #expect(try EdgeCase.read(header).displayOrientation == 1)
  }

  /// A Mavic 3 Enterprise, whose maker writes 3725.15 pixels at 5280 × 3956.
  private func enterprise(width: Int, height: Int) -> TestPhotoHeader {
    var header = TestPhotoHeader.located
    header.image = [0x010F: .text("DJI"), 0x0110: .text("M3E")]
    (header.width, header.height) = (width, height)
    return header
  }

  @Test func `case 38: a quarter of the size has a quarter of the focal length`() throws {
    var header = enterprise(width: 1320, height: 989)
    header.photo[0xA002] = .long(5280)
    header.photo[0xA003] = .long(3956)
    let (camera, codes) = try EdgeCase.camera(header)
    #expect(abs((camera?.value.focalLengthX ?? 0) - 931.2875) < 1e-9)
    #expect(camera?.value.relativeFocalLengthSigma == 0.01)
    #expect(codes.contains("resized") && !codes.contains("cropped"))
  }

  @Test func `case 39: a crop to 16:9 keeps the focal length, less surely`() throws {
    let (camera, codes) = try EdgeCase.camera(enterprise(width: 5280, height: 2970))
    #expect(camera?.value.focalLengthX == 3725.15 && camera?.value.focalLengthY == 3725.15)
    #expect(camera?.value.principalPoint == PixelPoint(u: 2640, v: 1485))
    #expect(camera?.value.relativeFocalLengthSigma == 0.02)
    #expect(codes.contains("cropped"))
  }

  @Test(arguments: [(UInt32(0), UInt32(0), 3725.15), (0, 1, 3725.15), (1, 1, 3725.15), (2, 1, 7450.3)])
  func `case 40: a digital zoom of 0 is none, of 2 is twice`(over: UInt32, under: UInt32, pixels: Double) throws {
    var header = enterprise(width: 5280, height: 3956)
    header.photo[0xA404] = .rationals([(over, under)])
    let (camera, codes) = try EdgeCase.camera(header)
    #expect(camera?.value.focalLengthX == pixels)
    #expect(codes.contains("digital_zoom") == (over == 2))
  }
}
