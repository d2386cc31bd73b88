import Foundation
import TestSupport
import Testing

@testable import ImageKit

@Suite struct `Edge cases of heights and conflicts` {
  @Test func `case 11: below by its reference and above in XMP is above`() throws {
    var header = EdgeCase.dji(["AbsoluteAltitude": "+37.20"])
    header.setAltitude(37.2, reference: 1)
    let metadata = try EdgeCase.read(header)
    #expect(metadata.absoluteHeight?.value.metres == 37.2)
    #expect(EdgeCase.codes(metadata) == ["altitude_reference_conflict"])
  }

  @Test(arguments: [(UInt8(2), 30.0), (3, -30)])
  func `case 12: the references of EXIF 3 are sea level`(reference: UInt8, metres: Double) throws {
    var header = TestPhotoHeader.located
    header.setAltitude(30, reference: reference)
    let metadata = try EdgeCase.read(header)
    #expect(metadata.absoluteHeight?.value == Height(metres: metres, datum: .meanSeaLevel))
    #expect(EdgeCase.codes(metadata) == [])
  }

  @Test func `case 13: a drone below its take-off needs the height of the ground`() throws {
    var properties = TestPhotoHeader.gimbal(yaw: 37, pitch: -90)
    properties["RelativeAltitude"] = "-12.5"
    let header = EdgeCase.dji(properties)
    let metadata = try EdgeCase.read(header)
    #expect(metadata.relativeHeight?.value == -12.5)
    let camera = try EdgeCase.camera(header).camera?.value
    let alone = try CameraStation(metadata: metadata, camera: camera)
    #expect(alone.warnings.map(\.code) == ["relative_height_not_positive"])
    #expect(throws: PlacementError.cameraBelowSurface) { try alone.projection.get() }
    let over = try CameraStation(metadata: metadata, camera: camera, surface: .groundHeight(-52.5, .takeoff))
    let point = try over.projection.get().place(PixelPoint(u: 2000, v: 1500))
    #expect(over.heightAboveGround?.metres == 40)
    #expect(abs(point.coordinate.latitude - 22.6273) < 1e-6)
  }

  @Test func `case 14: a height of 0 in a whole flight was not measured`() throws {
    let folder = try TemporaryFolder()
    var photos: [String: [UInt8]] = [:]
    for index in 0..<3 {
      var header = EdgeCase.dji(["RelativeAltitude": "0.0"])
      header.photo[0x9003] = .text("2024:03:05 10:02:0\(index)")
      photos["\(index).jpg"] = header.bytes
    }
    let flight = try EdgeCase.flight(photos, in: folder)
    #expect(flight.photos.allSatisfy { $0.metadata.relativeHeight == nil })
    #expect(flight.warnings.map(\.code) == ["altitude_zero"])

    // A photo on its own falls back to its absolute height.
    let alone = try TemporaryFolder()
    let header = EdgeCase.dji(["RelativeAltitude": "+0.00", "AbsoluteAltitude": "+85.30"])
    let single = try #require(try EdgeCase.flight(["one.jpg": header.bytes], in: alone).photos.first)
    #expect(single.metadata.relativeHeight == nil)
    #expect(EdgeCase.codes(single.metadata).contains("altitude_zero"))
    let station = try CameraStation(
      metadata: single.metadata, camera: nil, surface: .groundHeight(25.3, .ellipsoid), geoid: EGM96())
    #expect(abs((station.heightAboveGround?.metres ?? 0) - 60) < 1e-9)
  }

  @Test func `case 15: an absolute height that is the relative one is above take-off`() throws {
    let metadata = try EdgeCase.read(EdgeCase.dji(["AbsoluteAltitude": "+46.00", "RelativeAltitude": "+46.00"]))
    #expect(metadata.absoluteHeight?.value == Height(metres: 46, datum: .takeoff))
    #expect(EdgeCase.codes(metadata) == ["absolute_equals_relative"])
  }

  @Test(arguments: [("80000", 0), ("-600", 0), ("9999", 1), ("-499", 1)])
  func `case 16: heights that no drone reaches are absent`(text: String, count: Int) throws {
    let metadata = try EdgeCase.read(EdgeCase.dji(["AbsoluteAltitude": text]))
    #expect((metadata.absoluteHeight == nil) == (count == 0))
    #expect(EdgeCase.codes(metadata) == (count == 0 ? ["altitude_out_of_range"] : []))
  }

  @Test func `case 17: the misspelt longitude counts, the right spelling more`() throws {
    var properties = ["GpsLatitude": "22.6273", "GpsLongtitude": "120.3014"]
    var metadata = try EdgeCase.read(EdgeCase.dji(properties))
    #expect(metadata.position?.value.longitude == 120.3014 && EdgeCase.codes(metadata) == [])
    properties["GpsLongitude"] = "120.3013"
    metadata = try EdgeCase.read(EdgeCase.dji(properties))
    #expect(metadata.position?.value.longitude == 120.3013)
    #expect(EdgeCase.codes(metadata) == ["longitude_spelling_conflict"])
  }

  @Test func `case 18: XMP and EXIF far apart are EXIF, with half the distance as deviation`() throws {
    let metadata = try EdgeCase.read(EdgeCase.dji(["GpsLatitude": "22.6282", "GpsLongitude": "120.3014"]))
    #expect(metadata.position?.source == "EXIF GPSLatitude")
    // 0.0009° are 100.2 m on a sphere of 6,378,137 m.
    #expect(abs((metadata.position?.sigma ?? 0) - 50.09) < 0.1)
    #expect(EdgeCase.codes(metadata) == ["gps_conflict"])
  }

  @Test func `case 19: a gimbal of zeros is no orientation, the photo a place and a radius`() throws {
    var properties = TestPhotoHeader.gimbal(yaw: 0, pitch: 0)
    properties["RelativeAltitude"] = "+40.0"
    let header = EdgeCase.dji(properties)
    let metadata = try EdgeCase.read(header)
    #expect(metadata.orientation == nil && EdgeCase.codes(metadata) == ["gimbal_all_zero"])
    let station = try CameraStation(metadata: metadata, camera: EdgeCase.camera(header).camera?.value)
    #expect(throws: PlacementError.noAttitude) { try station.projection.get() }
    // 40 m · tan 60°, and the doubt of the place.
    #expect(abs((station.cameraOnlyRadius ?? 0) - 69.4) < 0.3)
  }

  @Test func `case 20: a yaw of two turns is brought back, an impossible pitch is refused`() throws {
    var metadata = try EdgeCase.read(EdgeCase.dji(TestPhotoHeader.gimbal(yaw: 757, pitch: -45)))
    #expect(metadata.orientation?.value == Orientation(yaw: 37, pitch: -45, roll: 0))
    #expect(EdgeCase.codes(metadata) == [])
    for pitch in [91.0, -180.5] {
      metadata = try EdgeCase.read(EdgeCase.dji(TestPhotoHeader.gimbal(yaw: 37, pitch: pitch)))
      #expect(metadata.orientation == nil && EdgeCase.codes(metadata) == ["pitch_out_of_range"])
    }
  }
}
