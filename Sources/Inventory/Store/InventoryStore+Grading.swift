import Detectors
import GRDB

extension InventoryStore {
  /// Returns whether the inventory holds anything that is a tree.
  func holdsTrees() throws(StoreError) -> Bool {
    let kinds = DamageClass.allCases.filter(\.isTree).map { "'\($0.rawValue)'" }.joined(separator: ", ")
    return try read { database in
      try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM defects WHERE class IN (\(kinds)))") ?? false
    }
  }

  /// Writes the severity of defects, what follows from it, and whether the season explains them; nothing for none.
  func regrade(_ defects: [Defect]) throws(StoreError) {
    guard !defects.isEmpty else { return }
    let words = words
    try write { database in
      for defect in defects {
        let (priority, action) = words.answer(for: defect)
        let season: Bool? = defect.measures.tree?.isSeasonLikely == true ? true : nil
        try database.execute(
          sql: """
            UPDATE defects SET severity = ?, severity_label = ?, severity_rule = ?, severity_reason = ?, priority = ?,
            suggested_action = ?, season_likely = ? WHERE uid = ?
            """,
          arguments: [
            defect.severity.code, words.labels.text(defect.severity), defect.severity.rule, defect.severity.reason,
            priority, action, season, defect.uid,
          ])
        for table in ["defect_outlines", "defect_lines"] {
          try database.execute(
            sql: "UPDATE \(table) SET severity = ? WHERE defect_uid = ?",
            arguments: [defect.severity.code, defect.uid])
        }
        try database.execute(
          sql: "UPDATE detections SET season_likely = ? WHERE defect_uid = ?", arguments: [season, defect.uid])
      }
    }
  }
}
