import CPeer
import Detectors
import Foundation
import ImageKit

/// `benchmark prepare FLIGHT FOLDER COUNT` makes 20 MP photos; `benchmark stages PHOTO` times the stages of one photo
/// on one core against their peers; `benchmark headers FOLDER` times the metadata scan; `benchmark placing` times a
/// million pixels; `benchmark registration FLIGHT` times the comparing of photos; `benchmark network MODEL PHOTO` times the layers
/// of a network; `benchmark merging` makes defects of 20,000 detections, `benchmark comparing` compares two flights; `benchmark suppression FILE` suppresses as many boxes;
/// `benchmark field FOLDER [CSV]` states the accuracy of field sightings and writes them down.
@main
enum Benchmark {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    switch arguments.first {
    case "prepare" where arguments.count == 4:
      try TestPhoto.write(
        Int(arguments[3]) ?? 4, from: URL(filePath: arguments[1]), to: URL(filePath: arguments[2]))
    case "stages" where arguments.count == 2: try stages(URL(filePath: arguments[1]))
    case "headers" where arguments.count == 2: try headers(URL(filePath: arguments[1]))
    case "placing" where arguments.count == 1: try Placing.run()
    case "registration" where arguments.count == 2: try Registration.run(URL(filePath: arguments[1]))
    case "network" where arguments.count == 3:
      try NetworkLayers.run(model: URL(filePath: arguments[1]), photo: URL(filePath: arguments[2]))
    case "network-worker" where arguments.count == 3:
      try NetworkWorker.run(model: URL(filePath: arguments[1]), variant: arguments[2])
    case "network-plan" where arguments.count == 4:
      try NetworkPlan.run(
        model: URL(filePath: arguments[1]), width: Int(arguments[2]) ?? 5472, height: Int(arguments[3]) ?? 3648)
    case "merging" where arguments.count == 1: try Merging.run()
    case "comparing" where arguments.count == 1: try Comparing.run()
    case "suppression" where arguments.count == 2: try Suppressing.run(URL(filePath: arguments[1]))
    case "field" where (2...3).contains(arguments.count):
      try FieldAccuracy.run(
        URL(filePath: arguments[1]), sightingsTo: arguments.count == 3 ? URL(filePath: arguments[2]) : nil)
    default:
      throw Failure(
        """
        usage: benchmark prepare FLIGHT FOLDER COUNT | stages PHOTO | headers FOLDER | placing | registration FLIGHT |
          merging | comparing | suppression FILE |
          network MODEL PHOTO | network-worker MODEL VARIANT | network-plan MODEL WIDTH HEIGHT | field FOLDER [CSV]
        """)
    }
  }

  static func stages(_ url: URL) throws {
    let bytes = [UInt8](try Data(contentsOf: url))
    let image = try JPEGDecoder.decode(bytes, as: RGB8.self)
    let grey = try JPEGDecoder.decode(bytes, as: Gray8.self)
    let pixels = image.width * image.height
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: pixels * 3)
    let scratch = UnsafeMutablePointer<Float>.allocate(capacity: pixels * 3)
    let response = UnsafeMutablePointer<Float>.allocate(capacity: pixels)
    let detector = CrackDetector()
    let tile = Tile(photo: image, window: image.bounds, groundSampleDistance: nil)
    let names = [
      "libjpeg-turbo, RGB", "decode, RGB", "libjpeg-turbo, grey", "decode, grey", "SHA-256", "quality",
      "textbook ridge, 4 scales", "crack detector, all",
    ]
    let seconds = try Timing.medians([
      { peer_decode(bytes, bytes.count, 3, memory, pixels * 3) },
      { _ = try JPEGDecoder.decode(bytes, as: RGB8.self) },
      { peer_decode(bytes, bytes.count, 1, memory, pixels * 3) },
      { _ = try JPEGDecoder.decode(bytes, as: Gray8.self) },
      { _ = FileDigest.sha256(bytes) },
      { _ = PhotoQuality(of: image) },
      {
        grey.withUnsafeBytes {
          peer_ridge(
            $0.assumingMemoryBound(to: UInt8.self).baseAddress, Int32(image.width), Int32(image.height), scratch,
            response)
        }
      },
      { _ = try detector.detections(in: tile) },
    ])
    print("| stage | ms | MP/s | ns/pixel | × libjpeg-turbo RGB |")
    print("|---|---|---|---|---|")
    for (name, time) in zip(names, seconds) {
      let row = [time * 1e3, Double(pixels) / time / 1e6, time * 1e9 / Double(pixels)].map {
        String(format: "%.1f", $0)
      }
      print("| \(name) | \(row[0]) | \(row[1]) | \(row[2]) | \(String(format: "%.2f", time / seconds[0])) |")
    }
  }

  static func headers(_ folder: URL) throws {
    let files = try Flight.scan(folder).photos.map { Data([UInt8](try Data(contentsOf: $0.fileURL))) }
    let total = files.reduce(0) { $0 + $1.count }
    let seconds = try Timing.medians(rounds: 3, [{ _ = try Flight.scan(folder) }])
    print("| photos | files | CPU ms a photo |\n|---|---|---|")
    print(
      "| \(files.count) | \(total / 1_000_000) MB | \(String(format: "%.2f", seconds[0] * 1e3 / Double(files.count))) |"
    )
  }
}
