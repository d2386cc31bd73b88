import Foundation
import Glibc

/// A claim on a folder that ends with the process, however that ends.
///
/// The folder itself is locked, so that nothing is left behind. Where a file system cannot lock folders, as some network
/// file systems, the claim always succeeds and SQLite's own locks remain.
final class StoreLock: Sendable {
  private let descriptor: Int32

  /// Claims a folder; returns `nil` when somebody else has.
  init?(folder: URL) {
    descriptor = unsafe open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
      close(descriptor)
      return nil
    }
  }

  deinit {
    release()
    if descriptor >= 0 { close(descriptor) }
  }

  /// Gives the claim up.
  ///
  /// Closing alone would not do: a process that was being started just now may hold a copy of the descriptor.
  func release() {
    if descriptor >= 0 { _ = flock(descriptor, LOCK_UN) }
  }
}
