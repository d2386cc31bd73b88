import CCrypto

/// Digests of files.
public enum FileDigest {
  /// Returns the SHA-256 digest of bytes in lower-case hexadecimal.
  public static func sha256(_ bytes: [UInt8]) -> String {
    let digest = unsafe [UInt8](unsafeUninitializedCapacity: Int(SHA256_DIGEST_LENGTH)) { buffer, count in
      unsafe bytes.withUnsafeBufferPointer { input in
        _ = unsafe SHA256(input.baseAddress, input.count, buffer.baseAddress)
      }
      count = Int(SHA256_DIGEST_LENGTH)
    }
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
