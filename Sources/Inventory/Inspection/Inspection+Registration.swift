import Foundation
import ImageKit

extension Inspection {
  /// Returns flights whose photos are registered against each other, where the options ask for it.
  ///
  /// A registration depends on all photos of a flight, so it is made before any of them is inspected, and kept in the
  /// inventory: a run that is continued, or finds nothing new, does not make it again.
  ///
  /// - Parameters:
  ///   - flights: as they were scanned.
  ///   - store: the inventory, open for writing.
  ///   - isStopping: asked between photos; once true, flights come back unregistered.
  ///   - progress: called with the number of photos compared and of all that have neighbours.
  public func registering(
    _ flights: [Flight], with store: InventoryStore, isStopping: () -> Bool = { false },
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) async throws -> [Flight] {
    guard options.registersPhotos else { return flights }
    var registered: [Flight] = []
    for flight in flights {
      if !options.startsFresh, let known = try known(flight, in: store) {
        registered.append(known)
        continue
      }
      let found = try await flight.registered(
        options.placement, geoid: geoid, limits: options.limits, jobs: options.jobs, isStopping: isStopping,
        progress: progress)
      if let registration = found.registration {
        try store.commit(registration, of: flight.name, key: registrationKey(of: flight))
      }
      registered.append(found)
    }
    return registered
  }

  /// Returns flights with the registrations that an inventory holds of them; the others come back as they are.
  public func knownRegistrations(_ flights: [Flight], in store: InventoryStore) throws(StoreError) -> [Flight] {
    guard options.registersPhotos else { return flights }
    var registered: [Flight] = []
    for flight in flights { registered.append(try known(flight, in: store) ?? flight) }
    return registered
  }

  /// Returns a flight with its registration, if the inventory holds one that was made of the same.
  private func known(_ flight: Flight, in store: InventoryStore) throws(StoreError) -> Flight? {
    let registration = try store.registration(of: flight.name, key: registrationKey(of: flight))
    guard let registration, registration.photos.count == flight.photos.count else { return nil }
    return flight.registered(as: registration)
  }

  /// A digest of everything that a flight's registration depends on.
  func registrationKey(of flight: Flight) -> String {
    var words = ["registration \(FlightRegistration.version)", options.placement.words, flight.sidecarIdentity ?? ""]
    words += flight.photos.map { "\($0.name) \($0.byteCount) \($0.modificationTime)" }
    return FileDigest.sha256(Array(words.joined(separator: "\n").utf8))
  }
}
