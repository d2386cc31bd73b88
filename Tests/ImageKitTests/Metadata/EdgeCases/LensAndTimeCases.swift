import Foundation
import TestSupport
import Testing

@testable import ImageKit

@Suite struct `Edge cases of lenses and clocks` {
  @Test func `case 41: without a focal length nothing is measured, and the photo has a place`() throws {
    var properties = TestPhotoHeader.gimbal(yaw: 37, pitch: -90)
    properties["RelativeAltitude"] = "+40.0"
    var header = EdgeCase.dji(properties)
    header.image[0x0110] = .text("FC0000")
    header.photo[0x920A] = .rationals([(0, 100)])
    header.photo[0xA405] = .short(0)
    let (camera, codes) = try EdgeCase.camera(header)
    #expect(camera == nil && codes.contains("no_focal_length"))
    let station = try CameraStation(metadata: EdgeCase.read(header), camera: nil)
    #expect(throws: PlacementError.noFocalLength) { try station.projection.get() }
    #expect(abs(station.position.latitude - 22.6273) < 1e-8)
    #expect(station.cameraOnlyRadius != nil)
  }

  @Test func `case 42: 72 dots an inch are no sensor`() throws {
    var header = TestPhotoHeader.located
    header.photo[0x920A] = .rationals([(88, 10)])
    header.photo[0xA20E] = .rationals([(72, 1)])
    header.photo[0xA20F] = .rationals([(72, 1)])
    header.photo[0xA210] = .short(2)
    let (camera, codes) = try EdgeCase.camera(header)
    #expect(camera == nil && codes.contains("focal_plane_ignored"))
    // 4000 pixels on 8 mm are.
    header.photo[0xA20E] = .rationals([(12_700, 1)])
    let real = try EdgeCase.camera(header)
    #expect(abs((real.camera?.value.focalLengthX ?? 0) - 4400) < 1e-9)
  }

  @Test(arguments: [
    ("2019-06-19;1947.31,1938.45,3.88,14.51,-0.409,0.355,0.000211,0.000211,-0.391", 1947.31, -0.409),
    ("2019-06-19;1947.31,1938.45,3.88", 3700, 0), ("0,0,0,0,0,0,0,0,0", 3700, 0), ("", 3700, 0),
  ])
  func `case 43: a calibration that is none gives way to the next source`(
    text: String, pixels: Double, k1: Double
  ) throws {
    let camera = try EdgeCase.camera(EdgeCase.dji(["DewarpData": text, "CalibratedFocalLength": "3700"])).camera?.value
    #expect(camera?.focalLengthX == pixels && camera?.distortion.k1 == k1)
  }

  @Test func `case 43: pixels that are undistorted already have no distortion`() throws {
    let text = "2019-06-19;1947.31,1938.45,3.88,14.51,-0.409,0.355,0.000211,0.000211,-0.391"
    let camera = try EdgeCase.camera(EdgeCase.dji(["DewarpData": text, "DewarpFlag": "1"])).camera?.value
    #expect(camera?.distortion == LensDistortion.none)
  }

  @Test func `case 44: where the lens folds back only that pixel has no place`() throws {
    let camera = Camera(
      width: 4000, height: 3000, focalLengthX: 2000, focalLengthY: 2000, distortion: LensDistortion(k1: -0.5))
    let pose = Pose(
      coordinate: GeodeticCoordinate(latitude: 22, longitude: 120, ellipsoidalHeight: 100),
      orientation: Orientation(yaw: 0, pitch: -90, roll: 0))
    let projection = GroundProjection(camera: camera, pose: pose, surface: FlatGround(ellipsoidalHeight: 0))
    #expect(abs(try projection.place(PixelPoint(u: 2000, v: 1500)).coordinate.latitude - 22) < 1e-9)
    #expect(throws: PlacementError.distortionNotInvertible) { try projection.place(PixelPoint(u: 10, v: 10)) }
  }

  @Test func `case 45: a clock without zone is no UTC`() throws {
    let metadata = try EdgeCase.read(.located)
    #expect(metadata.capturedAt?.value == CaptureTime(local: "2024-03-05T10:02:00", utc: nil))
    #expect(metadata.warnings.map(\.code).contains("no_time_zone"))
  }

  @Test(
    arguments: [
      ("0000:00:00 00:00:00", nil), ("2019-06-23 10:00:00", "2019-06-23T10:00:00"),
      ("2019:06:23 10:00:60", "2019-06-23T10:01:00"), ("2019:06:23 24:00:00", "2019-06-24T00:00:00"),
      ("2019:02:29 10:00:00", nil), ("    :  :     :  :  ", nil),
    ] as [(String, String?)])
  func `case 46: odd dates are brought in order, impossible ones are absent`(text: String, local: String?) throws {
    var header = TestPhotoHeader.located
    header.photo[0x9003] = .text(text)
    let metadata = try EdgeCase.read(header)
    #expect(metadata.capturedAt?.value.local == local)
    #expect(metadata.warnings.map(\.code).contains("no_time") == (local == nil))
  }

  @Test(arguments: [("+0530", 19_800.0), ("Z", 0), ("+5:30", 19_800), ("-03:30", -12_600), ("+05:30", 19_800)])
  func `case 47: zones are read as they are written`(zone: String, seconds: Double) throws {
    var header = TestPhotoHeader.located
    header.photo[0x9011] = .text(zone)
    // 2024-03-05T10:02:00Z.
    #expect(try EdgeCase.read(header).capturedAt?.value.utc == 1_709_632_920 - seconds)
  }

  @Test(arguments: ["1970:01:01", "1980:01:06"])
  func `case 48: the start of a clock is no time`(date: String) throws {
    var header = TestPhotoHeader.located
    header.gps[0x001D] = .text(date)
    header.gps[0x0007] = .rationals([(0, 1), (1, 1), (2, 1)])
    let metadata = try EdgeCase.read(header)
    #expect(metadata.capturedAt?.value == CaptureTime(local: "2024-03-05T10:02:00", utc: nil))
    #expect(EdgeCase.codes(metadata) == ["gps_time_ignored"])
  }

  private func receiver(flag: String, longitude: String, latitude: String) throws -> CaptureMetadata {
    try EdgeCase.read(
      EdgeCase.dji([
        "GpsLatitude": "22.6273", "GpsLongitude": "120.3014", "RtkFlag": flag, "RtkStdLon": longitude,
        "RtkStdLat": latitude, "RtkStdHgt": "0.05",
      ]))
  }

  @Test func `case 49: a fixed solution is as good as it says, and never perfect`() throws {
    let poor = try receiver(flag: "50", longitude: "5", latitude: "5")
    #expect(poor.rtk == .fixed && abs((poor.position?.sigma ?? 0) - 5) < 1e-12)
    let perfect = try receiver(flag: "50", longitude: "0", latitude: "0")
    #expect(perfect.position?.sigma == 0.02)
  }

  @Test func `case 50: exchanged deviations give the same circle`() throws {
    let one = try receiver(flag: "50", longitude: "0.03", latitude: "0.04")
    let other = try receiver(flag: "50", longitude: "0.04", latitude: "0.03")
    #expect(abs((one.position?.sigma ?? 0) - 0.035_355_339) < 1e-9)
    #expect(one.position?.sigma == other.position?.sigma)
  }
}
