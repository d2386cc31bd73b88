import Foundation
import ImageKit
import TestSupport
import Testing

@testable import Detectors

@Suite struct NetworkModelTests {
  /// A model's folder around a small network, with a manifest that a test may spoil.
  private func folder(_ spoil: (inout [String: Any]) -> Void = { _ in }) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let weights = try NetworkFixture.bytes("pyramid")
    try Data(weights).write(to: folder.url.appending(path: "weights.int8"))
    var manifest: [String: Any] = [
      "id": "small", "version": 1, "summary": "A test.", "classes": ["crack", "joint", "paint"],
      "ground_sample_distance_m": [0.001, 0.02], "input_scale": 1.0 / 255, "input_multiple": 8, "output_stride": 2,
      "threshold": 0.5, "licence": "Apache-2.0", "training_data": [["name": "none", "licence": "none"]],
      "sha256": ["weights.int8": FileDigest.sha256(weights)],
    ]
    spoil(&manifest)
    try JSONSerialization.data(withJSONObject: manifest).write(to: folder.url.appending(path: "model.json"))
    return folder
  }

  /// What a spoilt model's message says behind the path.
  private func message(_ spoil: (inout [String: Any]) -> Void) throws -> String {
    let folder = try folder(spoil)
    do {
      _ = try NetworkModel(folder: folder.url)
      return "no error"
    } catch { return error.description.replacingOccurrences(of: folder.url.path + "/", with: "") }
  }

  @Test func `a model is read from its folder or its manifest and gives networks`() throws {
    let folder = try folder()
    for url in [folder.url, folder.url.appending(path: "model.json")] {
      let model = try NetworkModel(folder: url)
      #expect(model.manifest.groundSampleDistance == 0.001...0.02)
      let photo = Pictures.noise(width: 50, height: 30, seed: 2)
      let maps = try model.makeNetwork().probabilities(of: photo, window: photo.bounds)
      let expected = try NetworkFixture(name: "pyramid", picture: "").network().probabilities(
        of: photo, window: photo.bounds)
      #expect(maps.map(\.values) == expected.map(\.values))
    }
  }

  @Test func `what is wrong with a model is said with the file's name`() throws {
    #expect(try message { $0["id"] = nil }.hasPrefix("model.json: 'id' is missing"))
    #expect(try message { $0["version"] = "one" }.hasPrefix("model.json: 'version' has another type"))
    #expect(try message { $0["threshold"] = 1.5 }.hasPrefix("model.json: 'threshold' does not lie between 0 and 1"))
    #expect(
      try message { $0["ground_sample_distance_m"] = [2, 1] }.hasPrefix("model.json: 'ground_sample_distance_m'"))
    #expect(try message { $0["classes"] = ["crack"] }.hasPrefix("model.json: 'classes' has 1 names for 3 outputs"))
    #expect(try message { $0["classes"] = ["a", "a", "b"] }.hasPrefix("model.json: 'classes' holds 3 names"))
    #expect(try message { $0["output_stride"] = 4 }.hasPrefix("model.json: 'output_stride' is 4, the network's is 2"))
    #expect(try message { $0["sha256"] = [String: String]() }.hasPrefix("model.json: 'sha256' has no entry"))
    #expect(try message { $0["sha256"] = ["weights.int8": "00"] }.hasPrefix("weights.int8: its SHA-256 is not the one"))
    #expect(try message { $0["sha256"] = ["../x": "00"] }.hasPrefix("model.json: 'sha256' names '../x'"))
  }

  @Test func `missing and damaged files are named`() throws {
    let folder = try folder()
    try Data("no JSON".utf8).write(to: folder.url.appending(path: "model.json"))
    #expect(throws: ModelError.badManifest(folder.url.appending(path: "model.json").path, "not JSON")) {
      try NetworkModel(folder: folder.url)
    }
    let other = try self.folder()
    try FileManager.default.removeItem(at: other.url.appending(path: "weights.int8"))
    #expect(throws: ModelError.notFound(other.url.appending(path: "weights.int8").path)) {
      try NetworkModel(folder: other.url)
    }
  }
}
