import Detectors
import ImageKit

/// What changed between two inventories of one place.
///
/// A pure function of both:
///
/// 1. The shift between each pair of flights is estimated from the defects that both show, and taken out.
/// 2. Defects are paired, all that compete for one place together; pieces and doubles go with what they lie on.
/// 3. What only one inventory has is new or gone only where the other's photos would have shown it: near enough, fine enough,
///    and so many of them that they hardly all overlooked it. Where a repair lies now it is repaired.
/// 4. Sizes of pairs are compared against the doubt of both measures and what the two flights differ where nothing changed.
///
/// Defects that a person rejected do not count.
public struct InventoryComparison: Sendable {
  /// One row a defect, new ones first; of a change the most severe first.
  public let rows: [DefectComparison]
  /// The shifts between flights that cover the same places.
  public let shifts: [FlightShift]
  /// What a reader should know before believing a row, in English sentences.
  public let remarks: [String]

  /// At least so many photos must cover a place before what they do not show is new or gone.
  public static let leastPhotos = 2
  /// What all photos may have overlooked with more than this probability is not told to be new or gone.
  public static let mostOverlooked = 0.02

  /// Compares two inventories.
  public init(from before: Inventory, to after: Inventory) {
    let places = [before, after].flatMap { inventory in
      inventory.photos.compactMap(\.position) + inventory.defects.compactMap(\.placement?.point)
    }
    let work = ComparisonWork(
      before: ComparisonSide(before, sites: SurveySites(places)),
      after: ComparisonSide(after, sites: SurveySites(places)),
      sites: SurveySites(places))
    rows = Self.sorted(work.rows())
    shifts = work.meetings.map(\.shift)
    remarks = ComparisonRemarks.remarks(from: before, to: after, shifts: shifts)
  }

  /// How many rows tell of a change.
  public func count(of change: DefectChange) -> Int { rows.count { $0.change == change } }

  /// The order in which changes are told: what somebody has to look at first.
  public static let order: [DefectChange] = [
    .new, .grown, .repaired, .gone, .shrunk, .unchanged, .firstSeen, .notObserved, .notCompared,
  ]

  private static func sorted(_ rows: [DefectComparison]) -> [DefectComparison] {
    func rank(_ row: DefectComparison) -> (Int, Int, Double, String) {
      let shown = row.shown
      let level = shown.severity.worst.flatMap { SeverityLevel.allCases.firstIndex(of: $0) } ?? -1
      return (
        order.firstIndex(of: row.change) ?? order.count, shown.blocksCarriageway ? -9 : -level, -shown.blockedWidth,
        shown.uid
      )
    }
    return rows.map { ($0, rank($0)) }.sorted { $0.1 < $1.1 }.map(\.0)
  }
}
