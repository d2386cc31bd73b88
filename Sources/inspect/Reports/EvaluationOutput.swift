import Foundation
import Inventory

/// The drawings that an evaluation leaves.
enum EvaluationOutput {
  /// Draws the worst pictures, numbered from the worst, into a folder.
  static func draw(_ worst: WorstExamples, by scorer: DetectorEvaluation, into folder: URL) throws {
    try OutputFolder.make(folder)
    for (index, score) in worst.all.enumerated() {
      // Without the picture's own extension; the number keeps names apart.
      let name = score.example.name.replacing(/\.[A-Za-z]+$/, with: "").replacing("/", with: "__")
      let number = String(repeating: "0", count: max(0, 2 - "\(index + 1)".count)) + "\(index + 1)"
      let bytes = try EvaluationDrawing.jpeg(of: score.example, by: scorer)
      try AtomicFile.write(bytes, to: folder.appending(path: "\(number)-\(name).jpg"))
    }
  }
}
