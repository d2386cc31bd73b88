import Foundation

/// The photos of one sortie, in the order they were taken.
///
/// ```swift
/// let flight = try Flight.scan(URL(filePath: "DCIM/100MEDIA"))
/// print(flight.photos.count, "photos,", flight.skipped.count, "skipped")
/// ```
///
/// Only headers are read, less than a millisecond a photo. The result does not depend on the order in which the
/// file system lists its files.
public struct Flight: Sendable {
  /// The name of the folder.
  public var name: String
  /// The folder, or the one photo.
  public var root: URL
  /// The photos by capture time, then by name; those without a position are among them.
  public var photos: [Photo]
  /// What looks like a photo and cannot be used, by name.
  public var skipped: [SkippedPhoto]
  /// The number of other files, such as videos and logs.
  public var ignoredFileCount: Int
  /// What is doubtful about the flight as a whole.
  public var warnings: [MetadataWarning]
  /// The digest of the sidecar that speaks for its photos; `nil` without one.
  public internal(set) var sidecarIdentity: String?
  /// How its photos fit together; `nil` when they were not compared.
  public var registration: FlightRegistration?

  /// Reads the headers of all photos in a folder and the folders below it, or of one photo.
  ///
  /// Hidden files, folders that hold an inventory, and what is excluded are left out. Raw photos and pictures in other
  /// formats are skipped by name; a folder reached twice through links is read once.
  ///
  /// - Parameters:
  ///   - url: The folder or the photo.
  ///   - excluding: Files and folders to leave out, such as the output folder.
  ///   - limits: What a photo may claim.
  ///   - catalogue: The known cameras.
  ///   - progress: Called after each photo with the number done and the number of all.
  public static func scan(
    _ url: URL, excluding: [URL] = [], limits: DecodingLimits = .standard, catalogue: CameraCatalogue = .builtIn,
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws(FlightError) -> Flight {
    var listing = FlightListing(excluding: excluding)
    try listing.list(url)
    var flight = Flight(
      name: listing.flight, root: url, photos: [], skipped: listing.skipped, ignoredFileCount: listing.ignoredFileCount,
      warnings: [])
    for (done, file) in listing.photos.enumerated() {
      do throws(PhotoError) {
        flight.photos.append(
          try Photo(
            contentsOf: file.url, name: file.name, flight: listing.flight, limits: limits, catalogue: catalogue))
      } catch {
        flight.skipped.append(SkippedPhoto(name: file.name, flight: listing.flight, error: error))
      }
      progress(done + 1, listing.photos.count)
    }
    flight.skipped.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    flight.sortPhotos()
    flight.checkTogether()
    guard !flight.photos.isEmpty else {
      throw .nothingUsable(
        url.path(percentEncoded: false), skipped: flight.skipped, ignoredFileCount: flight.ignoredFileCount)
    }
    return flight
  }

  /// Sorts by time, then by name: by the camera's clock when all photos have it, by UTC otherwise.
  mutating func sortPhotos() {
    let allHaveLocal = photos.allSatisfy { $0.metadata.capturedAt?.value.local.isEmpty == false }
    func time(_ photo: Photo) -> Double {
      // Photos without any time come last.
      guard let time = photo.metadata.capturedAt?.value else { return .infinity }
      let local = TimeText(time.local)?.secondsByItsClock
      return (allHaveLocal ? local : time.utc ?? local) ?? .infinity
    }
    photos = photos.map { (time($0), $0) }.sorted { one, other in
      one.0 != other.0
        ? one.0 < other.0 : one.1.name.utf8.lexicographicallyPrecedes(other.1.name.utf8)
    }.map(\.1)
  }

  /// Finds what only the photos together show, beginning with a height that was never measured.
  private mutating func checkTogether() {
    if !photos.isEmpty && photos.allSatisfy({ $0.metadata.relativeHeight?.value == 0 }) {
      for index in photos.indices { photos[index].metadata.relativeHeight = nil }
      if photos.count == 1 {
        // Of a photo on its own the photo tells; one truly taken at take-off shows nothing that could be placed.
        photos[0].metadata.warnings.append(
          MetadataWarning("altitude_zero", "the height above take-off is exactly 0: not measured; ignored"))
      } else {
        warnings.append(
          MetadataWarning(
            "altitude_zero", "the height above take-off is 0 in all \(photos.count) photos: not measured; ignored"))
      }
    }
    markDuplicates()
    refreshChecks()
  }
}
