import Synchronization

/// What workers need one each of and keep from photo to photo: networks, whose memory is laid out at their first photo.
///
/// Each is with one worker or here, never with two: that is what makes handing them on sound.
final class NetworkPool<Item>: Sendable {
  private let make: @Sendable () throws(ModelError) -> Item
  private let idle = Mutex(Idle())

  private struct Idle: @unchecked Sendable {
    var items: [Item] = []
  }

  /// Creates an empty pool that makes what is missing.
  init(make: @escaping @Sendable () throws(ModelError) -> Item) { self.make = make }

  /// Lends an idle item, or a new one, to the closure.
  ///
  /// After an error it does not come back: what it left behind is unknown.
  func lend<Result>(_ body: (Item) throws(ModelError) -> Result) throws(ModelError) -> Result {
    var taken = Idle()
    idle.withLock { idle in
      if let item = idle.items.popLast() { taken.items = [item] }
    }
    let item: Item
    if let first = taken.items.first { item = first } else { item = try make() }
    let result = try body(item)
    let kept = Idle(items: [item])
    idle.withLock { $0.items += kept.items }
    return result
  }
}
