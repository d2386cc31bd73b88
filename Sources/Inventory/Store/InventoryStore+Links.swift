import Foundation
import GRDB

/// The pairs of detections that were joined, in the table `merges`.
extension InventoryStore {
  /// Writes why detections became one defect.
  static func write(_ links: [DefectMerging.Link], of names: DefectNames, in database: Database) throws {
    try database.execute(sql: "DELETE FROM merges")
    for link in links {
      var values = RowValues()
      values.set("defect_uid", names.after[link.first])
      values.set("first_uid", link.first)
      values.set("second_uid", link.second)
      values.set("squared_distance", link.evidence.squaredDistance)
      values.set("offset_m", link.evidence.offset)
      values.set("overlap", link.evidence.overlap)
      values.set("size_ratio", link.evidence.sizeRatio)
      values.set("registered", link.evidence.isRegistered ? 1 : 0)
      values.set("weight", link.evidence.weight)
      values.set("whole_uid", link.whole?.detection)
      values.set("n_photos_whole", link.whole?.photosAsOne)
      values.set("n_photos_apart", link.whole?.photosApart)
      try values.insert(into: "merges", of: database)
    }
  }

  private static func whole(_ row: RowReader) throws -> DefectMerging.Whole? {
    guard row.has("whole_uid"), let detection = try row.optionalText("whole_uid") else { return nil }
    return DefectMerging.Whole(
      detection: detection, photosAsOne: try row.optionalInteger("n_photos_whole") ?? 0,
      photosApart: try row.optionalInteger("n_photos_apart") ?? 0)
  }

  /// Returns the pairs of detections that were joined into a defect, in the order in which they were.
  public func links(of defectUID: String) throws(StoreError) -> [DefectMerging.Link] {
    let path = url.path
    return try read { database in
      guard try database.tableExists("merges") else { return [] }
      let rows = try Row.fetchAll(
        database, sql: "SELECT * FROM merges WHERE defect_uid = ? ORDER BY fid", arguments: [defectUID])
      return try rows.map { row in
        let row = RowReader(row, table: "merges", path: path)
        return DefectMerging.Link(
          first: try row.text("first_uid"), second: try row.text("second_uid"),
          evidence: PairEvidence(
            verdict: .same, squaredDistance: try row.optionalNumber("squared_distance") ?? 0,
            offset: try row.optionalNumber("offset_m") ?? 0, overlap: try row.optionalNumber("overlap"),
            sizeRatio: try row.optionalNumber("size_ratio"), isRegistered: try row.integer("registered") != 0,
            weight: try row.number("weight")), whole: try Self.whole(row))
      }
    }
  }
}
