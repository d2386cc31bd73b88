import Foundation
import ImageKit

/// Reads the flights a user named.
enum FlightInput {
  /// Scans each folder or photo; the same folder named twice is read once, and single photos of one folder are one flight.
  static func scan(
    _ paths: [String], excluding: [URL] = []
  ) throws(CommandFailure) -> [Flight] {
    var flights: [Flight] = []
    var seen: Set<String> = []
    var folders: [String: Int] = [:]
    for path in paths {
      let url = URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath()
      guard seen.insert(url.path).inserted else { continue }
      let isFile = (try? url.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true
      let folder = url.deletingLastPathComponent().path
      do {
        let flight = try Flight.scan(url, excluding: excluding)
        if isFile, let index = folders[folder] {
          flights[index].add(flight)
        } else {
          if isFile { folders[folder] = flights.count }
          flights.append(flight)
        }
      } catch {
        switch error {
        case .notFound: throw CommandFailure(.inputNotFound, "\(error)")
        case .notReadable: throw CommandFailure(.nothingUsable, "\(error)")
        // Other flights may be usable; the caller sees when none is.
        case .nothingUsable(_, let skipped, let ignored):
          flights.append(Flight(root: url, skipped: skipped, ignoredFileCount: ignored))
        }
      }
    }
    return Self.named(flights)
  }

  /// Lets a file that lists photos with their places and angles speak before the photos' own tags.
  static func applySidecar(_ path: String?, to flights: [Flight]) throws(CommandFailure) -> [Flight] {
    guard let path else { return flights }
    guard FileManager.default.fileExists(atPath: path) else {
      throw CommandFailure(.inputNotFound, "--sidecar: \(path) does not exist")
    }
    do {
      var flights = flights
      flights.apply(try Sidecar(contentsOf: URL(filePath: path)))
      return flights
    } catch {
      throw CommandFailure(.nothingUsable, "--sidecar: \(error)")
    }
  }

  /// Gives flights whose folders share a name the names of their parents too, so that their photos stay apart.
  static func named(_ flights: [Flight]) -> [Flight] {
    var flights = flights
    var depth = 2
    while depth < 64 {
      let groups = Dictionary(grouping: flights.indices) { flights[$0].name }
      let clashes = groups.values.filter { $0.count > 1 }.flatMap(\.self)
      guard !clashes.isEmpty else { break }
      for index in clashes {
        let path = flights[index].root.pathComponents.filter { $0 != "/" }
        flights[index].rename(path.suffix(depth).joined(separator: "-"))
      }
      depth += 1
    }
    return flights
  }
}
