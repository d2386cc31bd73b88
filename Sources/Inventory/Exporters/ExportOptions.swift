/// What a reader of an export asks for.
public struct ExportOptions: Sendable {
  /// The language of labels.
  public var language: Language
  /// Where x and y come from; `nil` leaves them empty.
  public var plane: (any PlaneCoordinates)?
  /// Which decisions of people to include; rejected defects are left out unless asked for.
  public var statuses: Set<DefectStatus>

  /// Creates options.
  public init(
    language: Language = .english, plane: (any PlaneCoordinates)? = nil,
    statuses: Set<DefectStatus> = [.new, .accepted, .edited]
  ) {
    self.language = language
    self.plane = plane
    self.statuses = statuses
  }

  /// Returns the defects to include, in the inventory's order.
  func defects(of inventory: Inventory) -> [Defect] {
    inventory.defects.filter { statuses.contains($0.status) }
  }
}
