import Foundation
import GRDB
import ImageKit
import Testing

@testable import Inventory

@Suite struct `Registrations in an inventory` {
  private static func registration(_ heading: Double) -> FlightRegistration {
    FlightRegistration(projections: [nil, nil], matches: []).with(heading: heading)
  }

  @Test func `a registration comes back to the bit under its key and under no other`() throws {
    let folder = try TemporaryFolder()
    let store = try InventoryStore.open(at: folder.file("a.gpkg"))
    let kept = Self.registration(0.1 + 0.2)
    try store.commit(kept, of: "north", key: "k1")
    #expect(try store.registration(of: "north", key: "k1") == kept)
    #expect(try store.registration(of: "north", key: "k2") == nil)
    #expect(try store.registration(of: "south", key: "k1") == nil)
    let newer = Self.registration(7)
    try store.commit(newer, of: "north", key: "k2")
    #expect(try store.registration(of: "north", key: "k1") == nil)
    #expect(try store.registration(of: "north", key: "k2") == newer)
    try store.close()
  }

  @Test func `what cannot be read counts as not there`() throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.gpkg")
    let store = try InventoryStore.open(at: url)
    try store.commit(Self.registration(1), of: "north", key: "k")
    try store.write { try $0.execute(sql: "UPDATE registrations SET content = '{\"photos\":'") }
    #expect(try store.registration(of: "north", key: "k") == nil)
    try store.close()
  }
}

extension FlightRegistration {
  /// The same with a heading that all photos share, through the form in which it is stored.
  func with(heading: Double) -> FlightRegistration {
    let text = String(decoding: (try? JSONEncoder().encode(self)) ?? Data(), as: UTF8.self)
      .replacing("\"heading\":0", with: "\"heading\":\(heading)")
    return (try? JSONDecoder().decode(FlightRegistration.self, from: Data(text.utf8))) ?? self
  }
}
