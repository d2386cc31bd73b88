import ArgumentParser
import Detectors
import Foundation

/// Which network a detector works with.
struct ModelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A trained network in place of the built-in one, or 'none' for the detector's method without a network.",
      discussion: """
        A model's folder as in Models/, or your own .onnx file (opset 12): input 1 x 3 x height x width, red, green and \
        blue from 0 to 1, any height and width in multiples of 32; output 1 x 1 x height/s x width/s logits, s being \
        1, 2, 4 or 8. Goes with one detector.
        """, valueName: "file"),
    completion: .file(extensions: ["onnx", "json"]))
  var model: String?

  /// Reads the chosen model.
  func choice(for detectors: [String], _ settings: Settings) throws -> ModelChoice {
    guard let text = settings.value("model", flag: model) else { return .builtIn }
    guard detectors.count == 1 else {
      throw CommandFailure(
        .usage, "--model goes with one detector; choose it with --detectors, for example --detectors \(detectors[0])")
    }
    guard text != ModelChoice.classicalName else { return .classical }
    return .custom(try DetectorModel(contentsOf: URL(filePath: text).standardizedFileURL))
  }
}
