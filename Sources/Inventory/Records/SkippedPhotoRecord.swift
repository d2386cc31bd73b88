import ImageKit

/// A file that was found and could not be used, and why.
public struct SkippedPhotoRecord: Sendable, Equatable {
  /// The flight and the name.
  public var key: PhotoKey
  /// The stable word for the reason: `not_a_jpeg`, `no_position`.
  public var code: String
  /// What is wrong and what to do, in one sentence without the file's name.
  public var detail: String
  /// The size of the file in bytes; 0 when unknown.
  public var byteCount: Int
  /// When the file was last modified, in seconds since 1970-01-01 UTC; 0 when unknown.
  public var modificationTime: Double
  /// Everything the refusal depends on besides the file.
  public var fingerprint: String

  /// Creates a record from the words of a refusal.
  public init(
    key: PhotoKey, code: String, detail: String, byteCount: Int, modificationTime: Double, fingerprint: String
  ) {
    self.key = key
    self.code = code
    self.detail = detail
    self.byteCount = byteCount
    self.modificationTime = modificationTime
    self.fingerprint = fingerprint
  }

  /// Creates a record from the error that a photo gave.
  public init(
    key: PhotoKey, error: PhotoError, byteCount: Int, modificationTime: Double, fingerprint: String
  ) {
    self.init(
      key: key, code: error.code, detail: error.description, byteCount: byteCount,
      modificationTime: modificationTime, fingerprint: fingerprint)
  }
}
