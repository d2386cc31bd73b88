import Detectors
import ImageKit

/// What a reader should know before believing a comparison.
enum ComparisonRemarks {
  /// Returns what makes two inventories hard to compare, in English sentences.
  static func remarks(from before: Inventory, to after: Inventory, shifts: [FlightShift]) -> [String] {
    var remarks: [String] = []
    let times = [before, after].map { $0.photos.compactMap { $0.capturedAt.flatMap(UTCTime.text(_:)) } }
    if let first = times[0].min(), let last = times[1].max(), last < first {
      remarks.append("OLD was flown after NEW: are they the wrong way round?")
    }
    if shifts.isEmpty { remarks.append("no photo of NEW covers what a photo of OLD covers: nothing can be compared") }
    for shift in shifts where shift.basis != .estimated {
      let why =
        shift.basis == .tooFewPairs
        ? "only \(shift.pairs) defects of both go together" : "several shifts fit about as well"
      let doubt = FixedDecimal.text(shift.accuracy.ce90, places: 1) ?? "?"
      remarks.append(
        "the shift between the flights \(shift.before) and \(shift.after) could not be estimated (\(why)); none is taken, "
          + "with a doubt of \(doubt) m (90 %)")
    }
    func detectors(_ inventory: Inventory) -> [String] { inventory.provenance?.detectors.map(\.identifier) ?? [] }
    if detectors(before) != detectors(after) {
      let (old, new) = (detectors(before).joined(separator: " "), detectors(after).joined(separator: " "))
      remarks.append("other detectors looked (\(old) before, \(new) after): changes may be theirs")
    } else if before.provenance?.models != after.provenance?.models {
      remarks.append("the detectors had other models: changes may be theirs")
    }
    func rules(_ inventory: Inventory) -> Set<String> { Set(inventory.defects.map(\.severity.rule)).subtracting([""]) }
    let common = rules(before).intersection(rules(after))
    if common.isEmpty, !rules(before).isEmpty, !rules(after).isEmpty {
      remarks.append("severities follow other rules: that one is worse or better may be the rules' doing")
    }
    func methods(_ inventory: Inventory) -> Set<String> { Set(inventory.defects.compactMap(\.placement?.method)) }
    let (old, new) = (methods(before).sorted(), methods(after).sorted())
    if !old.isEmpty, !new.isEmpty, Set(old).isDisjoint(with: new) {
      remarks.append(
        "sizes were measured on other surfaces (\(old.joined(separator: ", ")) before, \(new.joined(separator: ", ")) after): "
          + "a change of all sizes alike may be theirs")
    }
    for (name, inventory) in [("OLD", before), ("NEW", after)] {
      if !inventory.defects.isEmpty, inventory.defects.allSatisfy({ $0.expectedPhotoCount == nil }) {
        remarks.append("\(name) was made with --no-merge: how many photos should show a defect is not known")
      }
    }
    return remarks
  }
}
