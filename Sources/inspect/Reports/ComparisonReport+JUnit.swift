import Detectors
import ImageKit
import Inventory

extension ComparisonReport {
  /// For continuous integration: one test case a gate, failed when it was asked for and something is in its way.
  var junit: String {
    let words = words
    var cases: [String] = []
    for gate in ComparisonGate.allCases {
      let rows = gate.rows(of: comparison)
      let name = "    <testcase classname=\"compare\" name=\"\(gate.rawValue)\">"
      let lines = rows.map { row in
        JUnitText.escaped(([words.text(row.change)] + cells(of: row)).joined(separator: "  "))
      }
      if rows.isEmpty {
        cases.append("\(name)</testcase>")
      } else if gates.contains(gate) {
        cases.append(
          "\(name)<failure message=\"\(rows.count) × \(gate.rawValue)\">\(lines.joined(separator: "\n"))</failure></testcase>"
        )
      } else {
        cases.append("\(name)<system-out>\(lines.joined(separator: "\n"))</system-out></testcase>")
      }
    }
    let failures = gates.count { !$0.rows(of: comparison).isEmpty }
    return JUnitText.report(suite: "inspect compare \(before) \(after)", cases: cases, failures: failures)
  }
}
