import Foundation

/// Reports once what many boxes tell: keeps the best of boxes that cover each other, or joins them.
///
/// Both ways go through the boxes from the highest score to the lowest, the earlier of equal ones first, and look for what is kept already on a grid whose squares are
/// about as large as the boxes: a photo of 20,000 crowded boxes takes milliseconds, where comparing each with each takes seconds.
public struct BoxSuppression: Hashable, Sendable {
  /// What part must be shared.
  public enum Overlap: Hashable, Sendable {
    /// The shared area over that of both together.
    case intersectionOverUnion
    /// The shared area over that of the smaller box: a tile's edge cuts boxes, which the first would hold against them.
    case intersectionOverSmaller
  }

  /// One box, in any unit; of no area when its ends are in the wrong order.
  public struct Box: Hashable, Sendable {
    /// The ends of its sides.
    public var left, top, right, bottom: Double
    /// How sure it is: the higher one stays.
    public var score: Double
    /// What it is: boxes of two kinds never suppress each other.
    public var kind: Int

    /// Creates a box.
    public init(left: Double, top: Double, right: Double, bottom: Double, score: Double, kind: Int = 0) {
      self.left = left
      self.top = top
      self.right = right
      self.bottom = bottom
      self.score = score
      self.kind = kind
    }

    /// The area.
    public var area: Double { max(0, right - left) * max(0, bottom - top) }
  }

  /// What part is looked at.
  public var overlap: Overlap
  /// From which part on two boxes are one, 0…1.
  public var threshold: Double

  /// Creates a suppression.
  public init(_ overlap: Overlap = .intersectionOverUnion, threshold: Double = 0.5) {
    self.overlap = overlap
    self.threshold = threshold
  }

  /// Returns which boxes stay, in the order of their scores: non-maximum suppression.
  public func kept(_ boxes: [Box]) -> [Int] {
    var grid = BoxGrid(boxes)
    var kept: [Int] = []
    for index in Self.ranked(boxes) {
      let box = boxes[index]
      if grid.first(near: box, where: { isSame(boxes[$0], box) }) != nil { continue }
      grid.insert(index, at: box)
      kept.append(index)
    }
    return kept
  }

  /// Returns which boxes are one thing, the highest score of each first: greedy non-maximum merging.
  ///
  /// Each box joins the first group, from the highest score on, whose common box it covers enough; the common box grows with it.
  public func groups(_ boxes: [Box]) -> [[Int]] {
    var grid = BoxGrid(boxes)
    var groups: [[Int]] = []
    var common: [Box] = []
    for index in Self.ranked(boxes) {
      let box = boxes[index]
      guard let group = grid.first(near: box, where: { isSame(common[$0], box) }) else {
        grid.insert(groups.count, at: box)
        groups.append([index])
        common.append(box)
        continue
      }
      groups[group].append(index)
      let before = common[group]
      common[group].left = min(before.left, box.left)
      common[group].top = min(before.top, box.top)
      common[group].right = max(before.right, box.right)
      common[group].bottom = max(before.bottom, box.bottom)
      grid.insert(group, at: common[group], unlessAt: before)
    }
    return groups
  }

  @inline(__always)
  private func isSame(_ one: Box, _ other: Box) -> Bool {
    guard one.kind == other.kind else { return false }
    let width = min(one.right, other.right) - max(one.left, other.left)
    let height = min(one.bottom, other.bottom) - max(one.top, other.top)
    guard width > 0, height > 0 else { return false }
    let shared = width * height
    let whole =
      switch overlap {
      case .intersectionOverUnion: one.area + other.area - shared
      case .intersectionOverSmaller: min(one.area, other.area)
      }
    // A box without area, or whose ends are no numbers, is like no other.
    return whole > 0 && shared >= threshold * whole
  }

