import Detectors
import ImageKit

/// What an owner does about defects: in which order, until when and what, read from a YAML file that the owner can change.
///
/// ```yaml
/// id: my-city
/// title: Response times of the road department
/// source: where they are laid down
/// holidays: [2026-10-10]              # days off besides Saturdays and Sundays, for workingDays; may be left out
/// joined: [road_class]                # columns that --join fills, which conditions name; may be left out
/// rows:
///   - kinds: [pothole]                # conditions; each may be left out, and all that are there must hold
///     severity: [high, medium]        # a range counts as its upper end; not_gradable for what has none
///     blocksCarriageway: false
///     where: ["road_class=arterial"]  # as in 'inspect export --where'
///     priority: 1                     # 1 is first
///     due: {hours: 4}                 # or {days: 7} or {workingDays: 5}; may be left out
///     action: {en: fill today, zh-TW: 當日填補}   # may be left out: then the one that goes with kind and severity
/// ```
///
/// The first row that fits counts. What no row fits, and what a person rejected, has neither priority nor due date.
public struct ResponseTable: Sendable, Hashable {
  /// One row.
  struct Row: Sendable, Hashable {
    var kinds: [DamageClass] = []
    /// The levels, of which `nil` is what cannot be graded; empty for all.
    var levels: Set<SeverityLevel?> = []
    var blocksCarriageway: Bool?
    var conditions: [String] = []
    var filters: [ColumnFilter] = []
    var priority: Int?
    var time: ResponseTime?
    var action: [Language: String] = [:]

    static func == (left: Row, right: Row) -> Bool { left.words == right.words }

    func hash(into hasher: inout Hasher) { hasher.combine(words) }

    /// What the row says, for fingerprints.
    var words: String {
      let levels = levels.map { $0?.rawValue ?? "none" }.sorted().joined(separator: " ")
      let actions = action.map { "\($0.key.rawValue) \($0.value)" }.sorted().joined(separator: ", ")
      return [
        kinds.map(\.rawValue).joined(separator: " "), levels, blocksCarriageway.map { "\($0)" } ?? "",
        conditions.joined(separator: " & "), priority.map(String.init) ?? "", time.map { "\($0)" } ?? "", actions,
      ].joined(separator: "|")
    }

    /// Returns whether the row is about a defect.
    ///
    /// - Parameter cells: what tables say of it.
    func fits(_ defect: Defect, cells: () -> [String: TableCell]) -> Bool {
      guard kinds.isEmpty || kinds.contains(defect.damageClass),
        levels.isEmpty || levels.contains(defect.severity.worst),
        blocksCarriageway == nil || blocksCarriageway == defect.blocksCarriageway
      else { return false }
      guard !filters.isEmpty else { return true }
      let cells = cells()
      return filters.allSatisfy { $0.accepts(cells) }
    }
  }

  /// What follows for one defect.
  struct Answer: Sendable {
    /// 1 is first; `nil` for none.
    var priority: Int?
    /// Within which time.
    var time: ResponseTime?
    /// What to do, by language; empty where the table does not say.
    var action: [Language: String] = [:]
  }

  /// The table's name.
  public var id: String
  /// What it is.
  public var title: String
  /// Where its times are laid down.
  public var source: String
  /// Days off besides Saturdays and Sundays, as `2026-10-10`.
  var holidays: Set<String>
  var rows: [Row]

  /// Returns what follows for a defect.
  ///
  /// - Parameter cells: what tables say of it; asked only where a row has a condition on a column.
  func answer(for defect: Defect, cells: () -> [String: TableCell]) -> Answer {
    guard defect.status != .rejected, let row = rows.first(where: { $0.fits(defect, cells: cells) }) else {
      return Answer()
    }
    return Answer(priority: row.priority, time: row.time, action: row.action)
  }

  /// Returns what to do about a defect: the table's words, else those that go with kind and severity.
  func action(_ answer: Answer, for defect: Defect, labels: Labels) -> String {
    answer.action[labels.language] ?? labels.text(SuggestedAction(for: defect))
  }

  /// The table's name with a digest of what it says.
  var contentIdentity: String {
    let text = (holidays.sorted() + rows.map(\.words)).joined(separator: "\n")
    return "\(id) \(FileDigest.sha256(Array(text.utf8)).prefix(12))"
  }

  /// Returns when the work is due, in the zone of the time that it counts from.
  ///
  /// - Parameter start: a time of ISO 8601 with or without a zone; `nil` for none.
  func due(_ answer: Answer, from start: String?) -> String? {
    guard let time = answer.time, let start else { return nil }
    return time.end(from: start, holidays: holidays)
  }
}
