/// How a detector did on a dataset, with all that the figures depend on.
public struct EvaluationResult: Sendable {
  /// The dataset's name.
  public var dataset: String
  /// The formats it was read from.
  public var formats: [String]
  /// Which pictures it has.
  public var pictures: PictureSet
  /// The detector.
  public var detector: DetectorIdentity
  /// The network it ran on, if any.
  public var model: ModelRecord?
  /// The threshold that was given, if any.
  public var threshold: Double?
  /// The tolerance, in pixels.
  public var tolerance: Double
  /// The pictures, skipped ones among them.
  public var scores: [ExampleScore]
  /// The figures.
  public var scoreboard: Scoreboard

  /// Works out the figures of scored pictures.
  public init(
    dataset: Dataset, detector: DetectorIdentity, model: ModelRecord?, threshold: Double?, tolerance: Double,
    scores: [ExampleScore]
  ) {
    self.dataset = dataset.name
    formats = dataset.formats
    pictures = PictureSet(dataset)
    self.detector = detector
    self.model = model
    self.threshold = threshold
    self.tolerance = tolerance
    self.scores = scores
    scoreboard = Scoreboard(scores)
  }

  /// Labels that the detector is not meant to find, with how often they were met, by name.
  public var foreignLabels: [(label: String, count: Int)] {
    Dictionary(grouping: scores.flatMap(\.foreignLabels)) { $0 }.map { ($0.key, $0.value.count) }
      .sorted { $0.label < $1.label }
  }
}
