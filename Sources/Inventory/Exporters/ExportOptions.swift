/// What a reader of an export asks for.
public struct ExportOptions: Sendable {
  /// The language of labels.
  public var language: Language
  /// Where x and y come from; `nil` leaves them empty.
  public var plane: (any PlaneCoordinates)?
  /// Which decisions of people to include; rejected defects are left out unless asked for.
  public var statuses: Set<DefectStatus>
  /// Conditions that defects must meet, all of them.
  public var filters: [ColumnFilter]
  /// Columns that come from map layers of the owner, such as districts.
  public var joins: [ColumnJoin]
  /// How tables are laid out; `nil` takes the format's own columns.
  public var mapping: ColumnMapping?
  /// The work orders that were handed over before; then tables hold changes only.
  public var previous: PreviousWorkOrders?
  /// The column by which tables are grouped.
  public var groupColumn: String?
  /// Where pictures of defects come from; `nil` leaves them out.
  public var pictures: (any PictureSource)?
  /// What the owner does about defects: priorities, due dates, actions.
  public var response: ResponseTable
  /// What due dates count from, as ISO 8601; `nil` for when each defect was first seen.
  public var dueFrom: String?
  /// The run whose rules, models and options each row names; `nil` leaves them out.
  public var provenance: Provenance?

  /// Creates options.
  public init(
    language: Language = .english, plane: (any PlaneCoordinates)? = nil,
    statuses: Set<DefectStatus> = [.new, .accepted, .edited]
  ) {
    self.language = language
    self.plane = plane
    self.statuses = statuses
    filters = []
    joins = []
    response = .standard
  }

  /// Returns what follows for a defect.
  func answer(for defect: Defect) -> ResponseTable.Answer {
    response.answer(for: defect) {
      WorkOrderColumns.known(of: defect, labels: Labels(language: language), options: self)
    }
  }

  /// Returns when the work on a defect is due.
  func due(_ answer: ResponseTable.Answer, for defect: Defect) -> String? {
    response.due(answer, from: dueFrom ?? defect.firstSeen.flatMap(UTCTime.text(_:)))
  }

  /// Returns the defects to include, in the inventory's order.
  func defects(of inventory: Inventory) -> [Defect] {
    let chosen = inventory.defects.filter { statuses.contains($0.status) }
    guard !filters.isEmpty else { return chosen }
    let labels = Labels(language: language)
    return chosen.filter { defect in
      let cells = WorkOrderColumns.cells(of: defect, labels: labels, options: self)
      return filters.allSatisfy { $0.accepts(cells) }
    }
  }
}
