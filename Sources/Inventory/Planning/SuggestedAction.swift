import Detectors

/// What a planner might do about a defect: a proposal from kind and severity, not an order.
///
/// | kind | not gradable | low | medium | high |
/// |---|---|---|---|---|
/// | cracks one by one, block cracking | inspect on site | monitor | seal the crack | repair |
/// | alligator cracking, potholes, ravelling, other damage | inspect on site | monitor | repair | repair |
/// | faded markings | paint again | monitor | paint again | paint again |
/// | a fallen tree on the carriageway | clear the carriageway | | | |
/// | trees that the season explains | look again when in leaf | | | |
/// | trees in decline, dead, fallen or leaning, bare branches, canopy over pavement | have an arborist look | | | |
/// | crowns, repairs and covers as such | none | | | |
///
/// A range counts as its upper end. A rejected defect needs nothing.
public enum SuggestedAction: String, Sendable, Hashable, CaseIterable {
  /// Nothing.
  case none
  /// Look again at the next flight.
  case monitor
  /// Seal the crack.
  case sealCrack = "seal_crack"
  /// Repair.
  case repair
  /// Paint the marking again.
  case repaint
  /// Go and measure.
  case inspectOnSite = "inspect_on_site"
  /// Have an arborist look.
  case arborist
  /// Clear the carriageway.
  case clearRoad = "clear_road"
  /// Look again when the trees are in leaf.
  case lookInLeaf = "look_in_leaf"

  /// Creates the action for a defect.
  public init(for defect: Defect) {
    guard defect.status != .rejected else {
      self = .none
      return
    }
    if defect.blocksCarriageway {
      self = .clearRoad
      return
    }
    switch defect.damageClass {
    case .treeCrown, .repair, .utilityCover, .sealedCrack:
      self = .none
    case .decliningCrown, .deadCrown, .bareBranch, .fallenTree, .leaningTree, .canopyOverPavement:
      self = defect.measures.tree?.isSeasonLikely == true ? .lookInLeaf : .arborist
    case .crack, .longitudinalCrack, .transverseCrack, .blockCrack:
      self = SuggestedAction(defect.severity.worst, medium: .sealCrack)
    // What a photo shows of paint is all there is to see.
    case .fadedMarking:
      self = defect.severity.worst == .low ? .monitor : .repaint
    // Sealing alligator cracking crack by crack holds nothing together.
    case .alligatorCrack, .pothole, .ravelling, .spalling, .exposedRebar, .efflorescence:
      self = SuggestedAction(defect.severity.worst, medium: .repair)
    }
  }

  private init(_ level: SeverityLevel?, medium: SuggestedAction) {
    switch level {
    case nil: self = .inspectOnSite
    case .low: self = .monitor
    case .medium: self = medium
    case .high: self = .repair
    }
  }
}
