/// Finds a defect by a name that a person has: its own, an earlier one, a work order's, a detection's, or a beginning of one.
public struct DefectSearch {
  /// What a name stands for.
  public enum Outcome: Sendable, Equatable {
    /// One defect, by its place in the inventory.
    case found(Int)
    /// Several defects, by their names.
    case several([String])
    /// None.
    case none
  }

  /// Names shorter than this are no names: they would fit by chance.
  public static let leastLength = 4

  private let inventory: Inventory
  private let aliases: [String: String]

  /// Prepares a search.
  ///
  /// - Parameter aliases: names of defects that they have no more, with those that they have now.
  public init(_ inventory: Inventory, aliases: [String: String]) {
    self.inventory = inventory
    self.aliases = aliases
  }

  /// Returns the defect that a name stands for.
  public func defect(named name: String) -> Outcome {
    var wanted = name.lowercased()
    if wanted.hasPrefix("wo-") { wanted.removeFirst(3) }
    wanted = wanted.filter { $0 != "-" }
    guard wanted.count >= Self.leastLength else { return .none }
    func fits(_ uid: String) -> Bool { uid.filter { $0 != "-" }.lowercased().hasPrefix(wanted) }
    // The names that defects have now come first: then those that they would have by each of their detections.
    let own = inventory.defects.indices.filter { fits(inventory.defects[$0].uid) }
    if !own.isEmpty { return outcome(own) }
    let renamed = Set(aliases.filter { fits($0.key) }.values)
    let others = inventory.defects.indices.filter { index in
      let defect = inventory.defects[index]
      return renamed.contains(defect.uid)
        || defect.observations.contains {
          fits($0.uid) || fits(StableIdentifier.defect(observationUID: $0.uid))
        }
    }
    return outcome(others)
  }

  private func outcome(_ found: [Int]) -> Outcome {
    switch found.count {
    case 0: .none
    case 1: .found(found[0])
    default: .several(found.map { inventory.defects[$0].uid })
    }
  }
}
