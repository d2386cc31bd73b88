import Foundation

/// Bytes as text that may stand anywhere.
enum Base64 {
  /// Returns the bytes in base 64 (RFC 4648).
  static func text(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}