  /// The boxes from the highest score to the lowest; a score that is no number comes last.
  private static func ranked(_ boxes: [Box]) -> [Int] {
    // Sorting pairs of numbers is faster than sorting places of boxes.
    var keys = boxes.enumerated().map { (score: $1.score.isNaN ? -.infinity : $1.score, index: Int32($0)) }
    keys.sort { $0.score != $1.score ? $0.score > $1.score : $0.index < $1.index }
    return keys.map { Int($0.index) }
  }
}

/// Things by the squares of a grid that their boxes touch, each list in the order in which they came.
struct BoxGrid {
  private let side: Double
  private let left, top: Double
  private let columns, rows: Int
  /// The last link of each square, and for each link the one before and what it stands for; −1 is none.
  private var heads: [Int32]
  private var links: [(before: Int32, thing: Int32)] = []
  /// What touches too many squares.
  private var large: [Int32] = []
  private static let mostSquares = 64
  private static let mostSide = 2048

  /// Creates an empty grid for some boxes.
  init(_ boxes: [BoxSuppression.Box]) {
    var (left, top, right, bottom) = (Double.infinity, Double.infinity, -Double.infinity, -Double.infinity)
    var sides = 0.0
    for box in boxes where box.left.isFinite && box.top.isFinite && box.right.isFinite && box.bottom.isFinite {
      left = min(left, box.left)
      top = min(top, box.top)
      right = max(right, box.right)
      bottom = max(bottom, box.bottom)
      sides += max(0, box.right - box.left) + max(0, box.bottom - box.top)
    }
    let extent = max(right - left, bottom - top)
    guard extent.isFinite, extent > 0 else {
      (self.left, self.top, side, columns, rows, heads) = (0, 0, 1, 1, 1, [-1])
      return
    }
    self.left = left
    self.top = top
    side = max(sides / Double(2 * max(1, boxes.count)), extent / Double(Self.mostSide), .leastNormalMagnitude)
    columns = Int((right - left) / side) + 1
    rows = Int((bottom - top) / side) + 1
    heads = [Int32](repeating: -1, count: columns * rows)
    links.reserveCapacity(boxes.count)
  }

  /// Returns the earliest of the things near a box that passes a test.
  @inline(__always)
  func first(near box: BoxSuppression.Box, where passes: (Int) -> Bool) -> Int? {
    var found = Int.max
    for thing in large where Int(thing) < found && passes(Int(thing)) { found = Int(thing) }
    let range = range(of: box)
    for row in range.rows {
      for column in range.columns {
        var link = heads[row * columns + column]
        while link >= 0 {
          let (before, thing) = links[Int(link)]
          if Int(thing) < found, passes(Int(thing)) { found = Int(thing) }
          link = before
        }
      }
    }
    return found == .max ? nil : found
  }

  /// Adds a thing where a box lies, except where another box, of the same thing, has it already.
  mutating func insert(_ thing: Int, at box: BoxSuppression.Box, unlessAt known: BoxSuppression.Box? = nil) {
    let range = range(of: box)
    let old = known.map { self.range(of: $0) }
    if let old, old.columns.count * old.rows.count > Self.mostSquares { return }
    guard range.columns.count * range.rows.count <= Self.mostSquares else {
      large.append(Int32(thing))
      return
    }
    for row in range.rows {
      for column in range.columns {
        if let old, old.rows.contains(row), old.columns.contains(column) { continue }
        links.append((before: heads[row * columns + column], thing: Int32(thing)))
        heads[row * columns + column] = Int32(links.count - 1)
      }
    }
  }

  @inline(__always)
  private func range(of box: BoxSuppression.Box) -> (columns: ClosedRange<Int>, rows: ClosedRange<Int>) {
    func index(_ value: Double, _ count: Int) -> Int {
      let place = value / side
      return place >= 0 ? (place < Double(count) ? Int(place) : count - 1) : 0
    }
    let (first, above) = (index(box.left - left, columns), index(box.top - top, rows))
    return (
      first...max(first, index(box.right - left, columns)), above...max(above, index(box.bottom - top, rows))
    )
  }
}
