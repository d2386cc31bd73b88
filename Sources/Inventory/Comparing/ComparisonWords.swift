import Detectors
import ImageKit

/// What a comparison says, in the words of a language.
public struct ComparisonWords: Sendable {
  /// The language's words.
  public let labels: Labels

  /// Creates the words of a language.
  public init(_ labels: Labels) { self.labels = labels }

  /// What became of it.
  public func text(_ change: DefectChange) -> String { labels.text("change.\(change.rawValue)") }

  /// Why, or nothing where the change says it.
  public func reason(_ row: DefectComparison) -> String {
    row.reason.map { labels.text("change_reason.\($0.rawValue)") } ?? ""
  }

  /// Whether it is more or less severe, with both grades: `low → high: worse`; empty where neither can be told.
  public func severity(_ row: DefectComparison) -> String {
    guard let change = row.severity, let before = row.before.first, let after = row.after.first else { return "" }
    return "\(labels.text(before.severity)) → \(labels.text(after.severity)): "
      + labels.text("severity_change.\(change.rawValue)")
  }

  /// The sizes before and after: `length 3.20 → 4.75 m (+1.55 ± 0.21)`.
  ///
  /// - Parameter all: also those that did not change.
  public func sizes(_ row: DefectComparison, all: Bool = true) -> String {
    row.sizes.filter { all || $0.direction != 0 }.map(text).joined(separator: labels.text("list.separator"))
  }

  private func text(_ change: SizeChange) -> String {
    let style = Self.style(change.quantity)
    func number(_ value: Double) -> String { FixedDecimal.text(value * style.scale, places: style.places) ?? "–" }
    let sign = change.difference < 0 ? "" : "+"
    let unit = style.unit == "m²" ? labels.text("size.square_metres") : style.unit
    return "\(labels.text("quantity.\(change.quantity.rawValue)")) \(number(change.before.value)) → "
      + "\(number(change.after.value)) \(unit) (\(sign)\(number(change.difference)) ± \(number(change.sigma)))"
  }

  /// How a quantity is written: its unit, what it is multiplied by for it, and decimals.
  static func style(_ quantity: SizeChange.Quantity) -> (unit: String, scale: Double, places: Int) {
    switch quantity {
    case .length, .blockedWidth: ("m", 1, 2)
    case .width: ("mm", 1, 1)
    case .area: ("m²", 1, 3)
    case .decline, .paintLost: ("%", 100, 0)
    }
  }

  /// How far one flight's places lie from the other's, or why none is taken.
  public func text(_ shift: FlightShift) -> String {
    func metres(_ value: Double) -> String { (FixedDecimal.text(value, places: 2) ?? "–") + " m" }
    let doubt = "± \(metres(shift.accuracy.ce90))"
    guard shift.basis == .estimated else {
      return "\(labels.text("shift.\(shift.basis.rawValue)")), \(doubt) (90 %)"
    }
    let east = "\(metres(abs(shift.east))) \(labels.text(shift.east < 0 ? "shift.west" : "shift.east"))"
    let north = "\(metres(abs(shift.north))) \(labels.text(shift.north < 0 ? "shift.south" : "shift.north"))"
    let separator = labels.text("list.separator")
    return "\(east)\(separator)\(north) \(doubt) (90 %)\(separator)\(labels.text("shift.pairs")) \(shift.pairs)"
  }
}

extension Labels {
  /// The columns that have a name for people in a comparison.
  static let comparisonColumns = ["change_label", "reason_label", "severity_change_label", "sizes"]

  /// The keys of words that comparisons need.
  static var comparisonKeys: Set<String> {
    var keys: Set = [
      "compare.title", "compare.shift", "compare.remarks",
      "shift.too_few_pairs", "shift.ambiguous", "shift.east", "shift.west", "shift.north", "shift.south", "shift.pairs",
    ]
    keys.formUnion(comparisonColumns.map { "column.\($0)" })
    keys.formUnion(DefectChange.allCases.map { "change.\($0.rawValue)" })
    keys.formUnion(ChangeReason.allCases.map { "change_reason.\($0.rawValue)" })
    keys.formUnion(SeverityChange.allCases.map { "severity_change.\($0.rawValue)" })
    keys.formUnion(SizeChange.Quantity.allCases.map { "quantity.\($0.rawValue)" })
    return keys
  }
}
