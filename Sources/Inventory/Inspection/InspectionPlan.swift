import Foundation
import ImageKit

/// Which photos of some flights are still to be done, which are done, and which cannot be used.
///
/// Making a plan reads no pixels: it compares names, sizes, times and fingerprints with the inventory.
public struct InspectionPlan: Sendable {
  /// One photo to do.
  public struct Item: Sendable {
    /// The photo.
    public let photo: Photo
    /// Its name in the inventory.
    public let key: PhotoKey
    /// Where its flight started, as far as its photos tell.
    public let takeoff: HorizontalPosition?
    /// What its results depend on besides the file.
    public let fingerprint: String
    /// What the inventory holds of it, if anything.
    public let recorded: FinishedPhoto?
  }

  /// The flights, in the order of their names.
  public let flights: [FlightRecord]
  /// The photos to do, in flight order and then in capture order, or in the order of a ``Triage``.
  public private(set) var pending: [Item]
  /// The photos whose results stand.
  public let unchanged: [PhotoKey]
  /// The photos that cannot be used, with the reason.
  public let skipped: [SkippedPhotoRecord]
  /// The skipped photos that the inventory does not know of yet, or knows otherwise.
  public let newlySkipped: [SkippedPhotoRecord]
  /// Photos in the inventory that are no longer in the folders of these flights; their results are kept.
  public let missing: [PhotoKey]
  /// Files that are no photos.
  public let ignoredFileCount: Int

  /// Compares flights with what an inventory holds.
  ///
  /// - Parameters:
  ///   - flights: the flights, in any order.
  ///   - finished: what the inventory holds; empty for a new one.
  ///   - fingerprintOf: what this run would write into the records of a flight; see ``Photo/fingerprint(_:)``.
  ///   - overlay: where the overlay of a photo lies; `nil` when none are drawn. A photo without its overlay is done again.
  ///   - startsFresh: whether everything is done again.
  public init(
    flights: [Flight], finished: [PhotoKey: FinishedPhoto], fingerprintOf: (Flight) -> String,
    overlay: ((PhotoKey) -> URL)?,
    startsFresh: Bool
  ) {
    let flights = flights.sorted { ($0.name, $0.root.path) < ($1.name, $1.root.path) }
    var pending: [Item] = []
    var unchanged: [PhotoKey] = []
    var skipped: [SkippedPhotoRecord] = []
    var seen: Set<PhotoKey> = []
    for flight in flights {
      let takeoff = flight.takeoff
      let flightFingerprint = fingerprintOf(flight)
      for photo in flight.photos {
        let key = PhotoKey(flight: photo.flight, name: photo.name)
        let fingerprint = photo.fingerprint(flightFingerprint)
        guard seen.insert(key).inserted else { continue }
        let recorded = finished[key]
        do throws(PhotoError) {
          _ = try photo.metadata.requiredPosition()
        } catch {
          skipped.append(
            SkippedPhotoRecord(
              key: key, error: error, byteCount: photo.byteCount, modificationTime: photo.modificationTime,
              fingerprint: fingerprint))
          continue
        }
        let standing = recorded.map { recorded in
          recorded.byteCount == photo.byteCount && recorded.modificationTime == photo.modificationTime
            && recorded.fingerprint == fingerprint
        }
        let isDrawn =
          recorded?.skipped != nil || overlay.map { FileManager.default.fileExists(atPath: $0(key).path) } ?? true
        guard !startsFresh, standing == true, isDrawn, let recorded else {
          pending.append(
            Item(
              photo: photo, key: key, takeoff: takeoff, fingerprint: fingerprint,
              recorded: startsFresh ? nil : recorded))
          continue
        }
        if let code = recorded.skipped {
          skipped.append(
            SkippedPhotoRecord(
              key: key, code: code, detail: "was skipped before and has not changed", byteCount: photo.byteCount,
              modificationTime: photo.modificationTime, fingerprint: fingerprint))
        } else {
          unchanged.append(key)
        }
      }
      for file in flight.skipped {
        let key = PhotoKey(flight: file.flight, name: file.name)
        guard seen.insert(key).inserted else { continue }
        skipped.append(
          SkippedPhotoRecord(
            key: key, error: file.error, byteCount: 0, modificationTime: 0, fingerprint: flightFingerprint))
      }
    }
    self.flights = flights.map { FlightRecord(name: $0.name, folder: $0.root.path) }
    self.pending = pending
    self.unchanged = unchanged
    self.skipped = skipped
    newlySkipped = skipped.filter { finished[$0.key]?.skipped != $0.code }
    let names = Set(flights.map(\.name))
    missing = finished.keys.filter { names.contains($0.flight) && !seen.contains($0) }.sorted()
    ignoredFileCount = flights.reduce(0) { $0 + $1.ignoredFileCount }
  }

  /// Returns the plan with the most urgent photos first.
  ///
  /// Photos that are as urgent keep their order. So do files of the same size, which may be the same photo twice: the first of
  /// them in flight order is the one that counts, whatever comes first.
  public func ordered(by triage: Triage) -> InspectionPlan {
    var urgent: [Int: Urgency] = [:]
    for item in pending {
      guard let urgency = triage.urgency[item.key] else { continue }
      urgent[item.photo.byteCount] = max(urgent[item.photo.byteCount] ?? urgency, urgency)
    }
    let ranked = pending.enumerated().map { (index: $0, urgency: urgent[$1.photo.byteCount] ?? .none, item: $1) }
    var plan = self
    plan.pending = ranked.sorted { left, right in
      left.urgency != right.urgency ? left.urgency > right.urgency : left.index < right.index
    }.map(\.item)
    return plan
  }

  /// Whether there is nothing to do and nothing new to record.
  public var isUpToDate: Bool { pending.isEmpty && newlySkipped.isEmpty }

  /// The number of photos found, usable or not.
  public var photoCount: Int { pending.count + unchanged.count + skipped.count }
}

extension Photo {
  /// Returns a digest of what its results depend on besides the file: that of its flight, and what its neighbours say.
  func fingerprint(_ flight: String) -> String {
    guard let registration, registration.turn != .none || registration.correction != .none else { return flight }
    let found = registration.correction
    let numbers = [found.east, found.north, found.up, found.aboutEast, found.aboutNorth, found.aboutUp]
    let words = "\(flight); turned \(registration.turn.degrees)°; corrected \(numbers)"
    return FileDigest.sha256(Array(words.utf8))
  }
}
