import Foundation
import ImageKit

/// A trained network from a model's folder, ready to be run by any number of workers.
///
/// A folder holds `model.json`, `weights.int8`, the `network.onnx` it came from, and `MODEL_CARD.md`. Files are held against
/// their hashes, and the weights against everything the kernels rely on, so a damaged or hostile folder is an error.
public struct NetworkModel: Sendable {
  /// What the model says of itself.
  public let manifest: ModelManifest
  private let graph: Int8Graph
  private let packed: [PackedLayer]

  /// The name of the manifest in a model's folder.
  public static let manifestName = "model.json"
  /// The name of the weights in a model's folder.
  public static let weightsName = "weights.int8"

  /// Reads a model.
  ///
  /// - Parameter folder: The model's folder, or its `model.json`.
  public init(folder: URL) throws(ModelError) {
    let folder = folder.lastPathComponent == Self.manifestName ? folder.deletingLastPathComponent() : folder
    let manifestFile = folder.appending(path: Self.manifestName)
    let weightsFile = folder.appending(path: Self.weightsName)
    try self.init(
      manifest: try Self.bytes(of: manifestFile), weights: try Self.bytes(of: weightsFile),
      manifestPath: manifestFile.path, weightsPath: weightsFile.path)
  }

  /// Reads a model from the bytes of its files; the paths are for messages.
  init(manifest json: [UInt8], weights: [UInt8], manifestPath: String, weightsPath: String) throws(ModelError) {
    manifest = try ModelManifest(json: json, path: manifestPath)
    guard let hash = manifest.sha256[Self.weightsName] else {
      throw ModelError.badManifest(manifestPath, "'sha256' has no entry for \(Self.weightsName)")
    }
    guard FileDigest.sha256(weights) == hash.lowercased() else { throw ModelError.wrongHash(weightsPath) }
    do {
      graph = try Int8File.graph(of: weights)
    } catch {
      throw ModelError.badWeights(weightsPath, error.description)
    }
    guard graph.classes == manifest.classes.count else {
      throw ModelError.badManifest(
        manifestPath, "'classes' has \(manifest.classes.count) names for \(graph.classes) outputs of the network")
    }
    guard graph.outputStride == manifest.outputStride else {
      throw ModelError.badManifest(
        manifestPath, "'output_stride' is \(manifest.outputStride), the network's is \(graph.outputStride)")
    }
    packed = graph.layers.map(PackedLayer.init)
  }

  /// Returns a network for one worker; its numbers are shared with all others, its memory is its own.
  package func makeNetwork() throws(ModelError) -> any Network { makeInt8Network() }

  /// Returns a network on chosen instructions.
  package func makeInt8Network(variant: NetworkVariant = .best) -> Int8Network {
    Int8Network(graph: graph, packed: packed, classes: manifest.classes, variant: variant)
  }

  private static func bytes(of file: URL) throws(ModelError) -> [UInt8] {
    guard FileManager.default.fileExists(atPath: file.path) else { throw ModelError.notFound(file.path) }
    do {
      return [UInt8](try Data(contentsOf: file))
    } catch {
      throw ModelError.unreadable(file.path, error.localizedDescription)
    }
  }
}
