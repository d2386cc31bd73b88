/// Why a model cannot be used.
public enum ModelError: Error, Hashable, Sendable {
  /// A file of the model does not exist; carries its path.
  case notFound(String)
  /// A file cannot be read; carries its path and the reason.
  case unreadable(String, String)
  /// `model.json` is not what it should be; carries its path and what is wrong.
  case badManifest(String, String)
  /// A file is not the one that `model.json` was written for; carries its path.
  case wrongHash(String)
  /// The weights are damaged or not of this kind; carries the path and what is wrong.
  case badWeights(String, String)
  /// The network is sound but cannot be run; carries the path and what it asks for.
  case unsupported(String, String)
  /// The photo needs more memory than a network may take; carries the bytes.
  case tooLarge(Int)
}

extension ModelError: CustomStringConvertible {
  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .notFound(let path):
      "\(path): no such file; a model is a folder with model.json and its weights, or an .onnx file"
    case .unreadable(let path, let reason): "\(path): cannot be read (\(reason))"
    case .badManifest(let path, let reason): "\(path): \(reason); compare it with Models/README.md"
    case .wrongHash(let path):
      "\(path): its SHA-256 is not the one in model.json: the file was changed or damaged; copy the model again, "
        + "or export it anew"
    case .badWeights(let path, let reason): "\(path): not usable weights (\(reason)); export the model again"
    case .unsupported(let path, let reason): "\(path): cannot be run (\(reason))"
    case .tooLarge(let bytes): "the network would need \(bytes / 1_000_000) MB for this photo; use a smaller network"
    }
  }
}
