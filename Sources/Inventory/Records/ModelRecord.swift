import Detectors

/// A trained model that took part in a run.
public struct ModelRecord: Sendable, Hashable, Codable {
  /// The model's name.
  public var name: String
  /// The model's version.
  public var version: String
  /// The SHA-256 of its weights, in lower-case hexadecimal.
  public var sha256: String

  /// Creates a model record.
  public init(name: String, version: String, sha256: String) {
    self.name = name
    self.version = version
    self.sha256 = sha256
  }

  /// Creates the record of a detector's model.
  public init(_ identity: ModelIdentity) {
    self.init(name: identity.name, version: "\(identity.version)", sha256: identity.sha256)
  }
}
