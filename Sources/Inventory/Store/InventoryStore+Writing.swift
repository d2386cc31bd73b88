import Foundation
import GRDB
import ImageKit

extension InventoryStore {
  /// Commits one photo with everything found in it, in place of whatever was known of it, in one transaction.
  ///
  /// Decisions of people about a defect that is found again are kept. An observation that repeats the name of an
  /// earlier one is left out.
  ///
  /// - Parameters:
  ///   - photo: the photo.
  ///   - observations: what it shows.
  ///   - defects: the defects made of these observations.
  /// - Throws: `duplicatePhoto` when the same bytes are there under another name.
  public func commit(
    photo: PhotoRecord, observations: [Observation], defects: [Defect]
  ) throws(StoreError) {
    try write { database in
      if let other = try self.otherName(of: photo, in: database) { throw StoreError.duplicatePhoto(of: other) }
      try self.removeAll(of: photo.key, in: database)
      var extents = LayerExtents()
      try PhotoRows.insert(photo, in: database, extents: &extents)
      var seen: Set<String> = []
      var defectOfObservation: [String: String] = [:]
      for defect in defects where seen.insert(defect.uid).inserted {
        for observation in defect.observations { defectOfObservation[observation.uid] = defect.uid }
        // A defect that other photos show too is there already; merging puts it right at the end of the run.
        if try self.isThere(defect.uid, in: database) { continue }
        let review = try self.lastReview(of: defect.uid, in: database)
        // The rules for a kind that a person gave are asked when the detections are merged.
        let decided = review.map { review in defect.decided(review) { _ in nil } }
        try DefectRows.insert(decided ?? defect, words: self.words, in: database, extents: &extents)
      }
      for observation in observations where seen.insert(observation.uid).inserted {
        try DetectionRows.insert(
          observation, defectUID: defectOfObservation[observation.uid], in: database, extents: &extents)
      }
      try extents.grow(in: database)
    }
  }

  /// Commits that a file cannot be used, in place of whatever was known of it.
  public func commit(skipped: SkippedPhotoRecord) throws(StoreError) {
    try write { database in
      try self.removeAll(of: skipped.key, in: database)
      var values = RowValues()
      values.set(skipped.key)
      values.set("code", skipped.code)
      values.set("detail", skipped.detail)
      values.set("byte_count", skipped.byteCount)
      values.set("modified", skipped.modificationTime)
      values.set("fingerprint", skipped.fingerprint)
      try values.insert(into: "skipped_photos", of: database)
    }
  }

  /// Adds a flight, or updates its folder when the name is known.
  public func commit(flight: FlightRecord) throws(StoreError) {
    try write { database in
      try database.execute(
        sql: "INSERT INTO flights (name, folder) VALUES (?, ?) "
          + "ON CONFLICT (name) DO UPDATE SET folder = excluded.folder",
        arguments: [flight.name, flight.folder])
    }
  }

  /// Forgets a photo and everything found in it, for a file that is no longer there.
  public func remove(_ key: PhotoKey) throws(StoreError) {
    try write { database in try self.removeAll(of: key, in: database) }
  }

  /// Notes a change of a file that left its results as they are, such as a new modification time.
  public func touch(_ key: PhotoKey, modificationTime: Double) throws(StoreError) {
    try write { database in
      for table in ["photos", "skipped_photos"] {
        try database.execute(
          sql: "UPDATE \(table) SET modified = ? WHERE flight = ? AND photo = ?",
          arguments: [modificationTime, key.flight, key.name])
      }
    }
  }

  /// Returns the last decision about a defect.
  private func lastReview(of uid: String, in database: Database) throws -> Review? {
    let row = try Row.fetchOne(
      database, sql: "SELECT * FROM reviews WHERE defect_uid = ? ORDER BY fid DESC LIMIT 1", arguments: [uid])
    return try row.map { try Review(RowReader($0, table: "reviews", path: self.url.path)) }
  }

  private func otherName(of photo: PhotoRecord, in database: Database) throws -> PhotoKey? {
    let row = try Row.fetchOne(
      database, sql: "SELECT flight, photo FROM photos WHERE sha256 = ? AND NOT (flight = ? AND photo = ?)",
      arguments: [photo.sha256, photo.key.flight, photo.key.name])
    return try row.map { try RowReader($0, table: "photos", path: self.url.path).photoKey() }
  }

  private func isThere(_ uid: String, in database: Database) throws -> Bool {
    try Int.fetchOne(database, sql: "SELECT 1 FROM defects WHERE uid = ?", arguments: [uid]) != nil
  }

  /// Deletes all rows of a photo.
  ///
  /// A defect that other photos show too stays with what is known of it, until merging puts it right: at any moment each
  /// detection belongs to a defect, and each defect has one.
  private func removeAll(of key: PhotoKey, in database: Database) throws {
    try forgetMerging(in: database)
    let uids = try String.fetchAll(
      database, sql: "SELECT uid FROM defects WHERE flight = ? AND best_photo = ?", arguments: [key.flight, key.name])
    let seen = try String.fetchAll(
      database,
      sql: "SELECT DISTINCT defect_uid FROM detections WHERE flight = ? AND photo = ? AND defect_uid IS NOT NULL",
      arguments: [key.flight, key.name])
    for table in ["detections", "footprints", "pavement", "photos", "skipped_photos"] {
      try database.execute(
        sql: "DELETE FROM \(table) WHERE flight = ? AND photo = ?", arguments: [key.flight, key.name])
    }
    for uid in Set(uids + seen) {
      let other = try Row.fetchOne(
        database, sql: "SELECT flight, photo FROM detections WHERE defect_uid = ? ORDER BY flight, photo LIMIT 1",
        arguments: [uid])
      guard let other else {
        try DefectRows.delete(uid, in: database)
        continue
      }
      let photo = try RowReader(other, table: "detections", path: url.path).photoKey()
      try database.execute(
        sql: "UPDATE defects SET flight = ?, best_photo = ? WHERE uid = ? AND flight = ? AND best_photo = ?",
        arguments: [photo.flight, photo.name, uid, key.flight, key.name])
      try database.execute(
        sql: """
          UPDATE defects SET computed = NULL, n_photos = (
            SELECT count(*) FROM (SELECT DISTINCT flight, photo FROM detections WHERE defect_uid = ?)
          ) WHERE uid = ?
          """, arguments: [uid, uid])
    }
  }
}
