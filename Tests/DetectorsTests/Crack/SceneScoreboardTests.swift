import Foundation
import ImageKit
import TestSupport
import Testing

@testable import Detectors

/// How the detector fares on the drawn pictures in `Fixtures/Scenes`; when it improves, tighten the row.
@Suite struct SceneScoreboardTests {
  /// One folder: its pictures, how many must have their cracks found, and how many detections may be off them.
  struct Row: CustomTestStringConvertible {
    var folder: String
    var pictures: Int
    var mustFind: Int
    var mayInvent: Int
    var testDescription: String { folder }
  }

  @Test(arguments: [
    // Known misses: scene-2, faint and cut by the shadow of a twig, and scene-3, in a crowd of twig shadows (0.36, below the
    // operating point of 0.4); the filter found the latter.
    Row(folder: "crack", pictures: 5, mustFind: 3, mayInvent: 0),
    Row(folder: "nothing", pictures: 5, mustFind: 0, mayInvent: 0),
  ]) func `the detector keeps its score`(row: Row) throws {
    let folder = Fixtures.directory.appending(path: "Scenes/\(row.folder)")
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "ppm" }.sorted { $0.path < $1.path }
    #expect(files.count == row.pictures)
    var (foundPictures, invented) = (0, 0)
    for file in files {
      let photo = try Pictures.photo(file)
      let truth = try truth(of: file, photo)
      let found = try CrackDetector().detections(in: Tile(whole: photo))
      let hits = found.filter { detection in
        let area = detection.mask.area
        let near = detection.mask.runs.reduce(0) { sum, run in
          sum + (run.x..<run.x + run.length).count { truth.contains(Int(run.y) * photo.width + Int($0)) }
        }
        return 2 * near >= area
      }
      foundPictures += hits.isEmpty ? 0 : 1
      invented += found.count - hits.count
    }
    #expect(foundPictures >= row.mustFind)
    #expect(invented <= row.mayInvent)
  }

  /// The crack pixels and those that touch them.
  private func truth(of file: URL, _ photo: Image<RGB8>) throws -> Set<Int> {
    let mask = file.deletingPathExtension().appendingPathExtension("truth.pgm")
    guard FileManager.default.fileExists(atPath: mask.path) else { return [] }
    let map = try Pictures.portableMap(mask)
    var pixels: Set<Int> = []
    for (i, value) in map.bytes.enumerated() where value > 127 {
      for dy in -1...1 { for dx in -1...1 { pixels.insert(i + dy * map.width + dx) } }
    }
    return pixels
  }
}
