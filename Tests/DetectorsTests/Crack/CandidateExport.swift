import Foundation
import ImageKit
import Testing

@testable import Detectors

/// Writes every candidate of a folder of PPM pictures as text, for the scripts in `Training/classical-crack`.
///
/// `CRACK_CANDIDATES_FROM` names the folder, `CRACK_CANDIDATES_TO` the file; `CRACK_CANDIDATES_MAP` is a model's folder, or
/// nothing for the classical map, and `CRACK_CANDIDATES_SEALED` asks for its sealed cracks. A line `I name width height` starts a
/// picture, `C confidence length features…` a candidate, `R y x length …` follows with its mask.
@Suite struct CandidateExport {
  private static let from = ProcessInfo.processInfo.environment["CRACK_CANDIDATES_FROM"]
  private static let to = ProcessInfo.processInfo.environment["CRACK_CANDIDATES_TO"]

  @Test(.enabled(if: from != nil && to != nil, "only for the training scripts"))
  func `candidates are written for the training scripts`() throws {
    let folder = URL(filePath: try #require(Self.from))
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "ppm" }.sorted { $0.path < $1.path }
    #expect(!files.isEmpty, "no PPM pictures in \(folder.path)")
    let environment = ProcessInfo.processInfo.environment
    let map: any CrackMap =
      if let model = environment["CRACK_CANDIDATES_MAP"] {
        try DetectorModel(contentsOf: URL(filePath: model)).crackMap()
      } else {
        RidgeCrackMap()
      }
    let takesSealed = environment["CRACK_CANDIDATES_SEALED"] != nil
    var text = ""
    for file in files {
      let tile = Tile(whole: try Pictures.photo(file))
      let maps = try map.maps(in: tile)
      let cracks =
        (takesSealed ? maps.sealed : maps.cracks).map {
          CrackTracing().cracks(
            in: $0, surface: maps.surface, tile: tile, hysteresis: map.hysteresis,
            model: takesSealed ? .sealed : map.confidence, threshold: 0)
        } ?? []
      text += "I \(file.deletingPathExtension().lastPathComponent) \(tile.window.width) \(tile.window.height)\n"
      for (crack, probability) in cracks {
        let mask = crack.detection(as: .crack, confidence: probability, bounds: tile.window).mask
        let features = crack.features.values.map { String(format: "%.5f", $0) }.joined(separator: " ")
        text += "C \(probability) \(crack.length) \(features)\n"
        text += "R " + mask.runs.map { "\($0.y) \($0.x) \($0.length)" }.joined(separator: " ") + "\n"
      }
    }
    try text.write(to: URL(filePath: try #require(Self.to)), atomically: true, encoding: .utf8)
  }
}
