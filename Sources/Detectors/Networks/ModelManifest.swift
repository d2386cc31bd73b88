import Foundation

/// What `model.json` says of a model.
public struct ModelManifest: Codable, Hashable, Sendable {
  /// The name of the model and of its folder: `crack-unet-s`.
  public var id: String
  /// A number that grows whenever the same pixels could give another result.
  public var version: Int
  /// What it finds, in one sentence.
  public var summary: String
  /// What its maps stand for, in order.
  public var classes: [String]
  /// The finest and the coarsest metres per pixel it is meant for.
  public var groundSampleDistance: ClosedRange<Double>
  /// What a pixel's byte is multiplied with before the ONNX form sees it.
  public var inputScale: Double
  /// Sides of what the ONNX form takes are multiples of this.
  public var inputMultiple: Int
  /// Photo pixels from one value of a map to the next.
  public var outputStride: Int
  /// The probability from which a pixel counts, 0…1.
  public var threshold: Double
  /// Whether photos are looked at in half their size, too, for what is wider than the network was taught.
  public var looksAtHalfSize: Bool { halfSize ?? false }
  private var halfSize: Bool?
  /// The licence of the weights.
  public var licence: String
  /// What it was trained on.
  public var trainingData: [Source]
  /// The SHA-256 digest of each file.
  public var sha256: [String: String]

  /// A data set that weights were trained on.
  public struct Source: Codable, Hashable, Sendable {
    /// The set's name.
    public var name: String
    /// Its licence.
    public var licence: String
  }

  private enum CodingKeys: String, CodingKey {
    case id, version, summary, classes, threshold, licence, sha256
    case groundSampleDistance = "ground_sample_distance_m"
    case inputScale = "input_scale"
    case inputMultiple = "input_multiple"
    case outputStride = "output_stride"
    case trainingData = "training_data"
    case halfSize = "half_size_too"
  }

  /// Reads a manifest and checks what can be checked without the weights.
  ///
  /// - Parameter path: The file's path, for messages.
  public init(json: [UInt8], path: String) throws(ModelError) {
    do {
      self = try JSONDecoder().decode(Self.self, from: Data(json))
    } catch let error as DecodingError {
      throw ModelError.badManifest(path, Self.words(for: error))
    } catch {
      throw ModelError.badManifest(path, "not JSON")
    }
    if let flaw { throw ModelError.badManifest(path, flaw) }
  }

  private var flaw: String? {
    let range = groundSampleDistance
    if id.isEmpty || id.contains("/") { return "'id' is not a name" }
    if version < 1 { return "'version' is less than 1" }
    if classes.isEmpty || classes.count > Int8Layer.maximumClasses || Set(classes).count != classes.count {
      return "'classes' holds \(classes.count) names; one to \(Int8Layer.maximumClasses) different ones are needed"
    }
    if !(range.lowerBound > 0 && range.upperBound.isFinite) { return "'ground_sample_distance_m' is not two lengths" }
    if !(inputScale.isFinite && inputScale > 0) { return "'input_scale' is not a positive number" }
    if !(1...64).contains(inputMultiple) { return "'input_multiple' does not lie in 1…64" }
    if !(1...64).contains(outputStride) { return "'output_stride' does not lie in 1…64" }
    if !(threshold > 0 && threshold < 1) { return "'threshold' does not lie between 0 and 1" }
    if let name = sha256.keys.sorted().first(where: { $0.contains("/") || $0.hasPrefix(".") }) {
      return "'sha256' names '\(name)', which is no file of the model's folder"
    }
    return nil
  }

  private static func words(for error: DecodingError) -> String {
    func name(_ path: [any CodingKey]) -> String { path.map(\.stringValue).joined(separator: ".") }
    return switch error {
    case .keyNotFound(let key, let context): "'\(name(context.codingPath + [key]))' is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "'\(name(context.codingPath))' has another type than expected"
    case .dataCorrupted(let context) where !context.codingPath.isEmpty: "'\(name(context.codingPath))' is not usable"
    default: "not JSON"
    }
  }
}
