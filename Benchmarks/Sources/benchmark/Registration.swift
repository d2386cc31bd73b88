import CPeer
import Foundation
import ImageKit

/// `benchmark registration FLIGHT`: what comparing photos costs, against decoding the same photos once.
enum Registration {
  static func run(_ folder: URL) throws {
    let flight = try Flight.scan(folder)
    let files = try flight.photos.map { [UInt8](try Data(contentsOf: $0.fileURL)) }
    let projections = flight.photos.map { photo in
      try? CameraStation(metadata: photo.metadata, camera: photo.camera?.value, options: PlacementOptions())
        .projection.get()
    }
    let pairs = FlightMatching(photos: flight.photos, projections: projections).pairs
    let features = try files.map { try PhotoFeatures(jpeg: $0) }
    let largest = flight.photos.map { $0.metadata.width * $0.metadata.height }.max() ?? 0
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: largest * 3)
    var matches: [PhotoMatch] = []
    let seconds = try Timing.medians(
      rounds: 3,
      [
        { for file in files { peer_decode(file, file.count, 3, memory, largest * 3) } },
        { for file in files { _ = try PhotoFeatures(jpeg: file) } },
        {
          matches = pairs.compactMap { pair in
            guard let a = projections[pair.first]?.camera, let b = projections[pair.second]?.camera else { return nil }
            return PhotoMatch(
              first: pair.first, second: pair.second, features: (features[pair.first], features[pair.second]),
              cameras: (a, b))
          }
        }, { _ = FlightRegistration(projections: projections, matches: matches) },
      ])
    let lone = FlightRegistration(projections: projections, matches: matches).photos.count { $0.matchCount == 0 }
    print(
      "\(files.count) photos, \(lone) of them without a match, \(pairs.count) pairs compared, \(matches.count) matched")
    print("| step | ms a photo | × libjpeg-turbo RGB |\n|---|---|---|")
    let copies = 2000 / files.count
    let many = (0..<copies).flatMap { copy in
      matches.map {
        PhotoMatch(
          first: $0.first + copy * files.count, second: $0.second + copy * files.count, ties: $0.ties,
          homography: $0.homography)
      }
    }
    let repeated = (0..<copies).flatMap { _ in projections }
    let large = try Timing.medians(
      rounds: 1, [{ _ = FlightRegistration(projections: repeated, matches: many) }])
    let names = ["libjpeg-turbo, RGB", "features", "comparing pairs", "turns and poses"]
    for (name, time) in zip(names, seconds) {
      let each = String(format: "%.1f", time * 1e3 / Double(files.count))
      print("| \(name) | \(each) | \(String(format: "%.2f", time / seconds[0])) |")
    }
    let each = large[0] / Double(repeated.count)
    print(
      "| turns and poses, \(repeated.count) photos | \(String(format: "%.1f", each * 1e3)) | "
        + "\(String(format: "%.2f", each * Double(files.count) / seconds[0])) |")
  }
}
