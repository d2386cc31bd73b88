/// A rectangle along the axes that grows with what is added to it.
struct Extent: Equatable {
  var minX = Double.infinity
  var maxX = -Double.infinity
  var minY = Double.infinity
  var maxY = -Double.infinity

  /// Whether nothing was added.
  var isEmpty: Bool { minX > maxX || minY > maxY }

  mutating func add(x: Double, y: Double) {
    minX = min(minX, x)
    maxX = max(maxX, x)
    minY = min(minY, y)
    maxY = max(maxY, y)
  }

  mutating func add(_ other: Extent) {
    guard !other.isEmpty else { return }
    add(x: other.minX, y: other.minY)
    add(x: other.maxX, y: other.maxY)
  }
}
