import ArgumentParser
import Detectors
import Foundation
import ImageKit
import Inventory

/// `inspect evaluate`: scores a detector on labelled pictures, and fails when it got worse.
struct EvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Score a detector on a labelled dataset, compare it with a baseline, draw the worst pictures.",
    discussion: """
      DATASET is a folder with images/ and masks/ (equal names, brighter than 127 is damage), a COCO .json of polygons or \
      boxes, images/ and labels/ in YOLO's format, or a folder of such folders. With --empty, folders of pictures without \
      labels show nothing that should be found: all that is found there is false. Pictures are JPEG or PNG. Exit status 1: \
      a figure is worse than the baseline by more than its margin. Documentation/Evaluation.md says what each figure means.

      EXAMPLES
        inspect evaluate concrete --detectors crack --write-baseline crack.json
        inspect evaluate concrete --detectors crack --baseline crack.json
        inspect evaluate cracks --model Models/crack-unet-s --draw worst
        inspect evaluate sound-walls --empty --detectors crack --draw false
      """)

  @Argument(help: "The labelled dataset: a folder, or a COCO file.", completion: .directory)
  var dataset: String

  @OptionGroup var detection: DetectorOptions

  @OptionGroup var network: ModelOptions

  @OptionGroup var evaluation: EvaluationOptions

  @OptionGroup var messages: MessageOptions

  func run() async throws {
    let settings = try Settings()
    let terminal = try messages.terminal(settings)
    let names = try detection.detectorNames(settings, model: network)
    guard let name = names.first, names.count == 1 else {
      throw CommandFailure(.usage, "one detector is scored at a time; choose it, for example --detectors \(names[0])")
    }
    let detector = try DetectorList.make(
      named: name, threshold: evaluation.threshold, model: try network.choice(for: names, settings))
    let (labelled, baseline) = try CommandFailure.wording {
      try inputs(detector: name, model: detector.models.first?.name, terminal: terminal)
    }

    let scorer = DetectorEvaluation(
      detector: detector, tolerance: evaluation.tolerance, threshold: evaluation.threshold,
      groundSampleDistance: evaluation.gsd, classes: labelled.told(of: type(of: detector).damageClasses))
    let interruption = Interruption(terminal: terminal)
    var progress = Progress(terminal: terminal, total: labelled.examples.count)
    var scores: [ExampleScore] = []
    _ = try await OrderedWork.run(
      labelled.examples, jobs: try detection.jobCount(settings), isStopping: { interruption.isRequested },
      transform: { try scorer.score(of: $0) },
      consume: { score in
        progress.advance()
        scores.append(score)
      })
    progress.finish()
    if let status = interruption.status { throw status.code }
    let result = EvaluationResult(
      dataset: labelled, detector: DetectorIdentity(name: name, version: type(of: detector).version),
      model: detector.models.first.map(ModelRecord.init),
      threshold: evaluation.threshold, tolerance: evaluation.tolerance, scores: scores)
    try finish(result, scorer: scorer, baseline: baseline, terminal: terminal)
  }

  /// Reads the baseline and the dataset, and refuses before the work what could only fail after it.
  private func inputs(
    detector: String, model: String?, terminal: Terminal
  ) throws -> (dataset: Dataset, baseline: ScoreBaseline?) {
    if let file = evaluation.writeBaseline {
      let folder = URL(filePath: file).standardizedFileURL.deletingLastPathComponent()
      guard FileManager.default.isWritableFile(atPath: folder.path) else {
        throw CommandFailure(.cannotWrite, "\(file) cannot be written: its folder is missing or write-protected")
      }
    }
    let baseline = try evaluation.readBaseline()
    let labelled = try Dataset(
      contentsOf: URL(filePath: dataset).standardizedFileURL, split: evaluation.split.map { URL(filePath: $0) },
      takesBareAsEmpty: evaluation.empty)
    for folder in labelled.unlabelledFolders {
      terminal.warn("\(folder) has pictures without labels, which are left out; --empty scores them as empty")
    }
    try baseline?.check(
      detector: detector, model: model, tolerance: evaluation.tolerance, pictures: PictureSet(labelled),
      file: URL(filePath: evaluation.baseline ?? ""))
    return (labelled, baseline)
  }

  /// Draws, compares, prints and writes, and chooses how the command ends.
  private func finish(
    _ result: EvaluationResult, scorer: DetectorEvaluation, baseline: ScoreBaseline?, terminal: Terminal
  ) throws {
    let skipped = result.scores.filter { $0.skipReason != nil }
    for score in skipped { terminal.warn("\(score.example.name) \(score.skipReason ?? "")") }
    guard result.scoreboard.images > 0 else {
      throw CommandFailure(
        .nothingUsable, "none of the pictures of \(dataset) could be scored; the reasons stand above")
    }
    for (label, count) in result.foreignLabels {
      terminal.warn("\(count) labels '\(label)' are not scored: '\(result.detector.name)' is not meant to find them")
    }
    let changes = try CommandFailure.wording {
      try baseline?.changes(to: result, file: URL(filePath: evaluation.baseline ?? ""))
    }
    let worst = WorstExamples(of: result.scores, count: evaluation.worst)
    if let folder = evaluation.draw {
      try EvaluationOutput.draw(worst, by: scorer, into: URL(filePath: folder, directoryHint: .isDirectory))
    }
    let report = EvaluationReport(result: result, worst: worst, changes: changes)
    terminal.data(try report.text(evaluation.format))
    let regressions = (changes ?? []).filter(\.isWorse)
    if let file = evaluation.writeBaseline, regressions.isEmpty {
      let url = URL(filePath: file)
      let hadWidths = (try? ScoreBaseline(contentsOf: url))?.hasWidths ?? false
      try ScoreBaseline(result, withWidths: evaluation.baselineWidths || hadWidths).write(to: url)
    }
    if !regressions.isEmpty {
      let words = regressions.map(EvaluationReport.words).joined(separator: "; ")
      throw CommandFailure(
        .gateFailed,
        "worse than the baseline: \(words)" + (evaluation.writeBaseline == nil ? "" : "; no new baseline was written"))
    }
    if !skipped.isEmpty { throw ExitStatus.photosSkipped.code }
  }
}
