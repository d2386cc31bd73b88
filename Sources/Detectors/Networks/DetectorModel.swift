import Foundation
import ImageKit

/// A network that a detector uses in place of its own method, chosen by the user.
///
/// Either a folder as in `Models/`, or a bare ONNX file: one input of 1 × 3 × height × width, red, green and blue from 0 to 1, any
/// height and width in multiples of 32; one output of 1 × 1 × height / s × width / s logits, s being 1, 2, 4 or 8.
public struct DetectorModel: Sendable {
  /// What it is called in outputs: the model's id, or the file's name.
  public let name: String
  /// The model's version; that of a bare file is 0.
  public let version: Int
  /// The SHA-256 digest of the weights.
  public let sha256: String
  /// What the maps stand for; `nil` for a bare file, which finds what its detector is for.
  public let classes: [String]?
  /// The probability from which a pixel counts.
  let threshold: Double
  /// Pixels from one value of a map to the next.
  let outputStride: Int
  let makeNetwork: @Sendable () throws(ModelError) -> any Network
  private let path: String

  /// The multiple of a bare file's sides: what encoders of five halvings need.
  static let bareInputMultiple = 32

  /// Reads a model and checks that it can be run.
  ///
  /// - Parameter file: A model's folder, its `model.json`, or an `.onnx` file.
  public init(contentsOf file: URL) throws(ModelError) {
    path = file.path
    guard FileManager.default.fileExists(atPath: path) else { throw .notFound(path) }
    let isFolder = try? file.resolvingSymlinksInPath().resourceValues(forKeys: [.isDirectoryKey]).isDirectory
    if isFolder == true || file.lastPathComponent == NetworkModel.manifestName {
      let model = try NetworkModel(folder: file)
      name = model.manifest.id
      version = model.manifest.version
      sha256 = model.manifest.sha256[NetworkModel.weightsName] ?? ""
      classes = model.manifest.classes
      threshold = model.manifest.threshold
      outputStride = model.manifest.outputStride
      makeNetwork = { () throws(ModelError) in try model.makeNetwork() }
    } else if file.pathExtension.lowercased() == "onnx" {
      let checked = try ONNXFile(contentsOf: file)
      name = file.lastPathComponent
      version = 0
      sha256 = FileDigest.sha256(checked.bytes)
      classes = nil
      threshold = 0.5
      let make: @Sendable () throws(ModelError) -> any Network = { () throws(ModelError) in
        try ONNXNetwork(checked, classes: [file.lastPathComponent], inputMultiple: Self.bareInputMultiple)
      }
      // Now, and not at the first photo.
      outputStride = try make().outputStride
      makeNetwork = make
    } else {
      throw .unsupported(path, "it is neither a model's folder or model.json nor an .onnx file")
    }
  }

  /// Returns the crack map of its first class.
  package func crackMap() throws(ModelError) -> NetworkCrackMap {
    guard ONNXNetwork.outputStrides.contains(outputStride) else {
      throw .unsupported(path, "an output stride of \(outputStride); 1, 2, 4 or 8 is needed")
    }
    return NetworkCrackMap(threshold: threshold, makeNetwork: makeNetwork)
  }

  /// Throws unless its first class is one that a detector reports.
  func checkFits(_ detector: any Detector.Type) throws(ModelError) {
    guard let first = classes?.first else { return }
    let known = detector.damageClasses.map(\.rawValue)
    guard known.contains(first) else {
      throw .unsupported(
        path, "it finds \(first) first; the detector '\(detector.name)' takes: \(known.joined(separator: ", "))")
    }
  }
}
