import Testing

@testable import ImageKit

@Suite struct `Cameras resolved from metadata` {
  private func metadata(_ make: String, _ model: String, _ width: Int, _ height: Int) -> CaptureMetadata {
    var metadata = CaptureMetadata(width: width, height: height)
    metadata.make = make
    metadata.model = model
    return metadata
  }

  private func resolve(_ metadata: CaptureMetadata) -> (camera: Sourced<Camera>?, codes: [String]) {
    var warnings: [MetadataWarning] = []
    let camera = Camera.resolved(from: metadata, warnings: &warnings)
    return (camera, warnings.map(\.code))
  }

  @Test func `each source counts for more than the next`() throws {
    var photo = metadata("DJI", "FC6310", 5472, 3648)
    photo.lens.focalLength35mm = 24
    photo.model = "unknown"
    #expect(try #require(resolve(photo).camera).source == "EXIF FocalLengthIn35mmFilm by the diagonal")
    photo.model = "FC6310"
    #expect(try #require(resolve(photo).camera).source == "catalogue Phantom 4 Pro and Advanced")
    photo.lens.focalLengthMillimetres = 8.8
    photo.lens.focalPlanePixelsPerMillimetre = 414.5
    #expect(try #require(resolve(photo).camera).source == "EXIF FocalLength × FocalPlaneXResolution")
    photo.lens.calibration = Sourced(
      LensCalibration(focalLengthX: 3700, focalLengthY: 3700), source: "XMP drone-dji:DewarpData", sigma: 0.002)
    let camera = try #require(resolve(photo).camera)
    #expect(camera.source == "XMP drone-dji:DewarpData")
    #expect(camera.value.relativeFocalLengthSigma == 0.002)
    #expect(camera.value.principalPoint == PixelPoint(u: 2736, v: 1824))
  }

  @Test func `without any source there is no camera`() {
    let (camera, codes) = resolve(metadata("Maker", "Model", 4000, 3000))
    #expect(camera == nil)
    #expect(codes == ["no_focal_length"])
  }

  @Test func `a smaller copy scales everything`() throws {
    var photo = metadata("DJI", "M3E", 1320, 989)
    photo.lens.capturedWidth = 5280
    photo.lens.capturedHeight = 3956
    photo.lens.calibration = Sourced(
      LensCalibration(
        focalLengthX: 3713.29, focalLengthY: 3713.29, principalPoint: PixelPoint(u: 2647.02, v: 1969.28),
        distortion: LensDistortion(k1: -0.11), width: 5280, height: 3956),
      source: "x")
    let (camera, codes) = resolve(photo)
    let value = try #require(camera).value
    #expect(abs(value.focalLengthX - 3713.29 / 4) < 1e-9)
    #expect(abs(value.principalPoint.u - 2647.02 / 4) < 1e-9)
    #expect(abs(value.principalPoint.v - 1969.28 / 4) < 1e-9)
    #expect(value.distortion.k1 == -0.11)
    #expect(codes == ["resized"])
  }

  @Test func `a crop in the camera keeps the focal length, and a smaller copy of it scales it`() throws {
    var photo = metadata("DJI", "FC300S", 4000, 2250)
    let (camera, codes) = resolve(photo)
    #expect(try #require(camera).value.focalLengthX == 2286)
    #expect(try #require(camera).value.principalPoint == PixelPoint(u: 2000, v: 1125))
    #expect(codes == ["cropped"])
    photo = metadata("DJI", "FC300S", 1000, 563)
    photo.lens.capturedWidth = 4000
    photo.lens.capturedHeight = 2250
    #expect(abs(try #require(resolve(photo).camera).value.focalLengthX - 571.5) < 1e-9)
  }

  @Test func `digital zoom multiplies`() throws {
    var photo = metadata("DJI", "FC330", 4000, 3000)
    photo.lens.digitalZoom = 2
    #expect(try #require(resolve(photo).camera).value.focalLengthX == 4572)
    #expect(resolve(photo).codes == ["digital_zoom"])
    photo.lens.digitalZoom = 0.5
    #expect(try #require(resolve(photo).camera).value.focalLengthX == 2286)
  }

  @Test func `a calibration of another camera is refused`() {
    var photo = metadata("Maker", "Model", 640, 512)
    photo.lens.calibration = Sourced(
      LensCalibration(focalLengthX: 4892, focalLengthY: 4870, principalPoint: PixelPoint(u: 1989, v: 1444)), source: "x"
    )
    #expect(resolve(photo).camera == nil)
    #expect(resolve(photo).codes == ["calibration_of_other_size", "no_focal_length"])
  }

  @Test func `the 35 mm equivalent follows the maker's rule`() throws {
    func focalLength(_ make: String) throws -> Double {
      var photo = metadata(make, "unknown", 4608, 3456)
      photo.lens.focalLength35mm = 28
      return try #require(resolve(photo).camera).value.focalLengthX
    }
    // The calibrated value of this camera, a Sequoia, is 3591: the width rule is right for its maker.
    #expect(abs(try focalLength("Parrot") - 3584) < 0.1)
    #expect(abs(try focalLength("DJI") - 3727.6) < 0.2)
    #expect(abs(try focalLength("Other") - (3584 + 3727.6) / 2) < 0.2)
  }

  @Test func `angles in Pix4D's frame with a roll are not a pitch less ninety`() {
    let orientation = Orientation(pix4DYaw: 40, pitch: 10, roll: 8)
    #expect(abs(orientation.pitch + 90) > 10 && abs(orientation.pitch + 80) > 1)
    let nadir = Orientation(pix4DYaw: 40, pitch: 0, roll: 0)
    #expect(abs(nadir.yaw - 40) < 1e-12 && nadir.pitch == -90 && nadir.roll == 0)
    let up = Orientation(pix4DYaw: 40, pitch: 180, roll: 0)
    #expect(abs(up.pitch - 90) < 1e-6 && up.roll == 0)
  }
}
