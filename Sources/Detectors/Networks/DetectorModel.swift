import Foundation
import ImageKit

/// A network that a detector works with: the one that is part of the program, or the user's own.
///
/// The user's is either a folder as in `Models/`, or a bare ONNX file: one input of 1 × 3 × height × width, red, green and blue
/// from 0 to 1, any height and width in multiples of 32; one output of 1 × 1 × height / s × width / s logits, s being 1, 2, 4 or 8.
public struct DetectorModel: Sendable {
  /// What outputs say of it.
  public let identity: ModelIdentity
  /// What it finds, in one sentence; `nil` for a bare file.
  public let summary: String?
  /// What the maps stand for; `nil` for a bare file, which finds what its detector is for.
  public let classes: [String]?
  /// The probability from which a pixel counts.
  let threshold: Double
  /// Whether photos are looked at in half their size, too.
  let looksAtHalfSize: Bool
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
    let path = file.path
    guard FileManager.default.fileExists(atPath: path) else { throw .notFound(path) }
    let isFolder = try? file.resolvingSymlinksInPath().resourceValues(forKeys: [.isDirectoryKey]).isDirectory
    if isFolder == true || file.lastPathComponent == NetworkModel.manifestName {
      self.init(try NetworkModel(folder: file), path: path)
    } else if file.pathExtension.lowercased() == "onnx" {
      let checked = try ONNXFile(contentsOf: file)
      let make: @Sendable () throws(ModelError) -> any Network = { () throws(ModelError) in
        try ONNXNetwork(checked, classes: [file.lastPathComponent], inputMultiple: Self.bareInputMultiple)
      }
      self.init(
        identity: ModelIdentity(name: file.lastPathComponent, version: 0, sha256: FileDigest.sha256(checked.bytes)),
        summary: nil, classes: nil, threshold: 0.5, looksAtHalfSize: false,
        // Made now, and not at the first photo.
        outputStride: try make().outputStride, path: path, makeNetwork: make)
    } else {
      throw .unsupported(path, "it is neither a model's folder or model.json nor an .onnx file")
    }
  }

  private init(_ model: NetworkModel, path: String) {
    self.init(
      identity: ModelIdentity(
        name: model.manifest.id, version: model.manifest.version,
        sha256: model.manifest.sha256[NetworkModel.weightsName] ?? ""),
      summary: model.manifest.summary, classes: model.manifest.classes, threshold: model.manifest.threshold,
      looksAtHalfSize: model.manifest.looksAtHalfSize,
      outputStride: model.manifest.outputStride, path: path,
      makeNetwork: { () throws(ModelError) in try model.makeNetwork() })
  }

  private init(
    identity: ModelIdentity, summary: String?, classes: [String]?, threshold: Double, looksAtHalfSize: Bool,
    outputStride: Int, path: String,
    makeNetwork: @escaping @Sendable () throws(ModelError) -> any Network
  ) {
    self.identity = identity
    self.summary = summary
    self.classes = classes
    self.threshold = threshold
    self.looksAtHalfSize = looksAtHalfSize
    self.outputStride = outputStride
    self.path = path
    self.makeNetwork = makeNetwork
  }

  /// The networks that are part of the program.
  public static var builtIn: [DetectorModel] { [builtInCrack, builtInRoad, builtInTree] }

  /// The crack network that is part of the program: `Models/crack-unet-s` as it was at compile time.
  public static let builtInCrack = builtIn(BuiltInFiles.crack, path: "the built-in crack model")
  /// The road network that is part of the program: `Models/road-unet-s` as it was at compile time.
  public static let builtInRoad = builtIn(BuiltInFiles.road, path: "the built-in road model")

  /// The tree network that is part of the program: `Models/tree-unet-s` as it was at compile time.
  public static let builtInTree = builtIn(BuiltInFiles.tree, path: "the built-in tree model")

  private static func builtIn(_ files: (manifest: [UInt8], weights: [UInt8]), path: String) -> DetectorModel {
    do {
      let model = try NetworkModel(
        manifest: files.manifest, weights: files.weights, manifestPath: path, weightsPath: path)
      return DetectorModel(model, path: path)
    } catch {
      preconditionFailure("\(error)")
    }
  }

  /// Returns what makes networks whose maps hold numbers of all kinds.
  ///
  /// - Throws: when the maps are not these.
  func measuringNetworks(
    classes wanted: [String]
  ) throws(ModelError) -> @Sendable () throws(ModelError) -> any MeasuringNetwork {
    guard classes == wanted else {
      throw .unsupported(path, "its maps are not \(wanted.joined(separator: ", "))")
    }
    let (makeNetwork, path) = (makeNetwork, path)
    return { () throws(ModelError) in
      guard let network = try makeNetwork() as? any MeasuringNetwork else {
        throw .unsupported(path, "its maps hold more than probabilities, which takes an int8 network")
      }
      return network
    }
  }

  /// Returns the crack map of its first class.
  package func crackMap() throws(ModelError) -> NetworkCrackMap {
    guard ONNXNetwork.outputStrides.contains(outputStride) else {
      throw .unsupported(path, "an output stride of \(outputStride); 1, 2, 4 or 8 is needed")
    }
    return NetworkCrackMap(
      classes: classes, threshold: threshold, looksAtHalfSize: looksAtHalfSize, makeNetwork: makeNetwork)
  }

  /// Throws unless its first class is the one that a detector reports first.
  func checkFits(_ detector: any Detector.Type) throws(ModelError) {
    guard let first = classes?.first, let wanted = detector.damageClasses.first?.rawValue else { return }
    guard first == wanted else {
      throw .unsupported(
        path, "it finds \(first) first; the detector '\(detector.name)' takes one that finds \(wanted) first")
    }
  }
}
