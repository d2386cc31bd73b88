import Foundation

/// The files of a flight folder, sorted into photos, files to skip and others.
struct FlightListing {
  private static let photoExtensions: Set = ["jpg", "jpeg", "jpe", "jfif"]
  /// Photos in formats this package does not read: named, so that nobody wonders where they went.
  private static let otherPhotoExtensions: Set = [
    "tif", "tiff", "dng", "png", "heic", "heif", "hif", "avif", "webp", "bmp", "gif", "jp2", "jxl", "cr2", "cr3", "crw",
    "nef", "nrw", "arw", "srf", "sr2", "raf", "orf", "rw2", "pef", "3fr", "fff", "iiq", "raw", "rwl", "srw", "x3f",
    "gpr",
  ]
  private static let inventoryFile = "inventory.gpkg"
  private static let overlayFolder = "overlays"

  private(set) var flight = ""
  private(set) var photos: [(url: URL, name: String)] = []
  private(set) var skipped: [SkippedPhoto] = []
  private(set) var ignoredFileCount = 0
  private var excluded: Set<String>
  private var visited: Set<String> = []

  init(excluding: [URL]) {
    excluded = Set(excluding.map(Self.realPath))
  }

  /// Lists a folder with all folders below it, or one photo.
  mutating func list(_ url: URL) throws(FlightError) {
    let path = url.path(percentEncoded: false)
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { throw .notFound(path) }
    let absolute = url.absoluteURL.standardizedFileURL
    guard isFolder.boolValue else {
      flight = absolute.deletingLastPathComponent().lastPathComponent
      // Whoever names a file means it, whatever its extension is.
      photos = [(url, absolute.lastPathComponent)]
      return
    }
    flight = absolute.lastPathComponent
    do {
      try listFolder(url, below: "")
    } catch {
      throw .notReadable(path, reason: error.localizedDescription)
    }
    photos.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  private mutating func listFolder(_ folder: URL, below prefix: String) throws {
    let real = Self.realPath(folder)
    guard !excluded.contains(real), visited.insert(real).inserted else { return }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
    // Our own output: its overlays are JPEGs too. A folder the caller names may hold both photos and output.
    let holdsInventory = names.contains(Self.inventoryFile)
    guard prefix.isEmpty || !holdsInventory else { return }
    for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      // A leading full stop: hidden files, and the AppleDouble twins that macOS leaves on cards.
      guard !name.hasPrefix("."), name != "__MACOSX", !(holdsInventory && name == Self.overlayFolder) else { continue }
      let url = folder.appending(path: name, directoryHint: .notDirectory)
      var isFolder: ObjCBool = false
      guard unsafe FileManager.default.fileExists(atPath: url.path(percentEncoded: false), isDirectory: &isFolder)
      else {
        add(url, prefix + name)
        continue
      }
      guard isFolder.boolValue else {
        add(url, prefix + name)
        continue
      }
      do {
        try listFolder(folder.appending(path: name, directoryHint: .isDirectory), below: prefix + name + "/")
      } catch {
        skipped.append(
          SkippedPhoto(name: prefix + name, flight: flight, error: .unreadable(error.localizedDescription)))
      }
    }
  }

  private mutating func add(_ url: URL, _ name: String) {
    if !excluded.isEmpty && excluded.contains(Self.realPath(url)) { return }
    let type = url.pathExtension.lowercased()
    if Self.photoExtensions.contains(type) {
      photos.append((url, name))
    } else if Self.otherPhotoExtensions.contains(type) {
      skipped.append(SkippedPhoto(name: name, flight: flight, error: .notAJPEG))
    } else {
      ignoredFileCount += 1
    }
  }

  private static func realPath(_ url: URL) -> String {
    let path = url.absoluteURL.standardizedFileURL.resolvingSymlinksInPath().path(percentEncoded: false)
    return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }
}
