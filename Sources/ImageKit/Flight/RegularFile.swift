import Foundation

/// A regular file open for reading by plain reads.
///
/// Never a memory map: a card pulled out during a run is an error here, and would be a fatal signal there. Pipes,
/// devices and folders are refused, whatever their names say.
package final class RegularFile {
  private let descriptor: Int32
  /// The size when the file was opened, in bytes.
  package let byteCount: Int
  /// When the contents last changed, in seconds since 1970.
  package let modificationTime: Double

  /// Opens a file.
  package init(_ url: URL) throws(PhotoError) {
    // Without O_NONBLOCK a pipe named like a photo would stop the run for ever.
    let descriptor = unsafe open(url.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .unreadable(Self.reason(errno)) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      let reason = Self.reason(errno)
      close(descriptor)
      throw .unreadable(reason)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .unreadable("not a regular file")
    }
    self.descriptor = descriptor
    byteCount = Int(status.st_size)
    modificationTime = Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9
  }

  deinit { close(descriptor) }

  /// Returns the bytes from an offset; fewer than asked for only at the end of the file.
  package func bytes(at offset: Int, count: Int) throws(PhotoError) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = unsafe pread(
          descriptor, buffer.baseAddress?.advanced(by: filled), count - filled, off_t(offset + filled))
        if got < 0 && errno == EINTR { continue }
        if got < 0 { failure = errno }
        if got <= 0 { return }
        filled += got
      }
    }
    guard failure == 0 else { throw .unreadable(Self.reason(failure)) }
    return bytes
  }

  private static func reason(_ code: Int32) -> String {
    POSIXErrorCode(rawValue: code).map { POSIXError($0).localizedDescription } ?? "error \(code)"
  }
}
