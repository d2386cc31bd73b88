import ImageKit

/// Lines one pixel wide as a graph: branches that run from an end or a junction to the next.
struct Skeleton {
  /// One line between two nodes.
  struct Branch {
    /// Positions as row × width + column, in walking order; junction pixels are not part of it.
    var pixels: [Int]
    /// The nodes at its start and end; `nil` where the line ends freely.
    var start, end: Int?
    /// True when the line closes on itself without a node.
    var isLoop = false
  }

  /// The width of the picture that positions refer to.
  let width: Int
  /// All pixels, in reading order.
  private(set) var pixels: [Int]
  /// The branches, ordered by where they were met in reading order.
  private(set) var branches: [Branch] = []
  /// The pixels of each junction.
  private(set) var nodes: [[Int]] = []

  /// Traces the lines and takes off free ends shorter than `spur` pixels that hang on a junction.
  init(pixels: [Int], width: Int, spur: Int) {
    self.width = width
    self.pixels = pixels
    trace()
    // Taking off a spur can join two branches or make a new spur; two rounds settle all but the odd bush.
    for _ in 0..<2 where prune(shorterThan: spur) { trace() }
  }

  /// Removes short free ends; returns whether there were any.
  private mutating func prune(shorterThan spur: Int) -> Bool {
    var gone: Set<Int> = []
    for branch in branches where branch.pixels.count < spur {
      if (branch.start == nil) != (branch.end == nil) { gone.formUnion(branch.pixels) }
    }
    guard !gone.isEmpty else { return false }
    // What held the spur leaves a bump of one pixel; thinning again takes it off.
    let runs = pixels.filter { !gone.contains($0) }.map { position in
      CandidateRuns.Run(y: Int32(position / width), x: Int32(position % width), length: 1, highest: 0)
    }
    pixels = Thinning.skeleton(of: runs, width: width, height: Int(runs.last?.y ?? 0) + 1)
    return true
  }

  private mutating func trace() {
    var links = SkeletonLinks(pixels: pixels, width: width)
    // Neighbouring junction pixels are one node.
    var nodeOf = [Int: Int]()
    nodes = []
    for index in pixels.indices where links.degree(index) > 2 && nodeOf[index] == nil {
      var members: [Int] = []
      var open = [index]
      nodeOf[index] = nodes.count
      while let next = open.popLast() {
        members.append(next)
        for other in links.neighbours(next) where links.degree(other) > 2 && nodeOf[other] == nil {
          nodeOf[other] = nodes.count
          open.append(other)
        }
      }
      nodes.append(members.sorted().map { pixels[$0] })
    }
    branches = []
    // From junctions and free ends first; what is left afterwards closes on itself.
    for index in pixels.indices {
      if let node = nodeOf[index] {
        for next in links.neighbours(index) where nodeOf[next] == nil && !links.isTaken(next) {
          walk(from: next, start: node, nodeOf: nodeOf, links: &links)
        }
      } else if links.degree(index) < 2, !links.isTaken(index) {
        walk(from: index, start: nil, nodeOf: nodeOf, links: &links)
      }
    }
    for index in pixels.indices where nodeOf[index] == nil && !links.isTaken(index) {
      walk(from: index, start: nil, nodeOf: nodeOf, links: &links)
      branches[branches.count - 1].isLoop = true
    }
  }

  private mutating func walk(from first: Int, start: Int?, nodeOf: [Int: Int], links: inout SkeletonLinks) {
    var path: [Int] = []
    var current = first
    var end: Int?
    while true {
      links.take(current)
      path.append(pixels[current])
      var following: Int?
      for other in links.neighbours(current) {
        if let node = nodeOf[other] {
          if path.count > 1 || node != start { end = node }
        } else if !links.isTaken(other) {
          following = other
        }
      }
      guard end == nil, let next = following else { break }
      current = next
    }
    branches.append(Branch(pixels: path, start: start, end: end))
  }
}
