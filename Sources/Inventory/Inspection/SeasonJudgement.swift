import Detectors

/// Whether bare crowns are a season or a hazard, judged for each flight from everything that was found in it.
///
/// A deciduous tree in winter looks dead from above. Where most crowns of a flight are bare, the season explains it: crowns in
/// decline, dead crowns and bare branches of that flight are marked and not graded, until photos in leaf say otherwise. A crown
/// counts once in each photo that shows it. The judgement depends on the findings alone, not on the order of photos, and is made
/// anew whenever a run ends.
public struct SeasonJudgement: Sendable, Equatable {
  /// From this part of a crown on, 0…1, it counts as bare.
  public static let bareDecline = 0.5
  /// The part of a flight's crowns, 0…1, that must be bare for the season to be likely.
  public static let mostCrowns = 0.6
  /// With fewer crowns than this a flight says nothing about the season.
  public static let leastCrowns = 10

  /// What one flight shows.
  public struct Count: Sendable, Equatable {
    /// Crowns whose decline was told.
    public var crowns = 0
    /// Those of them that are bare.
    public var bare = 0

    /// Whether most are bare.
    public var isSeasonLikely: Bool {
      crowns >= leastCrowns && Double(bare) >= mostCrowns * Double(crowns)
    }
  }

  /// The counts by flight; flights without crowns are not among them.
  public let flights: [String: Count]

  /// Counts the crowns of defects; those that a person rejected do not count.
  public init(_ defects: [Defect]) {
    var flights: [String: Count] = [:]
    for defect in defects where defect.status != .rejected {
      for observation in defect.observations where observation.damageClass.isCrown {
        guard let decline = observation.measures.tree?.decline else { continue }
        flights[observation.photo.flight, default: Count()].crowns += 1
        if decline >= Self.bareDecline { flights[observation.photo.flight, default: Count()].bare += 1 }
      }
    }
    self.flights = flights
  }

  /// Returns whether the season explains a finding.
  public func isSeasonLikely(_ defect: Defect) -> Bool {
    switch defect.damageClass {
    case .decliningCrown, .deadCrown, .bareBranch: flights[defect.flight]?.isSeasonLikely ?? false
    default: false
    }
  }

  /// Returns the grade of a finding that the season explains, and why.
  func severity(of defect: Defect) -> Severity {
    let count = flights[defect.flight] ?? Count()
    return Severity(
      grade: .notGradable, rule: "\(RulePackList.treesID)/season",
      reason: "\(count.bare) of \(count.crowns) crowns of this flight are bare: the season is likely, and a hazard is "
        + "not told from it. Look again when the trees are in leaf.")
  }
}

extension Inspection {
  /// Judges the season of each flight from the inventory, and grades its trees by it where that changes anything.
  func judgeSeasons(in store: InventoryStore) throws(StoreError) {
    guard looksForTrees, try store.holdsTrees() else { return }
    let inventory = try store.inventory()
    let judgement = SeasonJudgement(inventory.defects)
    let photos = Dictionary(inventory.photos.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    var changed: [Defect] = []
    for defect in inventory.defects where defect.measures.tree != nil {
      let isLikely = judgement.isSeasonLikely(defect)
      // What is graded otherwise already, by a run or by a person, is left alone.
      guard defect.review?.severity == nil else { continue }
      guard isLikely || defect.measures.tree?.isSeasonLikely == true else { continue }
      var judged = defect
      judged.measures.tree?.isSeasonLikely = isLikely
      for index in judged.observations.indices {
        judged.observations[index].measures.tree?.isSeasonLikely = isLikely
      }
      judged.severity =
        isLikely
        ? judgement.severity(of: defect)
        : severity(of: judged, focalLengthPixels: photos[defect.bestPhoto]?.focalLengthPixels)
      if judged != defect { changed.append(judged) }
    }
    try store.regrade(changed)
  }

  private func severity(of defect: Defect, focalLengthPixels: Double?) -> Severity {
    let hasRule = options.rules.rule(for: defect.damageClass) != nil
    let rules = hasRule ? options.rules : treeRules ?? options.rules
    let view = defect.observations.first.map { GradingView(of: $0, focalLengthPixels: focalLengthPixels) }
    return rules.severity(of: defect.damageClass, measures: defect.measures, view: view ?? GradingView())
  }
}
