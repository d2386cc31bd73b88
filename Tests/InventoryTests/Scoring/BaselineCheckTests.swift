import Detectors
import Foundation
import ImageKit
import TestSupport
import Testing

@testable import Inventory

@Suite struct `What a baseline can be compared with` {
  private let folder: TemporaryFolder
  private func file(_ path: String) -> URL { folder.url.appending(path: path) }

  init() throws {
    folder = try TemporaryFolder()
    for part in ["set/images", "set/masks"] {
      try FileManager.default.createDirectory(at: file(part), withIntermediateDirectories: true)
      for name in ["a", "b", "c"] {
        let image = MaskPicture.image(of: [], width: 40, height: 20)
        try Data(try PNGEncoder.encode(image)).write(to: file("\(part)/\(name).png"))
      }
    }
    for (name, text) in [("ab.txt", "a\nb\n"), ("also-ab.txt", "b.png\na.png\n"), ("bc.txt", "b\nc\n")] {
      try Data(text.utf8).write(to: file(name))
    }
  }

  private func dataset(_ split: String? = nil) throws -> Dataset {
    try Dataset(contentsOf: file("set"), split: split.map(file))
  }

  private func baseline(_ dataset: Dataset, model: ModelRecord? = nil) -> ScoreBaseline {
    ScoreBaseline(
      EvaluationResult(
        dataset: dataset, detector: DetectorIdentity(name: "crack", version: 3), model: model, threshold: nil,
        tolerance: 4, scores: dataset.examples.map { ExampleScore(example: $0, classes: []) }), withWidths: false)
  }

  /// Returns the message of a refusal, or an empty text.
  private func refusal(
    _ baseline: ScoreBaseline, of dataset: Dataset, detector: String = "crack", model: String? = nil,
    tolerance: Double = 4
  ) -> String {
    do throws(BaselineError) {
      try baseline.check(
        detector: detector, model: model, tolerance: tolerance, pictures: PictureSet(dataset), file: file("x.json"))
      return ""
    } catch { return "\(error)" }
  }

  @Test func `the same pictures by the same detector, whatever the split is called`() throws {
    #expect(refusal(baseline(try dataset()), of: try dataset()) == "")
    #expect(refusal(baseline(try dataset("ab.txt")), of: try dataset("also-ab.txt")) == "")
  }

  @Test func `not another detector, network or tolerance`() throws {
    let set = try dataset()
    #expect(refusal(baseline(set), of: set, detector: "road").contains("the detector crack, this evaluation road"))
    #expect(refusal(baseline(set), of: set, model: "unet").contains("the network none, this evaluation unet"))
    let network = ModelRecord(name: "unet", version: "2", sha256: "ab")
    #expect(refusal(baseline(set, model: network), of: set).contains("the network unet, this evaluation none"))
    #expect(refusal(baseline(set, model: network), of: set, model: "other").contains("unet, this evaluation other"))
    #expect(refusal(baseline(set, model: network), of: set, model: "unet") == "")
    #expect(refusal(baseline(set), of: set, tolerance: 2.5).contains("a tolerance of 4 px, this evaluation 2.5 px"))
  }

  @Test func `not another split, number, choice or size of pictures`() throws {
    let ab = baseline(try dataset("ab.txt"))
    #expect(refusal(ab, of: try dataset()).contains("the split ab.txt, this evaluation none"))
    #expect(refusal(ab, of: try dataset("bc.txt")).contains("the split ab.txt, this evaluation bc.txt"))
    try Data("b\nc\n".utf8).write(to: file("ab.txt"))
    #expect(refusal(ab, of: try dataset("ab.txt")).contains("pictures of other names"))
    let whole = baseline(try dataset())
    try FileManager.default.removeItem(at: file("set/images/c.png"))
    #expect(refusal(whole, of: try dataset()).contains("this number of pictures: 3, this evaluation 2"))
    let two = baseline(try dataset())
    try Data(try PNGEncoder.encode(MaskPicture.image(of: [], width: 400, height: 200)))
      .write(to: file("set/images/a.png"))
    #expect(refusal(two, of: try dataset()).contains("pictures of this many bytes"))
  }

  @Test func `not other labels`() throws {
    let masks = baseline(try dataset())
    try FileManager.default.removeItem(at: file("set/masks"))
    try FileManager.default.createDirectory(at: file("set/labels"), withIntermediateDirectories: true)
    try Data("crack\n".utf8).write(to: file("set/classes.txt"))
    #expect(refusal(masks, of: try dataset()).contains("labels of the format masks, this evaluation yolo"))
  }

  @Test func `an older file without its pictures is refused when it has more`() throws {
    var old = baseline(try dataset())
    old.pictures = nil
    #expect(refusal(old, of: try dataset()) == "")
    #expect(refusal(old, of: try dataset("ab.txt")).contains("this number of pictures: 3, this evaluation 2"))
  }

  @Test func `widths are in it only when asked for`() throws {
    var counts = ScoreCounts()
    (counts.trueLine, counts.trueFound) = (10, 10)
    (counts.widths.length, counts.widths.intervals) = (10, 1)
    let set = try dataset("ab.txt")
    let scores = set.examples.map {
      ExampleScore(example: $0, classes: [ClassScore(damageClass: .crack, counts: counts)])
    }
    let result = EvaluationResult(
      dataset: set, detector: DetectorIdentity(name: "crack", version: 3), model: nil, threshold: nil, tolerance: 4,
      scores: scores)
    let (with, without) = (
      ScoreBaseline(result, withWidths: true), ScoreBaseline(result, withWidths: false)
    )
    #expect(with.hasWidths && !without.hasWidths)
    #expect(without.figures.contains { $0.figure == .recall })
    try with.write(to: file("with.json"))
    #expect(try ScoreBaseline(contentsOf: file("with.json")) == with)
  }
}
