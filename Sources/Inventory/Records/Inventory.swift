import Detectors

/// Everything that was found, in a fixed order: the only thing exporters see.
///
/// The order depends on names alone: flights by name, photos by key, defects by best photo, kind and name. But fallen trees that
/// block a carriageway come before all other defects, the one that blocks most of it first.
public struct Inventory: Sendable, Equatable {
  /// The flights that were inspected.
  public var flights: [FlightRecord]
  /// The photos that were inspected.
  public var photos: [PhotoRecord]
  /// The files that could not be used.
  public var skippedPhotos: [SkippedPhotoRecord]
  /// The defects, those that a person rejected among them.
  public var defects: [Defect]
  /// What made the inventory, by its last run; `nil` when no run was recorded.
  public var provenance: Provenance?

  /// Creates an inventory and puts its parts in order.
  public init(
    flights: [FlightRecord] = [], photos: [PhotoRecord], skippedPhotos: [SkippedPhotoRecord] = [],
    defects: [Defect], provenance: Provenance? = nil
  ) {
    self.flights = flights.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    self.photos = photos.sorted { $0.key < $1.key }
    self.skippedPhotos = skippedPhotos.sorted { $0.key < $1.key }
    self.defects = defects.sorted { left, right in
      if left.blocksCarriageway != right.blocksCarriageway { return left.blocksCarriageway }
      if left.blocksCarriageway {
        let (one, other) = (left.blockedWidth, right.blockedWidth)
        if one != other { return one > other }
      }
      if left.bestPhoto != right.bestPhoto { return left.bestPhoto < right.bestPhoto }
      return (left.damageClass.rawValue, left.uid) < (right.damageClass.rawValue, right.uid)
    }
    self.provenance = provenance
  }
}
