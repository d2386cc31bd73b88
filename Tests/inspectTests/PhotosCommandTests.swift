import Foundation
import TestSupport
import Testing

@Suite struct `inspect photos` {
  @Test func `writes the keys of the contract, with null where nothing is known`() throws {
    let outcome = try BuiltCommand.run(["photos", SampleFlight.bundled.path, "--format", "json", "--no-quality"])
    #expect(outcome.status == 0, "\(outcome.messages)")
    let photos = try #require(JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])
    #expect(photos.count == 10)
    let first = try #require(photos.first)
    let keys = [
      "file", "status", "make", "model", "captured_at", "latitude", "longitude", "height_m", "height_datum",
      "relative_height_m", "yaw_deg", "pitch_deg", "roll_deg", "width", "height", "focal_px", "distortion", "gsd_m",
      "rtk", "blur", "exposure", "sources", "sigmas", "warnings",
    ]
    for key in keys { #expect(first[key] != nil, "\(key) is missing") }
    #expect(first["status"] as? String == "ok")
    #expect(first["blur"] is NSNull, "no pixel was decoded")
    #expect(abs((first["latitude"] as? Double ?? 0) - 22.6273) < 0.001)
    #expect((first["sources"] as? [String: String])?["orientation"]?.hasPrefix("XMP") == true)
  }

  @Test func `judges sharpness and exposure`() throws {
    let photo = SampleFlight.bundled.appending(path: "STREET_0001.JPG").path
    let outcome = try BuiltCommand.run(["photos", photo, "--json"])
    let photos = try #require(JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])
    #expect(photos.count == 1)
    #expect((0.1...3).contains(photos.first?["blur"] as? Double ?? 0))
    #expect((0.1...0.9).contains(photos.first?["exposure"] as? Double ?? 0))
  }

  @Test func `writes a table, CSV and GeoJSON`() throws {
    let arguments = ["photos", SampleFlight.bundled.path, "--no-quality", "--format"]
    #expect(try BuiltCommand.run(arguments + ["table"]).output.contains("STREET_0010.JPG"))
    let csv = try BuiltCommand.run(arguments + ["csv"]).output
    #expect(csv.split(separator: "\r\n").count == 11)
    let geoJSON = try JSONSerialization.jsonObject(
      with: Data(try BuiltCommand.run(arguments + ["geojson"]).output.utf8))
    let features = try #require((geoJSON as? [String: Any])?["features"] as? [[String: Any]])
    #expect(features.count == 10)
    let coordinates = try #require((features[0]["geometry"] as? [String: Any])?["coordinates"] as? [Double])
    #expect(abs(coordinates[0] - 120.3014) < 0.001 && abs(coordinates[1] - 22.6273) < 0.001)
  }

  @Test func `names what is no photo and exits with 3`() throws {
    let folder = try TemporaryFolder()
    let flight = try SampleFlight.make(in: folder, photos: 1)
    try Data("no photo".utf8).write(to: flight.appending(path: "broken.jpg"))
    let outcome = try BuiltCommand.run(["photos", flight.path, "--json", "--no-quality"])
    #expect(outcome.status == 3)
    #expect(outcome.output.contains("\"not_a_jpeg\""))
  }

  @Test func `control characters in a file's name do not reach the terminal`() throws {
    let folder = try TemporaryFolder()
    let flight = folder("flight")
    try FileManager.default.createDirectory(at: flight, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: SampleFlight.bundled.appending(path: "STREET_0001.JPG"), to: flight.appending(path: "a\u{1B}]0;x\u{7}.jpg"))
    let outcome = try BuiltCommand.run(["photos", flight.path, "--no-quality"])
    #expect(outcome.status == 0)
    #expect(!outcome.output.contains("\u{1B}"))
  }
}
