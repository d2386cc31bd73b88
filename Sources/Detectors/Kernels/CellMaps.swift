import ImageKit

/// Several maps of one size that are written together, cell by cell.
enum CellMaps {
  /// The maps while they are written.
  @safe
  struct Targets {
    fileprivate(set) var pointers: [UnsafeMutablePointer<UInt8>] = unsafe []
  }

  /// Makes maps whose bytes the closure writes.
  static func make(count: Int, width: Int, height: Int, fill: (Targets) -> Void) -> [Image<Gray8>] {
    make(count, width: width, height: height, begun: Targets(), fill: fill)
  }

  /// Makes one map inside the making of the one before, so that all are open while they are written, and none afterwards.
  private static func make(
    _ count: Int, width: Int, height: Int, begun: Targets, fill: (Targets) -> Void
  ) -> [Image<Gray8>] {
    guard count > 0 else {
      fill(begun)
      return []
    }
    var others: [Image<Gray8>] = []
    let map = unsafe Image<Gray8>(width: width, height: height) { bytes in
      guard let base = bytes.baseAddress else { return }
      var begun = begun
      unsafe begun.pointers.append(base.assumingMemoryBound(to: UInt8.self))
      others = make(count - 1, width: width, height: height, begun: begun, fill: fill)
    }
    return [map] + others
  }
}
