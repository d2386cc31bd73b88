import Foundation
import ImageKit
import TestSupport
import Testing

@testable import Detectors

@Suite struct ONNXModelTests {
  @Test func `a bare file becomes the map of its detector`() throws {
    let model = try DetectorModel(contentsOf: ONNXFixture.url("dark.onnx"))
    #expect(model.identity.name == "dark.onnx")
    #expect(model.identity.sha256.count == 64)
    #expect(model.classes == nil)
    let hysteresis = try model.crackMap().hysteresis
    #expect(hysteresis.low == 64 && hysteresis.high == 128)
    let photo = Pictures.line(
      Pictures.winding(width: 300, height: 200, turn: 1), lineWidth: 4, contrast: 0.95, width: 300, height: 200,
      ground: 190)
    let found = try DetectorList.make(named: "crack", model: .custom(model)).detections(in: Tile(whole: photo))
    #expect(found.count == 1)
    #expect(found.allSatisfy { $0.damageClass == .crack })
  }

  @Test func `a file of two classes is refused at once`() {
    let error = #expect(throws: ModelError.self) { try DetectorModel(contentsOf: ONNXFixture.url("small.onnx")) }
    #expect(error?.description.contains("2 classes") == true)
  }

  @Test func `what is neither is refused`() {
    #expect(throws: ModelError.self) { try DetectorModel(contentsOf: ONNXFixture.url("make_onnx.py")) }
    let missing = ONNXFixture.url("missing.onnx")
    #expect(throws: ModelError.notFound(missing.path)) { try DetectorModel(contentsOf: missing) }
    // A folder without model.json.
    #expect(throws: ModelError.self) { try DetectorModel(contentsOf: ONNXFixture.url("")) }
  }
}
