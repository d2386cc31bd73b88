import Foundation
import Glibc

/// Files that are there as a whole or not at all.
public enum AtomicFile {
  /// Writes bytes to a file, in place of what was there.
  ///
  /// They go to a temporary file in the same folder, which is synchronised and renamed. When anything fails the
  /// temporary file is removed, and what was there before is still there.
  public static func write(_ bytes: [UInt8], to url: URL) throws(ExportError) {
    let path = url.path
    let folder = url.deletingLastPathComponent().path
    let (descriptor, temporary) = try create(beside: url)
    var number: Int32 = 0
    if !writeAll(bytes, to: descriptor) || fsync(descriptor) != 0 { number = errno }
    // A full disk may be reported only now.
    if close(descriptor) != 0, number == 0 { number = errno }
    if number == 0, unsafe rename(temporary, path) != 0 { number = errno }
    guard number == 0 else {
      _ = unsafe unlink(temporary)
      throw ExportError(errno: number, path: path)
    }
    synchronize(folder: folder)
  }

  /// Renames a folder to the name that is meant, in place of an empty folder.
  static func move(_ folder: URL, to url: URL) throws(ExportError) {
    guard unsafe rename(folder.path, url.path) == 0 else { throw ExportError(errno: errno, path: url.path) }
    synchronize(folder: url.deletingLastPathComponent().path)
  }

  /// Creates a file that nobody else has, next to the one that is meant.
  private static func create(beside url: URL) throws(ExportError) -> (descriptor: Int32, path: String) {
    let folder = url.deletingLastPathComponent()
    // Names of 255 bytes are the limit; a long one is cut, byte by byte.
    let stem = String(decoding: url.lastPathComponent.utf8.prefix(200), as: UTF8.self)
    for attempt in 0..<100 {
      let path = folder.appending(path: ".\(stem).\(getpid())-\(attempt).part").path
      let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
      if descriptor >= 0 { return (descriptor, path) }
      guard errno == EEXIST else { throw ExportError(errno: errno, path: url.path) }
    }
    throw ExportError(errno: EEXIST, path: url.path)
  }

  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    unsafe bytes.withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress else { return true }
      var done = 0
      while done < buffer.count {
        let count = unsafe Glibc.write(descriptor, start + done, buffer.count - done)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        done += count
      }
      return true
    }
  }

  /// Makes the new name survive a loss of power; where a folder cannot be synchronised, nothing better is possible.
  private static func synchronize(folder: String) {
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = fsync(descriptor)
    close(descriptor)
  }
}

extension ExportError {
  /// Sorts the system's error numbers by what the user can do.
  init(errno number: Int32, path: String) {
    switch number {
    case ENOSPC, EDQUOT: self = .diskFull(path)
    case EACCES, EPERM: self = .notPermitted(path)
    case EROFS: self = .readOnly(path)
    case ENOENT, ENOTDIR: self = .noSuchFolder(path)
    default:
      self = .cannotWrite(path, reason: NSError(domain: NSPOSIXErrorDomain, code: Int(number)).localizedDescription)
    }
  }
}
