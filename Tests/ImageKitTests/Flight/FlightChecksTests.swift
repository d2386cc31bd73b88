import Foundation
import TestSupport
import Testing

@testable import ImageKit

@Suite struct `Checks of whole flights` {
  /// A photo some metres from a corner of a survey, some seconds into it.
  private func photo(
    _ name: String, seconds: Double, east: Double = 0, north: Double = 0, yaw: Double = 37, model: String = "FC6310"
  ) -> Photo {
    var metadata = CaptureMetadata(width: 5472, height: 3648)
    metadata.model = model
    metadata.position = Sourced(
      HorizontalPosition(latitude: 22.6 + north / 111_320, longitude: 120.3 + east / 102_770), source: "test")
    metadata.orientation = Sourced(Orientation(yaw: yaw, pitch: -90, roll: 0), source: "test")
    var clock = TimeText("2024:03:05 10:00:00")
    clock?.offset = 0
    metadata.capturedAt = Sourced(
      CaptureTime(local: "", utc: (clock?.utc ?? 0) + seconds), source: "test")
    return Photo(
      fileURL: URL(filePath: "/nowhere/\(name)"), name: name, flight: "f", byteCount: 1, modificationTime: 0,
      metadata: metadata, camera: nil)
  }

  /// Four lanes of eight photos to the east and back, as a survey is flown.
  private func survey(yaw: Double) -> [Photo] {
    (0..<32).map { index in
      let (lane, step) = (index / 8, index % 8)
      let east = 10 * Double(lane % 2 == 0 ? step : 7 - step)
      return photo(
        "DJI_00\(index + 10).JPG", seconds: 2 * Double(index), east: east, north: 15 * Double(lane), yaw: yaw)
    }
  }

  private func codes(_ photos: [Photo]) -> [String] { FlightChecks(photos).warnings.map(\.code) }

  @Test func `a survey in order has no warning`() { #expect(codes(survey(yaw: 37)) == []) }

  @Test func `a jump is told with the photo and the distance`() {
    var photos = survey(yaw: 37)
    photos[9].metadata.position?.value.latitude += 0.01
    let warnings = FlightChecks(photos).warnings
    #expect(warnings.map(\.code) == ["position_jump"])
    // There and back: two photos.
    #expect(warnings[0].detail.hasPrefix("2 photos, DJI_0019.JPG to DJI_0020.JPG:"))
    #expect(warnings[0].detail.contains("1113 m"))
    // Whole seconds: 110 m within one are not certain, 130 m are.
    #expect(codes([photo("a", seconds: 0), photo("b", seconds: 1, east: 110)]) == [])
    #expect(codes([photo("a", seconds: 0), photo("b", seconds: 1, east: 130)]) == ["position_jump"])
  }

  @Test func `a clock that stands still is told, a burst is not`() {
    #expect(codes((0..<5).map { photo("\($0).jpg", seconds: 0, east: Double($0)) }) == ["clock_stuck"])
    #expect(codes((0..<4).map { photo("\($0).jpg", seconds: 0, east: Double($0)) }) == [])
  }

  @Test func `a clock that was set back is told, renamed photos are not`() {
    var photos = survey(yaw: 37)
    for index in 20..<32 { photos[index].metadata.capturedAt?.value.utc? -= 3600 }
    var flight = Flight(
      name: "f", root: URL(filePath: "/"), photos: photos, skipped: [], ignoredFileCount: 0, warnings: [])
    flight.sortPhotos()
    flight.refreshChecks()
    #expect(flight.warnings.map(\.code) == ["clock_backwards"])
    #expect(flight.warnings[0].detail.hasPrefix("1 photo, DJI_0030.JPG:"))
    let renamed = survey(yaw: 37).enumerated().map { index, photo in
      var photo = photo
      photo.name = "DJI_00\(10 + index * 7 % 32).JPG"
      return photo
    }
    #expect(codes(renamed) == [])
  }

  @Test func `a yaw of exactly 0 to and fro across the north was not measured`() {
    #expect(codes(survey(yaw: 0)) == ["yaw_not_measured"])
    #expect(codes(survey(yaw: 0.1)) == [])
    #expect(codes(Array(survey(yaw: 0).prefix(8))) == [])
  }

  @Test func `several cameras are listed with their photos`() {
    let photos = [photo("a", seconds: 0), photo("b", seconds: 1, model: "FC330"), photo("c", seconds: 2)]
    let warnings = FlightChecks(photos).warnings
    #expect(warnings.map(\.code) == ["mixed_cameras"])
    #expect(
      warnings[0].detail
        == "2 cameras or sizes: FC6310 5472 × 3648 (2 photos, a to c); FC330 5472 × 3648 (1 photo, b)")
  }

  @Test func `the warnings of the photos are summed up by code`() {
    var photos = [photo("a", seconds: 0), photo("b", seconds: 1), photo("c", seconds: 2)]
    for index in [0, 2] { photos[index].metadata.warnings = [MetadataWarning("cropped", "by \(index)")] }
    photos[1].metadata.warnings = [MetadataWarning("resized", "r"), MetadataWarning("cropped", "by 1")]
    let flight = Flight(
      name: "f", root: URL(filePath: "/"), photos: photos, skipped: [], ignoredFileCount: 0,
      warnings: [MetadataWarning("clock_stuck", "w")])
    #expect(
      flight.warningSummaries == [
        WarningSummary(code: "clock_stuck", detail: "w", photoCount: 3, firstPhoto: "", lastPhoto: ""),
        WarningSummary(code: "cropped", detail: "by 0", photoCount: 3, firstPhoto: "a", lastPhoto: "c"),
        WarningSummary(code: "resized", detail: "r", photoCount: 1, firstPhoto: "b", lastPhoto: "b"),
      ])
  }
}
