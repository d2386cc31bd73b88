import ArgumentParser
import Foundation
import Inventory

/// What an evaluation counts, compares with and prints.
struct EvaluationOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Score only the pictures that this text file names, one a line.", valueName: "file"))
  var split: String?

  @Flag(
    help: ArgumentHelp(
      "Folders of pictures without masks or labels, at any depth, show no damage: all that is found there is false."))
  var empty = false

  @Option(
    help: ArgumentHelp("Fail when a figure is worse than in this file by more than its margin.", valueName: "file"))
  var baseline: String?

  @Option(help: ArgumentHelp("Write the figures as a baseline; margins in the file are kept.", valueName: "file"))
  var writeBaseline: String?

  @Flag(
    help: ArgumentHelp(
      "Write the figures of widths into the baseline too; only for masks that follow the edges of the damage."))
  var baselineWidths = false

  @Option(help: ArgumentHelp("Pixels that a centre line may be off and still count as right.", valueName: "px"))
  var tolerance = 4.0

  @Option(help: ArgumentHelp("How the figures are printed: text, json, junit or markdown.", valueName: "format"))
  var format = EvaluationReport.Format.text

  @Option(help: ArgumentHelp("Draw the worst pictures into this folder; made if missing.", valueName: "dir"))
  var draw: String?

  @Option(help: ArgumentHelp("How many of the worst pictures are named and drawn.", valueName: "n"))
  var worst = 5

  @Option(help: ArgumentHelp("Count only what is at least this confident, 0 to 1.", valueName: "x"))
  var threshold: Double?

  @Option(help: ArgumentHelp("Metres on the ground a pixel, for all pictures.", valueName: "metres"))
  var gsd: Double?

  func validate() throws {
    if let gsd, !(gsd > 0 && gsd < 10) { throw ValidationError("--gsd must be more than 0 and less than 10 metres") }
    if let threshold, !(0...1).contains(threshold) { throw ValidationError("--threshold must lie between 0 and 1") }
    guard (0...1000).contains(tolerance) else {
      throw ValidationError("--tolerance must lie between 0 and 1000 pixels")
    }
    guard writeBaseline != nil || !baselineWidths else {
      throw ValidationError("--baseline-widths says what --write-baseline writes; give both")
    }
    guard (0...10_000).contains(worst) else { throw ValidationError("--worst must lie between 0 and 10000") }
  }

  /// Reads the baseline that was given, if any.
  func readBaseline() throws(BaselineError) -> ScoreBaseline? {
    guard let baseline else { return nil }
    return try ScoreBaseline(contentsOf: URL(filePath: baseline))
  }
}

extension EvaluationReport.Format: ExpressibleByArgument {}
