import Detectors
import ImageKit

/// What became of a defect between two inventories.
public enum DefectChange: String, Sendable, Hashable, Codable, CaseIterable {
  /// The later photos show it, and the earlier ones covered its place so well that they would have.
  case new
  /// Both show it, and it is larger by more than its measures and the two flights leave open.
  case grown
  /// Both show it, and it is smaller by more than that.
  case shrunk
  /// Both show it, and no change can be told from the doubt of the measures.
  case unchanged
  /// A repair lies at its place, or the crack is filled.
  case repaired
  /// The later photos covered its place so well that they would have shown it, and do not.
  case gone
  /// The later photos show it; the earlier ones could not, or could have overlooked it.
  case firstSeen = "first_seen"
  /// The later photos do not show it, and could not, or could have overlooked it.
  case notObserved = "not_observed"
  /// It has no place that could be compared.
  case notCompared = "not_compared"
}

/// Why a defect was told to be what it is, where the change alone does not say so.
public enum ChangeReason: String, Sendable, Hashable, Codable, CaseIterable {
  /// No photo of the other flight covers its place.
  case notCovered = "not_covered"
  /// The other flight has it at the border of photos only, or nearer to it than the doubt of the places.
  case atBorder = "at_border"
  /// The other flight's pixels are too large for it.
  case tooCoarse = "too_coarse"
  /// Too few photos of the other flight cover it for what a photo overlooks.
  case mayBeOverlooked = "may_be_overlooked"
  /// No detector that finds such things looked at the other flight.
  case notLookedFor = "not_looked_for"
  /// A photo without angles, or without a stated doubt, has no place to be compared by.
  case noPlace = "no_place"
  /// On a wall one place on the map is many.
  case onWall = "on_wall"
  /// The open crack is filled.
  case filled
  /// A patch lies where it was.
  case patched
  /// A crack that was filled is open again.
  case reopened
  /// Both show it, but no size that both know of it can be compared.
  case noSize = "no_size"
}

/// Whether a defect's severity rose or fell.
public enum SeverityChange: String, Sendable, Hashable, Codable, CaseIterable {
  /// Every level that the later measures allow lies above every level that the earlier ones allowed; or it blocks a carriageway now.
  case worse
  /// Every level that the later measures allow lies below every level that the earlier ones allowed; or it no longer blocks a carriageway.
  case better

  /// Creates the change between two grades; `nil` where both allow a level, or one has none.
  init?(from before: Defect, to after: Defect) {
    if before.blocksCarriageway != after.blocksCarriageway {
      self = after.blocksCarriageway ? .worse : .better
      return
    }
    guard case .levels(let old) = before.severity.grade, case .levels(let new) = after.severity.grade else {
      return nil
    }
    if new.lowerBound > old.upperBound {
      self = .worse
    } else if new.upperBound < old.lowerBound {
      self = .better
    } else {
      return nil
    }
  }
}

/// One size of a defect before and after.
public struct SizeChange: Sendable, Hashable {
  /// Which size.
  public enum Quantity: String, Sendable, Hashable, Codable, CaseIterable {
    /// The length along the centre lines as far as both flights show it, in metres.
    case length = "length_m"
    /// The median width, in millimetres.
    case width = "width_mm"
    /// The area, in square metres.
    case area = "area_m2"
    /// The width of carriageway that is blocked, in metres.
    case blockedWidth = "blocked_width_m"
    /// The part of a crown that is brown, defoliated or dead, 0…1.
    case decline
    /// The part of a marking's area that lost its paint, 0…1.
    case paintLost = "paint_lost"
  }

  /// Which size.
  public var quantity: Quantity
  /// The sizes, each with its own doubt.
  public var before, after: Measure
  /// The doubt of the difference, one standard deviation: of both measures and of what two flights differ where nothing changed.
  public var sigma: Double
  /// Whether the flight that does not show it may have overlooked the stretch that makes the difference.
  public var isDoubtful = false

  /// The change, in the quantity's unit.
  public var difference: Double { after.value - before.value }
  /// The change in standard deviations.
  public var score: Double { sigma > 0 ? difference / sigma : 0 }

  /// Creates a change of a size.
  public init(quantity: Quantity, before: Measure, after: Measure, sigma: Double) {
    self.quantity = quantity
    self.before = before
    self.after = after
    self.sigma = sigma
  }

  /// From so many standard deviations on a change is told: one in 200 that did not change would pass, on either side.
  public static let significance = 2.58
  /// A change of less than this part of the size before is none, however well it is measured.
  public static let leastShare = 0.1

  /// 1 when it grew, -1 when it shrank, 0 when neither can be told or it is doubtful.
  public var direction: Int {
    guard isLarge, !isDoubtful else { return 0 }
    return difference > 0 ? 1 : -1
  }
}

extension SizeChange {
  /// Whether it differs by more than its doubt and by a tenth.
  private var isLarge: Bool {
    abs(score) > Self.significance && abs(difference) > Self.leastShare * before.value
  }

  /// Whether it would count if it were not doubtful.
  var wouldCount: Bool { isLarge && isDoubtful }
}

/// What is known of one defect, or of pieces that are one, from two inventories.
public struct DefectComparison: Sendable, Equatable {
  /// What became of it.
  public var change: DefectChange
  /// Why, where the change alone does not say.
  public var reason: ChangeReason?
  /// The defects of the earlier inventory, the largest first; of one that is there in pieces, all.
  public var before: [Defect]
  /// The defects of the later inventory, the largest first; for what was repaired, the repair.
  public var after: [Defect]
  /// The sizes that both know.
  public var sizes: [SizeChange]
  /// Whether the severity rose or fell.
  public var severity: SeverityChange?
  /// How many photos of the other flight should show it; `nil` where both do.
  public var coveringPhotos: Int?
  /// The probability that all of those overlooked it, 0…1; `nil` where both show it or none covers it.
  public var overlooked: Double?
  /// Where it lies, in the later inventory's places: what only the earlier one has is moved by the shift between the flights.
  public var placement: Placement?

  /// The kind, by the later inventory where that has it.
  public var damageClass: DamageClass { shown.damageClass }
  /// The defect that stands for the row: the later one, but for what is repaired the earlier one.
  public var shown: Defect {
    change == .repaired && reason == .patched ? (before.first ?? after[0]) : (after.first ?? before[0])
  }
  /// The kind before, where that was another.
  public var formerClass: DamageClass? {
    guard let old = before.first?.damageClass, !after.isEmpty, old != damageClass else { return nil }
    return old
  }
}
