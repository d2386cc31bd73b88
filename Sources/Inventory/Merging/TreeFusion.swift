/// What is known of one tree from what several photos show of it.
enum TreeFusion {
  /// Returns the measures of the best photo, with what others saw that must not be lost; `nil` for what is no tree.
  ///
  /// One photo that shows the tree on the carriageway counts more than others that show no carriageway, or miss it: nobody is hurt by
  /// a look too many. What is nearest of carriageway, corridor and building counts as seen in the photo that has it nearest.
  ///
  /// - Parameter ranked: the measures of each photo, the best first.
  static func tree(_ ranked: [TreeMeasures]) -> TreeMeasures? {
    guard var tree = ranked.first else { return nil }
    let blocking = ranked.filter { $0.blocksCarriageway == true }
    if let first = blocking.first {
      tree.blocksCarriageway = true
      tree.target = .carriageway
      tree.blockedWidth = blockedWidth(blocking.compactMap(\.blockedWidth))
      tree.carriagewayWidth =
        carriagewayWidth(blocking.compactMap(\.carriagewayWidth), blocked: tree.blockedWidth) ?? first.carriagewayWidth
    } else if tree.blocksCarriageway == nil {
      tree.blocksCarriageway = ranked.compactMap(\.blocksCarriageway).first
    }
    tree.stem = ranked.compactMap(\.stem).first
    tree.overhangDepth = MeasureFusion.measure(ranked.compactMap(\.overhangDepth)) ?? tree.overhangDepth
    tree.carriagewayDistance = ranked.compactMap(\.carriagewayDistance).min()
    tree.carriagewayArea = tree.carriagewayArea ?? ranked.compactMap(\.carriagewayArea).first
    if let nearest = ranked.filter({ $0.corridorDistance != nil }).min(by: {
      ($0.corridorDistance ?? 0) < ($1.corridorDistance ?? 0)
    }) {
      (tree.corridor, tree.corridorDistance) = (nearest.corridor, nearest.corridorDistance)
      tree.corridorArea = tree.corridorArea ?? nearest.corridorArea
    }
    tree.buildingDistance = ranked.compactMap(\.buildingDistance).min()
    // Nothing near is said only where no photo says otherwise.
    if tree.target == nil || tree.target == .nothing {
      let others = ranked.compactMap(\.target)
      tree.target = others.first { $0 != .nothing } ?? others.first
    }
    return tree
  }

  /// Returns the width of carriageway that a tree blocks, from what each photo shows of it.
  ///
  /// A photo misses a part of a tree (twigs, what lies in the shade) more often than it adds one: from three photos on it is as wide as two of
  /// them show it.
  private static func blockedWidth(_ all: [Measure]) -> Measure? {
    // Doubts grow with what is seen: weighted by them, the photo that sees least would count most.
    guard all.count >= 3 else {
      return all.isEmpty
        ? nil : Measure(all.reduce(0) { $0 + $1.value } / Double(all.count), sigma: all.compactMap(\.sigma).max())
    }
    return all.sorted { $0.value > $1.value }[1]
  }

  /// Returns the width of the carriageway, no narrower than what the tree blocks of it; `nil` where no photo shows both edges.
  private static func carriagewayWidth(_ all: [Measure], blocked: Measure?) -> Measure? {
    guard var width = all.count >= 3 ? median(all) : MeasureFusion.measure(all) else { return nil }
    width.value = max(width.value, blocked?.value ?? 0)
    return width
  }

  /// The middle one by value, the lower of two.
  private static func median(_ all: [Measure]) -> Measure? {
    all.isEmpty ? nil : all.sorted { $0.value < $1.value }[(all.count - 1) / 2]
  }
}
