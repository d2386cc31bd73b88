/// Values that were needed lately, up to a total size; the one that was needed longest ago goes first.
struct Cache<Key: Hashable, Value> {
  /// The greatest total size, in bytes.
  let capacity: Int
  private(set) var size = 0
  private var entries: [Key: (value: Value, size: Int, used: UInt64)] = [:]
  private var clock: UInt64 = 0

  /// Creates an empty cache for a total size in bytes.
  init(capacity: Int) { self.capacity = capacity }

  /// Returns a value and marks it as needed, or nil when it is not there.
  subscript(key: Key) -> Value? {
    mutating get {
      guard let index = entries.index(forKey: key) else { return nil }
      clock += 1
      entries.values[index].used = clock
      return entries.values[index].value
    }
  }

  /// Adds a value of a size in bytes, and drops others until all fit; the new one always stays.
  mutating func insert(_ value: Value, for key: Key, size added: Int) {
    clock += 1
    size += added - (entries.updateValue((value, added, clock), forKey: key)?.size ?? 0)
    while size > capacity, entries.count > 1, let oldest = entries.min(by: { $0.value.used < $1.value.used })?.key {
      size -= entries.removeValue(forKey: oldest)?.size ?? 0
    }
  }
}
