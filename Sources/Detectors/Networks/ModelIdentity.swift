/// Which weights gave a result.
public struct ModelIdentity: Hashable, Sendable {
  /// The model's id, or the name of a bare file.
  public let name: String
  /// The model's version; that of a bare file is 0.
  public let version: Int
  /// The SHA-256 digest of the weights.
  public let sha256: String
}
