/// What a resumed run needs to know of a photo that is already in the inventory.
public struct FinishedPhoto: Sendable, Hashable {
  /// The SHA-256 of the file when it was inspected; empty for a file that was skipped.
  public var sha256: String
  /// The size of the file then, in bytes.
  public var byteCount: Int
  /// When the file had been modified, in seconds since 1970-01-01 UTC.
  public var modificationTime: Double
  /// What the results depend on besides the file.
  public var fingerprint: String
  /// The stable word for why the file was skipped; `nil` when it was inspected.
  public var skipped: String?

  /// Creates the description of a finished photo.
  public init(
    sha256: String, byteCount: Int, modificationTime: Double, fingerprint: String, skipped: String? = nil
  ) {
    self.sha256 = sha256
    self.byteCount = byteCount
    self.modificationTime = modificationTime
    self.fingerprint = fingerprint
    self.skipped = skipped
  }
}
