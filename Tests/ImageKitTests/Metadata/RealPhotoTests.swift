import Foundation
import ImageKit
import TestSupport
import Testing

/// Real photos, when they lie beside the repository; the numbers are exiftool 12.57's, turned into our frame by hand.
@Suite(.enabled(if: Fixtures.shared != nil, "\(Fixtures.needsShared)"))
struct `Real photos` {
  private func photo(_ path: String) throws -> Photo {
    let url = try #require(Fixtures.shared).appending(path: path)
    return try Photo(contentsOf: url, name: path, flight: "x")
  }

  struct Expected: Sendable, CustomTestStringConvertible {
    let path: String
    let latitude, longitude, height: Double?
    let yaw, pitch: Double?
    let focalLength: Double?
    var testDescription: String { path }
  }

  @Test(arguments: [
    Expected(
      path: "metadata/dji_phantom4pro_FC6310_makernote_only/DJI_0036.JPG", latitude: 19.15015, longitude: 73.003115,
      height: 71.289, yaw: 90.2, pitch: -89.9, focalLength: 3666.67 * 40 / 4864),
    Expected(
      path: "metadata/dji_mavic2pro_L1D-20c/mavic2pro_100px_full_exif_xmp.jpg", latitude: 47.3541841,
      longitude: 10.1913155, height: 1252.12, yaw: -127.1, pitch: 1, focalLength: 4350.0 * 100 / 5472),
    Expected(
      path: "metadata/dji_inspire2_X5S_FC6520/DJI_0020.JPG", latitude: 42.832402, longitude: 143.172297, height: 101.52,
      yaw: 27, pitch: -89.9, focalLength: 5151.515137),
    Expected(
      path: "metadata/dji_H20T_thermal/DJI_H20T.jpg", latitude: 40.563781, longitude: -79.764963, height: 221.404,
      yaw: 32.5, pitch: -10.5, focalLength: 1125),
    Expected(
      path: "metadata/dji_zenmuse_XT_FLIR/flir_xt_rjpeg_below_sea_level.jpg", latitude: 40.377502,
      longitude: -74.489913,
      height: -8.56, yaw: -78.8, pitch: -89.9, focalLength: 13_000.0 / 17),
    Expected(
      path: "metadata/dji_zenmuse_XT2/DJI_XT2.jpg", latitude: 9.972157, longitude: 76.377786, height: 39.156853,
      yaw: 82.400002, pitch: 0, focalLength: 19_000.0 / 17),
    Expected(
      path: "metadata/dji_nogps_negatives/M3T_rjpeg_nogps.JPG", latitude: nil, longitude: nil, height: nil, yaw: nil,
      pitch: nil, focalLength: 758),
    Expected(
      path: "metadata/flir_vue_pro/FLIR_Vue_Pro_640.jpg", latitude: nil, longitude: nil, height: nil, yaw: nil,
      pitch: nil, focalLength: nil),
    Expected(
      path: "metadata/parrot_sequoia_bluegrass/sequoia_chlorophyll_rgb.jpg", latitude: 49.186547, longitude: 1.655513,
      height: 162.7, yaw: -168.784, pitch: -76.755, focalLength: 3641.79),
    Expected(
      path: "metadata/skydio_X2_IR/S1008521.JPG", latitude: 29.785934, longitude: -95.635417, height: 46.021913,
      yaw: 0.10035, pitch: -59.679573, focalLength: 1516),
    Expected(
      path: "metadata/teal2_hadron/teal2_img_eo_00015.jpg", latitude: 40.710335, longitude: -111.89434,
      height: 1320.454956, yaw: -40.997711, pitch: -58.19441, focalLength: 3428.57),
    Expected(
      path: "metadata/canon_ELPH300_sensefly_swinglet/IMG_0578.jpg", latitude: 41.037074, longitude: -83.307507,
      height: 288.632996, yaw: -11.1826, pitch: -82.7118, focalLength: 2497.74),
  ])
  func `of each maker are read as exiftool reads them`(expected: Expected) throws {
    let photo = try photo(expected.path)
    func check(_ name: String, _ mine: Double?, _ truth: Double?, _ tolerance: Double) {
      guard let mine, let truth else {
        #expect(mine == nil && truth == nil, "\(name)")
        return
      }
      #expect(abs(mine - truth) <= tolerance, "\(name) is \(mine), not \(truth)")
    }
    check("latitude", photo.metadata.position?.value.latitude, expected.latitude, 1e-6)
    check("longitude", photo.metadata.position?.value.longitude, expected.longitude, 1e-6)
    check("height", photo.metadata.absoluteHeight?.value.metres, expected.height, 1e-3)
    check("yaw", photo.metadata.orientation?.value.yaw, expected.yaw, 1e-3)
    check("pitch", photo.metadata.orientation?.value.pitch, expected.pitch, 1e-3)
    check("focal length", photo.camera?.value.focalLengthX, expected.focalLength, 0.01)
  }

  @Test func `re-saved by an editor are told from the others`() throws {
    let flight = try Flight.scan(try #require(Fixtures.shared).appending(path: "flights/brighton-beach"))
    #expect(flight.photos.count == 18 && flight.skipped.isEmpty)
    let edited = flight.photos.filter { $0.metadata.warnings.contains { $0.code == "edited_software" } }
    #expect(edited.map(\.name) == (24...29).map { "images/DJI_00\($0).JPG" })
    #expect(flight.photos.allSatisfy { abs(($0.camera?.value.focalLengthX ?? 0) - 2286) < 1e-9 })
  }

  @Test func `without positions stay in the flight`() throws {
    let flight = try Flight.scan(try #require(Fixtures.shared).appending(path: "flights/copr-no-gps"))
    #expect(flight.photos.count == 12)
    #expect(flight.photos.allSatisfy { $0.metadata.position == nil })
    #expect(throws: PhotoError.noPosition("no GPS tags")) { try flight.photos[0].metadata.requiredPosition() }
  }
}
