import Foundation
import ImageKit
import TestSupport
import Testing

@Suite struct `inspect detect` {
  @Test func `writes COCO detections, a mask for every picture and overlays`() throws {
    let folder = try TemporaryFolder()
    let flight = try SampleFlight.make(in: folder, photos: 2)
    let outcome = try BuiltCommand.run(["detect", flight.path, "--detectors", "crack", "--output", folder("out").path])
    #expect(outcome.status == 0, "\(outcome.messages)")
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: folder("out/detections.json")))
    let coco = try #require(json as? [String: Any])
    let images = try #require(coco["images"] as? [[String: Any]])
    #expect(images.map { $0["file_name"] as? String } == ["STREET_0001.JPG", "STREET_0002.JPG"])
    let annotations = try #require(coco["annotations"] as? [[String: Any]])
    #expect(!annotations.isEmpty)
    for annotation in annotations {
      let box = try #require(annotation["bbox"] as? [Double])
      #expect(box[2] > 0 && box[3] > 0)
      #expect((0...1).contains(annotation["score"] as? Double ?? -1))
      #expect((annotation["area"] as? Double ?? 0) > 0)
    }
    #expect((coco["categories"] as? [[String: Any]])?.contains { $0["name"] as? String == "crack" } == true)
    for stem in ["STREET_0001", "STREET_0002"] {
      let mask = try Data(contentsOf: folder("out/masks/\(stem).png"))
      #expect(mask.starts(with: [0x89, 0x50, 0x4E, 0x47]))
      // Width and height stand in the header, big-endian.
      #expect([UInt8](mask[16..<24]) == [0, 0, 0x07, 0xD0, 0, 0, 0x05, 0xDC], "2000 × 1500")
      #expect(FileManager.default.fileExists(atPath: folder("out/overlays/\(stem).jpg").path))
    }
  }

  @Test func `pictures of one name in two folders keep their own outputs`() throws {
    let folder = try TemporaryFolder()
    for name in ["in/a", "in/b"] {
      try FileManager.default.createDirectory(at: folder(name), withIntermediateDirectories: true)
    }
    let photos = SampleFlight.bundled
    try FileManager.default.copyItem(at: photos.appending(path: "STREET_0001.JPG"), to: folder("in/a/1.jpg"))
    try FileManager.default.copyItem(at: photos.appending(path: "STREET_0002.JPG"), to: folder("in/b/1.jpg"))
    let outcome = try BuiltCommand.run([
      "detect", folder("in").path, "--output", folder("out").path, "--no-overlays", "--detectors", "crack",
    ])
    #expect(outcome.status == 0)
    let masks = try FileManager.default.contentsOfDirectory(atPath: folder("out/masks").path).sorted()
    #expect(masks == ["a__1.png", "b__1.png"])
  }

  @Test func `single pictures of one folder are named as they are`() throws {
    let folder = try TemporaryFolder()
    let flight = try SampleFlight.make(in: folder, photos: 2)
    let pictures = ["STREET_0002.JPG", "STREET_0001.JPG"].map { flight.appending(path: $0).path }
    let outcome = try BuiltCommand.run(
      ["detect"] + pictures + ["--output", folder("out").path, "--no-overlays", "--detectors", "crack"])
    #expect(outcome.status == 0, "\(outcome.messages)")
    let masks = try FileManager.default.contentsOfDirectory(atPath: folder("out/masks").path).sorted()
    #expect(masks == ["STREET_0001.png", "STREET_0002.png"])
    let coco = try String(contentsOf: folder("out/detections.json"), encoding: .utf8)
    #expect(coco.contains("\"file_name\":\"STREET_0001.JPG\""))
  }

  @Test func `a higher threshold reports less`() throws {
    let folder = try TemporaryFolder()
    let photo = SampleFlight.bundled.appending(path: "STREET_0001.JPG").path
    func count(_ threshold: String) throws -> Int {
      let output = folder("t\(threshold)").path
      #expect(
        try BuiltCommand.run(["detect", photo, "--threshold", threshold, "--output", output, "--no-overlays"]).status
          == 0)
      let json = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: output + "/detections.json")))
      return ((json as? [String: Any])?["annotations"] as? [Any])?.count ?? -1
    }
    let (few, many) = (try count("0.9"), try count("0.3"))
    #expect(few >= 0 && few < many)
  }

  @Test func `a broken picture is named and the others are done`() throws {
    let folder = try TemporaryFolder()
    let flight = try SampleFlight.make(in: folder, photos: 1)
    try Data([0xFF, 0xD8, 0xFF]).write(to: flight.appending(path: "broken.jpg"))
    let outcome = try BuiltCommand.run(["detect", flight.path, "--output", folder("out").path, "--no-overlays"])
    #expect(outcome.status == 3)
    #expect(outcome.messages.contains("broken.jpg"))
  }
}
