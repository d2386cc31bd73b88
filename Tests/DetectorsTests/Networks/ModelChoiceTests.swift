import Foundation
import TestSupport
import Testing

@testable import Detectors

@Suite struct ModelChoiceTests {
  private static let folder = Fixtures.repository.appending(path: "Models/crack-unet-s")

  @Test func `the built-in network is the one in Models`() throws {
    let file = try DetectorModel(contentsOf: Self.folder)
    #expect(DetectorModel.builtInCrack.identity == file.identity)
    #expect(CrackDetector().models == [file.identity])
    #expect(try DetectorList.make(named: "crack", model: .custom(file)).models == [file.identity])
    #expect(try DetectorList.make(named: "crack", model: .classical).models.isEmpty)
  }

  @Test func `a network that finds something else first is no crack map`() throws {
    let folder = try TemporaryFolder()
    for name in ["model.json", "weights.int8"] {
      try FileManager.default.copyItem(at: Self.folder.appending(path: name), to: folder.url.appending(path: name))
    }
    let manifest = try String(contentsOf: folder.url.appending(path: "model.json"), encoding: .utf8)
    // Sealed cracks are reported by the detector, too, but not from the first map.
    let swapped = manifest.replacing("\"crack\"", with: "\"x\"").replacing("\"sealed_crack\"", with: "\"crack\"")
      .replacing("\"x\"", with: "\"sealed_crack\"")
    #expect(swapped != manifest)
    try swapped.write(to: folder.url.appending(path: "model.json"), atomically: true, encoding: .utf8)
    let model = try DetectorModel(contentsOf: folder.url)
    let error = #expect(throws: ModelError.self) { try DetectorList.make(named: "crack", model: .custom(model)) }
    #expect(error?.description.contains("finds sealed_crack first") == true)
  }
}
