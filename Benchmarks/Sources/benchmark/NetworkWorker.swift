import Foundation
import ImageKit

@testable import Detectors

/// `benchmark network-worker MODEL VARIANT`: one worker of `network_peers.py`, which says what it is asked and answers.
///
/// It does the whole job for each photo: read the file, decode it, run the network over all of it, hold the map in memory. With
/// `detector` for a variant the job is the whole crack detector: lines traced, measured and judged besides.
enum NetworkWorker {
  static let detectorName = "detector"

  static func run(model url: URL, variant name: String) throws {
    let variant = name == detectorName ? .best : NetworkVariant(rawValue: name)
    guard let variant, variant.isAvailable else { return answer("unavailable this processor lacks \(name)") }
    let network = try NetworkModel(folder: url).makeInt8Network(variant: variant)
    let detector = try CrackDetector(model: DetectorModel(contentsOf: url))
    answer("ready own int8 kernels, \(variant)\(name == detectorName ? ", and all of the crack detector" : "")")
    while let line = readLine() {
      let parts = line.split(separator: "\t", maxSplits: 1).map(String.init)
      do {
        let start = Timing.processSeconds()
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: parts[0])))
        let photo = try JPEGDecoder.decode(bytes, as: RGB8.self)
        var seconds = 0.0
        var count = 0
        if name == detectorName {
          let found = try detector.detections(
            in: Tile(photo: photo, window: photo.bounds, groundSampleDistance: nil))
          seconds = Timing.processSeconds() - start
          count = found.count
        }
        if name != detectorName || parts.count == 2 {
          let map = try network.probabilities(of: photo, window: photo.bounds)[0]
          if name != detectorName {
            seconds = Timing.processSeconds() - start
            count = map.withUnsafeBytes { $0.count { $0 > 127 } }
          }
          if parts.count == 2 { try array(of: map).write(to: URL(filePath: parts[1])) }
        }
        answer("\(seconds) \(count) \(peakKilobytes())")
      } catch {
        answer("error \(error)")
      }
    }
  }

  private static func answer(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }

  /// The map in NumPy's file format, version 1.0: a header padded to 64 bytes, then the bytes row after row.
  private static func array(of map: Image<Gray8>) -> Data {
    var header = "{'descr': '|u1', 'fortran_order': False, 'shape': (\(map.height), \(map.width)), }"
    header += String(repeating: " ", count: 63 - (header.utf8.count + 10) % 64) + "\n"
    let count = header.utf8.count
    return Data([0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(count & 255), UInt8(count >> 8)] + Array(header.utf8))
      + map.withUnsafeBytes { Data($0) }
  }

  /// The highest resident size this process has had.
  private static func peakKilobytes() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") }
    return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
  }
}
