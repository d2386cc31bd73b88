import Foundation

extension Flight {
  /// Creates a flight without a usable photo, named after its folder.
  public init(root: URL, skipped: [SkippedPhoto], ignoredFileCount: Int) {
    self.init(
      name: root.lastPathComponent, root: root, photos: [], skipped: skipped, ignoredFileCount: ignoredFileCount,
      warnings: [])
  }

  /// Adds the photos of another flight, in capture order; both keep one name.
  public mutating func add(_ other: Flight) {
    var other = other
    other.rename(name)
    photos += other.photos
    skipped += other.skipped
    ignoredFileCount += other.ignoredFileCount
    warnings += other.warnings
    sortPhotos()
    refreshChecks()
  }

  /// Gives the flight and all its photos another name.
  public mutating func rename(_ name: String) {
    self.name = name
    for index in photos.indices { photos[index].flight = name }
    for index in skipped.indices { skipped[index].flight = name }
  }
}
