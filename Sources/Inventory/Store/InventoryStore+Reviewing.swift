import Foundation
import GRDB

extension InventoryStore {
  /// Adds a person's decision and gives it to the defect.
  public func append(_ review: Review) throws(StoreError) {
    try write { database in
      try self.add(
        [review], to: try self.inventory(in: database), aliases: try self.aliases(in: database), in: database)
    }
  }

  /// Checks decisions against the inventory as it is now and adds those that change anything, all of them or none.
  ///
  /// - Parameters:
  ///   - decisions: what people decided.
  ///   - time: when, in seconds since 1970-01-01 UTC.
  ///   - isForced: whether decisions about defects that changed meanwhile count.
  ///   - isDryRun: whether nothing is written.
  /// - Returns: what was, or would be, added; with problems nothing is.
  public func review(
    _ decisions: [ReviewDecision], at time: Double, isForced: Bool = false, isDryRun: Bool = false
  ) throws(StoreError) -> ReviewPlan {
    try write { database in
      let inventory = try self.inventory(in: database)
      let aliases = try self.aliases(in: database)
      let plan = ReviewPlan(decisions, for: inventory, aliases: aliases, at: time, isForced: isForced)
      if plan.problems.isEmpty, !isDryRun, !plan.reviews.isEmpty {
        try self.add(plan.reviews, to: inventory, aliases: aliases, in: database)
      }
      return plan
    }
  }

  /// Returns all decisions in the order in which they were made.
  public func reviews() throws(StoreError) -> [Review] {
    let path = url.path
    return try read { database in
      try Row.fetchAll(database, sql: "SELECT * FROM reviews ORDER BY fid").map { row in
        try Review(RowReader(row, table: "reviews", path: path))
      }
    }
  }

  /// Adds decisions with what the record said before, and puts them into force.
  private func add(
    _ reviews: [Review], to inventory: Inventory, aliases: [String: String], in database: Database
  ) throws {
    var defects = Dictionary(inventory.defects.map { ($0.uid, $0) }, uniquingKeysWith: { first, _ in first })
    for var review in reviews {
      let uid = aliases[review.defectUID] ?? review.defectUID
      let defect = defects[uid]
      if let defect {
        review.previous = Review.Previous(
          status: defect.status, damageClass: defect.damageClass, severity: defect.severity.code)
      }
      try ReviewRows.insert(review, in: database)
      guard let defect else { continue }
      let decided = defect.decided(review) { inventory.provenance?.builtInRules(for: $0) }
      defects[uid] = decided
      try DefectRows.update(decided, words: words, in: database)
    }
    try database.execute(
      sql: "UPDATE gpkg_contents SET last_change = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') "
        + "WHERE table_name IN ('defects', 'defect_outlines', 'defect_lines', 'reviews')")
  }
}
