import Foundation
import GRDB
import ImageKit

extension InventoryStore {
  /// Returns a flight's registration if it was made of the same photos and options, told by the key; else `nil`.
  ///
  /// What cannot be read counts as not there: a registration can always be made again.
  public func registration(of flight: String, key: String) throws(StoreError) -> FlightRegistration? {
    let content = try read { database in
      try String.fetchOne(
        database, sql: "SELECT content FROM registrations WHERE flight = ? AND key = ?", arguments: [flight, key])
    }
    return content.flatMap { try? JSONDecoder().decode(FlightRegistration.self, from: Data($0.utf8)) }
  }

  /// Keeps a flight's registration in place of an earlier one.
  public func commit(_ registration: FlightRegistration, of flight: String, key: String) throws(StoreError) {
    try write { database in
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      try database.execute(sql: "DELETE FROM registrations WHERE flight = ?", arguments: [flight])
      var values = RowValues()
      values.set("flight", flight)
      values.set("key", key)
      values.set("matches", registration.matchCount)
      values.set("turned_photos", registration.photos.count { $0.turn != .none })
      values.set("median_before_m", registration.medianBefore)
      values.set("median_turned_m", registration.medianTurned)
      values.set("median_after_m", registration.medianAfter)
      values.set("content", String(decoding: try encoder.encode(registration), as: UTF8.self))
      try values.insert(into: "registrations", of: database)
    }
  }
}
