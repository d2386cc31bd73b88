internal import CGDAL

/// Compression as ZIP files want it (RFC 1951), by the zlib that GDAL is linked with.
package enum Deflate {
  /// Returns the bytes compressed; `nil` when that fails.
  ///
  /// The same bytes always give the same result with the same version of the library.
  package static func compress(_ bytes: [UInt8]) -> [UInt8]? {
    guard !bytes.isEmpty else { return nil }
    var count = 0
    let memory = unsafe CPLZLibDeflate(bytes, bytes.count, 6, nil, 0, &count)
    guard let memory = unsafe memory else { return nil }
    defer { unsafe VSIFree(memory) }
    // Two bytes of header and four of checksum make it a zlib stream (RFC 1950); a ZIP file has its own.
    guard count > 6 else { return nil }
    return unsafe Array(UnsafeRawBufferPointer(start: memory + 2, count: count - 6))
  }
}
