import Detectors
import Foundation
import GRDB

extension InventoryStore {
  /// Checks that it is known what made the inventory, and tells whether this version would make it again.
  public func verifyProvenance() throws(StoreError) -> [VerificationCheck] {
    let path = url.path
    let (runs, hashes, found) = try read { database in
      let rows = try Row.fetchAll(database, sql: "SELECT * FROM runs ORDER BY fid").map {
        RowReader($0, table: "runs", path: path)
      }
      let found = try Row.fetchAll(
        database, sql: "SELECT DISTINCT detector, detector_version FROM detections ORDER BY 1, 2"
      ).map { row in
        let row = RowReader(row, table: "detections", path: path)
        return DetectorIdentity(name: try row.text("detector"), version: try row.integer("detector_version"))
      }
      return (try rows.map { try Provenance($0) }, try rows.map { try $0.text("options_sha256") }, found)
    }
    guard let last = runs.last else {
      return [
        VerificationCheck(
          "provenance", .failed, "no run is recorded", advice: "run again over the same photos; decisions are kept")
      ]
    }
    var findings: [String] = []
    for (number, (run, hash)) in zip(runs, hashes).enumerated() where run.optionsHash != hash {
      findings.append("run \(number + 1) was changed after it was written")
    }
    let known = Set(runs.flatMap(\.detectors))
    for detector in found where !known.contains(detector) {
      findings.append("no recorded run has the detector \(detector.identifier) of some detections")
    }
    var checks = [
      VerificationCheck(
        "provenance", findings: findings,
        sound: "\(runs.count) \(runs.count == 1 ? "run" : "runs"), the last by version \(last.toolVersion), "
          + "run \(last.optionsHash.prefix(12))",
        advice: "restore the file from a copy, or run again over the same photos")
    ]
    if last.endedAt == nil {
      checks.append(
        VerificationCheck("completeness", .noted, "the last run was stopped", advice: "run again to finish it"))
    }
    checks.append(
      VerificationCheck(
        "repeatable", findings: Self.differences(of: last),
        sound:
          "this version has the same detectors, models and rules: a run over the same photos and layers gives the same",
        advice: "to repeat the run use the version, models and rules that it names", state: .noted))
    return checks
  }

  /// What of a run this version does not have.
  private static func differences(of run: Provenance) -> [String] {
    var findings: [String] = []
    if run.toolVersion != ToolVersion.current {
      findings.append("the run was made by version \(run.toolVersion), this is \(ToolVersion.current)")
    }
    let detectors = Set(DetectorList.all.map { DetectorIdentity(name: $0.name, version: $0.version) })
    for detector in run.detectors where !detectors.contains(detector) {
      findings.append("the detector \(detector.identifier) is not built in")
    }
    let models = Set(DetectorModel.builtIn.map { ModelRecord($0.identity) })
    for model in run.models where !models.contains(model) {
      findings.append("the model \(model.name) version \(model.version) (\(model.sha256.prefix(12))) is not built in")
    }
    for option in ["rules", "tree_rules"] {
      guard let identity = run.options[option] else { continue }
      let isKnown = RulePackList.ids.contains { id in
        (try? RulePackList.pack(id: id))?.contentIdentity == identity
      }
      if !isKnown { findings.append("the rules \(identity) are not built in") }
    }
    return findings
  }
}
