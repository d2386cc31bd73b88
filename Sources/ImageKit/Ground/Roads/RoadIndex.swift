/// Which roads may be near a place: the items of each cell of a grid of a thousandth of a degree.
struct RoadIndex: Sendable {
  /// The side of a cell, in degrees: about 110 m from south to north.
  static let cell = 0.001
  /// More entries than this are refused: 10 million are 20,000 km of streets, each metre by itself.
  static let maximumEntries = 10_000_000

  private var ranges: [Int64: Range<Int>] = [:]
  private var items: [Int32] = []

  /// Creates the index of items that cover cells; `nil` when there are too many.
  ///
  /// - Parameter covers: for each item, from 0, calls back with each cell.
  init?(count: Int, covers: (_ item: Int, _ add: (Int, Int) -> Void) -> Void) {
    var entries: [(key: Int64, item: Int32)] = []
    for item in 0..<count {
      guard entries.count <= Self.maximumEntries else { return nil }
      covers(item) { column, row in
        if entries.count <= Self.maximumEntries { entries.append((Self.key(column, row), Int32(item))) }
      }
    }
    guard entries.count <= Self.maximumEntries else { return nil }
    entries.sort { ($0.key, $0.item) < ($1.key, $1.item) }
    items.reserveCapacity(entries.count)
    var (key, start) = (Int64.min, 0)
    for entry in entries {
      if entry.key != key {
        if !items.isEmpty { ranges[key] = start..<items.count }
        (key, start) = (entry.key, items.count)
      }
      if items.count == start || items.last != entry.item { items.append(entry.item) }
    }
    if !items.isEmpty { ranges[key] = start..<items.count }
  }

  /// Calls the closure with the items of the cells within some degrees of a place; an item may come more than once.
  func forEachItem(near place: SIMD2<Double>, reach: SIMD2<Double>, _ body: (Int) -> Void) {
    guard abs(place.x) <= 360, abs(place.y) <= 90 else { return }
    for row in Self.index(place.y - reach.y)...Self.index(place.y + reach.y) {
      for column in Self.index(place.x - reach.x)...Self.index(place.x + reach.x) {
        guard let range = ranges[Self.key(column, row)] else { continue }
        for item in items[range] { body(Int(item)) }
      }
    }
  }

  /// Returns the column of a longitude or the row of a latitude.
  static func index(_ degrees: Double) -> Int { Int((degrees / cell).rounded(.down)) }

  private static func key(_ column: Int, _ row: Int) -> Int64 {
    Int64(row) << 32 | Int64(UInt32(truncatingIfNeeded: column))
  }
}
