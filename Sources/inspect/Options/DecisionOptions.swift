import ArgumentParser
import Detectors
import Inventory

/// Decisions about single defects, and how decisions are taken.
struct DecisionOptions: ParsableArguments {
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("These defects are right as they stand; uid, work order or a beginning.", valueName: "defect"))
  var accept: [String] = []

  @Option(
    parsing: .upToNextOption, help: ArgumentHelp("These are no damage; say why with --reason.", valueName: "defect"))
  var reject: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("These are damage of another --kind or --severity.", valueName: "defect"))
  var edit: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Nobody has decided about these: what was decided before counts no more.", valueName: "defect"))
  var reopen: [String] = []

  @Option(help: ArgumentHelp("Why it is no damage: shadow, joint, … or words of your own.", valueName: "reason"))
  var reason: String?

  @Option(help: ArgumentHelp("The kind that it is, such as pothole.", valueName: "kind"))
  var kind: String?

  @Option(
    help: ArgumentHelp("The severity that it has: low, medium, high, low..medium, not_gradable.", valueName: "severity")
  )
  var severity: String?

  @Option(help: ArgumentHelp("Anything else, for the record.", valueName: "text"))
  var note: String?

  @Option(help: ArgumentHelp("Who decides; a name in the table counts for its row.", valueName: "name"))
  var reviewer: String?

  @Flag(help: "Take decisions about defects that changed since the table was written.")
  var force = false

  @Flag(name: .customLong("dry-run"), help: "Check the decisions and say what would be added; write nothing.")
  var dryRun = false

  private var named: [(verdict: ReviewVerdict, names: [String])] {
    [(.accept, accept), (.reject, reject), (.edit, edit), (.reopen, reopen)].filter { !$0.1.isEmpty }
  }

  /// What was asked for, as its options are called; `nil` when no defect is named.
  var mode: String? {
    named.isEmpty ? nil : named.map { "--\($0.verdict.rawValue)" }.joined(separator: " and ")
  }

  /// Returns the decisions about the defects that are named.
  func decisions(in inventory: Inventory, aliases: [String: String]) throws(CommandFailure) -> [ReviewDecision] {
    guard named.count == 1, let (verdict, names) = named.first else {
      throw CommandFailure(.usage, "\(mode ?? "") are different decisions; make one after the other")
    }
    let words = ReviewWords()
    let kind = try kind.map { (text) throws(CommandFailure) in
      guard let kind = words.kind(text) else {
        let known = DamageClass.allCases.map(\.rawValue)
        throw CommandFailure(
          .usage, "--kind: '\(Terminal.printable(text))' is no kind; \(Suggestion.words(for: text, among: known))")
      }
      return kind
    }
    let severity = try severity.map { (text) throws(CommandFailure) in
      guard let severity = words.severity(text) else {
        throw CommandFailure(
          .usage,
          "--severity: '\(Terminal.printable(text))' is none; use low, medium, high, low..medium or not_gradable")
      }
      return severity
    }
    let reason = reason.map(words.reason)
    let text = [reason?.1 ?? "", note ?? ""].filter { !$0.isEmpty }.joined(separator: "; ")
    let search = DefectSearch(inventory, aliases: aliases)
    var decisions: [ReviewDecision] = []
    for name in names {
      let uid = inventory.defects[try search.one(name)].uid
      decisions.append(
        ReviewDecision(
          verdict, of: uid, reviewer: reviewer ?? "", note: text, reason: reason?.0, damageClass: kind,
          severity: severity))
    }
    return decisions
  }
}

extension DefectSearch {
  /// Returns the one defect that a name stands for.
  func one(_ name: String) throws(CommandFailure) -> Int {
    switch defect(named: name) {
    case .found(let index): return index
    case .none:
      throw CommandFailure(
        .inputNotFound,
        "no defect is named '\(Terminal.printable(name))'; work-orders.csv lists them, and "
          + "\(DefectSearch.leastLength) characters are the least")
    case .several(let names):
      let list = names.prefix(5).joined(separator: ", ") + (names.count > 5 ? ", …" : "")
      throw CommandFailure(
        .usage, "'\(Terminal.printable(name))' may be \(names.count) defects: \(list); give more characters")
    }
  }
}
