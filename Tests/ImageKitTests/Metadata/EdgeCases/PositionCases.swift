import Foundation
import TestSupport
import Testing

@testable import ImageKit

@Suite struct `Edge cases of positions` {
  @Test func `case 1: neither EXIF nor XMP gives no place and says so`() throws {
    let metadata = try EdgeCase.read(TestPhotoHeader())
    #expect(metadata.position == nil && metadata.orientation == nil)
    #expect(EdgeCase.codes(metadata) == ["no_metadata"])
    #expect(throws: PhotoError.noPosition("the file has neither EXIF nor XMP")) { try metadata.requiredPosition() }
  }

  @Test func `case 2: EXIF without GPS has no place, unless XMP has one`() throws {
    var header = TestPhotoHeader()
    header.image[0x010F] = .text("DJI")
    #expect(throws: PhotoError.noPosition("no GPS tags")) { try EdgeCase.read(header).requiredPosition() }
    header.xmp = [TestPhotoHeader.dji(["GpsLatitude": "22.6273", "GpsLongitude": "120.3014"])]
    let position = try EdgeCase.read(header).requiredPosition()
    #expect(position.value == HorizontalPosition(latitude: 22.6273, longitude: 120.3014))
    #expect(position.source == "XMP drone-dji:GpsLatitude")
  }

  @Test func `case 3: degrees of 0/0 are no degrees, not 0`() throws {
    var header = TestPhotoHeader.located
    header.gps[0x0002] = .rationals([(0, 0), (0, 0), (0, 0)])
    let metadata = try EdgeCase.read(header)
    #expect(metadata.position == nil)
    #expect(EdgeCase.codes(metadata) == ["position_undefined"])
  }

  @Test func `case 4: minutes over zero undo the place, seconds over zero are 0`() throws {
    var header = TestPhotoHeader.located
    header.gps[0x0002] = .rationals([(22, 1), (37, 0), (0, 1)])
    var metadata = try EdgeCase.read(header)
    #expect(metadata.position == nil && EdgeCase.codes(metadata) == ["position_undefined"])
    header.gps[0x0002] = .rationals([(22, 1), (3765, 100), (0, 0)])
    metadata = try EdgeCase.read(header)
    #expect(abs((metadata.position?.value.latitude ?? 0) - 22.6275) < 1e-12)
    #expect(EdgeCase.codes(metadata) == ["seconds_undefined"])
  }

  @Test func `case 5: null island is no place`() throws {
    var header = TestPhotoHeader.located
    header.setPosition(latitude: 0, longitude: 0)
    let metadata = try EdgeCase.read(header)
    #expect(metadata.position == nil && EdgeCase.codes(metadata) == ["null_island"])
  }

  @Test(arguments: [(95.0, 120.0, "latitude_out_of_range"), (22.0, 190.0, "longitude_out_of_range")])
  func `case 6: degrees that are none are refused by name`(latitude: Double, longitude: Double, code: String) throws {
    var header = TestPhotoHeader.located
    header.setPosition(latitude: latitude, longitude: longitude)
    let metadata = try EdgeCase.read(header)
    #expect(EdgeCase.codes(metadata) == [code])
    #expect(throws: PhotoError.self) { try metadata.requiredPosition() }
  }

  @Test(arguments: ["nan", "NaN", "inf", "-inf", "1e999", "0x16", ""])
  func `case 7: numbers that are none are absent`(text: String) throws {
    var properties = TestPhotoHeader.gimbal(yaw: 37, pitch: -90)
    properties.merge(["GpsLatitude": text, "GpsLongitude": "120.3", "RelativeAltitude": text]) { $1 }
    let metadata = try EdgeCase.read(EdgeCase.dji(properties))
    #expect(metadata.position?.source == "EXIF GPSLatitude")
    #expect(metadata.relativeHeight == nil)
  }

  @Test func `case 8: a missing hemisphere is positive, unless XMP knows better`() throws {
    var header = TestPhotoHeader()
    header.setPosition(latitude: -33.8568, longitude: 151.2153)
    header.gps[0x0001] = nil
    var metadata = try EdgeCase.read(header)
    #expect(abs((metadata.position?.value.latitude ?? 0) - 33.8568) < 1e-8)
    #expect(EdgeCase.codes(metadata) == ["no_hemisphere"])
    header.xmp = [TestPhotoHeader.dji(["GpsLatitude": "-33.8568", "GpsLongitude": "151.2153"])]
    metadata = try EdgeCase.read(header)
    #expect(metadata.position?.value.latitude == -33.8568)
    #expect(EdgeCase.codes(metadata) == ["no_hemisphere", "gps_conflict"])
  }

  @Test(arguments: ["s", "South", "S\0\0", " S"])
  func `case 9: a hemisphere in other letters is read`(reference: String) throws {
    var header = TestPhotoHeader.located
    header.gps[0x0001] = .text(reference)
    let metadata = try EdgeCase.read(header)
    #expect(abs((metadata.position?.value.latitude ?? 0) + 22.6273) < 1e-8)
    #expect(EdgeCase.codes(metadata) == [])
  }

  @Test func `case 10: a height without reference is above, with a warning`() throws {
    var header = TestPhotoHeader.located
    header.setAltitude(125.3, reference: nil)
    let metadata = try EdgeCase.read(header)
    #expect(metadata.absoluteHeight?.value == Height(metres: 125.3, datum: .unknown))
    #expect(EdgeCase.codes(metadata) == ["no_altitude_reference"])
  }
}
