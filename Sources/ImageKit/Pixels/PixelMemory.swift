import Glibc

/// Where large blocks of pixels come from.
///
/// A fresh block costs a page fault for every 4 KiB when it is first written: 40 ms for the 60 MB of a 20 MP photo,
/// beside 105 ms of decoding. From 8 MiB on, blocks are therefore aligned to huge pages of 2 MiB and the kernel is asked
/// for such pages, which leaves 10 ms. Keeping blocks for reuse would save those too, at the price of state that every
/// caller must carry. Where the system has no huge pages the advice changes nothing.
package enum PixelMemory {
  private static let hugePage = 2 << 20
  private static let leastHuge = 8 << 20

  /// Returns memory with undefined contents, to be freed with `deallocate()`.
  package static func allocate(byteCount: Int) -> UnsafeMutableRawPointer {
    guard byteCount >= leastHuge else {
      return UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 64)
    }
    let memory = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: hugePage)
    _ = unsafe madvise(memory, byteCount, MADV_HUGEPAGE)
    return unsafe memory
  }
}
