import Foundation

/// Figures that a detector must not fall below, as a JSON file that is kept with the code.
///
/// Each figure has a margin of its own, which may be edited; writing again keeps the margins that stand in the file.
public struct ScoreBaseline: Codable, Sendable, Hashable {
  /// One figure of one group.
  public struct Entry: Codable, Sendable, Hashable {
    /// The group, as in ``ScoreRow/group``.
    public var group: String
    /// The figure.
    public var figure: ScoreFigure
    /// Its value, to six decimals.
    public var value: Double
    /// By how much it may be worse.
    public var margin: Double
  }

  /// The layout of the file, 1.
  public var format = 1
  /// The dataset's name.
  public var dataset: String
  /// The detector.
  public var detector: DetectorIdentity
  /// The network it ran on, if any.
  public var model: ModelRecord?
  /// The threshold that was given, if any.
  public var threshold: Double?
  /// The tolerance, in pixels.
  public var tolerance: Double
  /// The number of pictures scored.
  public var images: Int
  /// Which pictures they are; `nil` in files that were written before this was told.
  public var pictures: PictureSet?
  /// The figures.
  public var figures: [Entry]

  /// Makes a baseline of an evaluation, without the figures of widths unless they are asked for.
  public init(_ evaluation: EvaluationResult, withWidths: Bool) {
    dataset = evaluation.dataset
    detector = evaluation.detector
    model = evaluation.model
    threshold = evaluation.threshold
    tolerance = evaluation.tolerance
    images = evaluation.scoreboard.images
    pictures = evaluation.pictures
    figures = evaluation.scoreboard.rows.flatMap { row in
      row.values.filter { withWidths || !$0.figure.isOfWidths }.map { value in
        Entry(
          group: row.group, figure: value.figure, value: (value.value * 1e6).rounded() / 1e6,
          margin: value.figure.defaultMargin)
      }
    }
  }

  /// Whether widths are among the figures.
  public var hasWidths: Bool { figures.contains { $0.figure.isOfWidths } }

  /// Reads a file.
  public init(contentsOf url: URL) throws(BaselineError) {
    guard FileManager.default.fileExists(atPath: url.path) else { throw .notFound(url.path) }
    do {
      self = try JSONDecoder().decode(Self.self, from: Data(try DatasetFiles.bytes(of: url)))
    } catch let error as DecodingError {
      throw .malformed(url.path, reason: COCOFile.words(error))
    } catch {
      throw .malformed(url.path, reason: "\(error)")
    }
    guard format == 1 else { throw .malformed(url.path, reason: "format \(format), this version reads 1") }
    guard figures.allSatisfy({ $0.margin >= 0 && $0.value.isFinite }) else {
      throw .malformed(url.path, reason: "a margin is negative")
    }
  }

  /// Writes the file whole or not at all, with the margins of the one that is there.
  public func write(to url: URL) throws {
    var copy = self
    if let old = try? ScoreBaseline(contentsOf: url) {
      for index in copy.figures.indices {
        let entry = copy.figures[index]
        let kept = old.figures.first { $0.group == entry.group && $0.figure == entry.figure }
        copy.figures[index].margin = kept?.margin ?? entry.margin
      }
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try AtomicFile.write(Array(try encoder.encode(copy)) + [0x0A], to: url)
  }
}
