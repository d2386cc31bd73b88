import Foundation
import TestSupport
import Testing

@Suite struct `inspect detect --model` {
  private let photo = SampleFlight.bundled.appending(path: "STREET_0001.JPG").path
  private func network(_ name: String) -> String { Fixtures.directory.appending(path: "Networks/onnx/\(name)").path }

  @Test func `runs a user's own network and names it in the output`() throws {
    let folder = try TemporaryFolder()
    let outcome = try BuiltCommand.run([
      "detect", photo, "--detectors", "crack", "--model", network("dark.onnx"), "--output", folder("out").path,
      "--no-overlays",
    ])
    #expect(outcome.status == 0, "\(outcome.messages)")
    let coco = try String(contentsOf: folder("out/detections.json"), encoding: .utf8)
    #expect(coco.contains("\"models\":[{\"name\":\"dark.onnx\""))
    #expect(FileManager.default.fileExists(atPath: folder("out/masks/STREET_0001.png").path))
  }

  @Test func `the same bytes come out for any number of photos at once`() throws {
    let folder = try TemporaryFolder()
    let flight = try SampleFlight.make(in: folder, photos: 3)
    let files = try ["1", "3"].map { jobs in
      let outcome = try BuiltCommand.run([
        "detect", flight.path, "--model", network("dark.onnx"), "--output", folder(jobs).path, "--no-overlays",
        "--jobs", jobs,
      ])
      #expect(outcome.status == 0, "\(outcome.messages)")
      return try Data(contentsOf: folder("\(jobs)/detections.json"))
    }
    #expect(files[0] == files[1])
  }

  @Test(arguments: [
    ("none.onnx", 69, "no such file"), ("text.onnx", 65, "not usable weights"),
    ("truncated.onnx", 65, "not usable weights"), ("cumsum.onnx", 65, "the operator CumSum"),
    ("small.onnx", 65, "2 classes"), ("make_onnx.py", 65, "neither"),
  ])
  func `says what is wrong with a model before it looks at a photo`(name: String, status: Int32, words: String) throws {
    let folder = try TemporaryFolder()
    let outcome = try BuiltCommand.run([
      "detect", photo, "--model", network(name), "--output", folder("out").path,
    ])
    #expect(outcome.status == status)
    #expect(outcome.messages.contains(words), "\(outcome.messages)")
    #expect(outcome.messages.contains(name), "\(outcome.messages)")
    #expect(!FileManager.default.fileExists(atPath: folder("out").path))
  }
}
