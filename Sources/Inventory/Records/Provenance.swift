import ImageKit

/// What made an inventory: tool, detectors, models and options.
public struct Provenance: Sendable, Hashable {
  /// The version of this tool.
  public var toolVersion: String
  /// The detectors that ran, in the order of their names.
  public var detectors: [DetectorIdentity]
  /// The models that took part, in the order of their names.
  public var models: [ModelRecord]
  /// The options that change results, by name.
  public var options: [String: String]
  /// When the run began and ended, in seconds since 1970-01-01 UTC; `nil` while it has not.
  public var startedAt, endedAt: Double?

  /// Creates a provenance.
  public init(
    toolVersion: String = ToolVersion.current, detectors: [DetectorIdentity], models: [ModelRecord] = [],
    options: [String: String] = [:], startedAt: Double? = nil, endedAt: Double? = nil
  ) {
    self.toolVersion = toolVersion
    self.detectors = detectors.sorted { ($0.name, $0.version) < ($1.name, $1.version) }
    self.models = models.sorted { ($0.name, $0.version, $0.sha256) < ($1.name, $1.version, $1.sha256) }
    self.options = options
    self.startedAt = startedAt
    self.endedAt = endedAt
  }

  /// The SHA-256 of tool version, detectors, models and options: equal hashes give equal results for equal photos.
  public var optionsHash: String {
    FileDigest.sha256(Array(description(withTimes: false).serialized().utf8))
  }

  /// Returns the provenance as JSON, with or without the times of the run.
  func description(withTimes: Bool) -> JSONText {
    var members: [(String, JSONText)] = [
      ("tool", .string("inspect")), ("version", .string(toolVersion)),
      (
        "detectors",
        .array(detectors.map { .object([("name", .string($0.name)), ("version", .integer($0.version))]) })
      ),
      (
        "models",
        .array(
          models.map {
            .object([
              ("name", .string($0.name)), ("version", .string($0.version)), ("sha256", .string($0.sha256)),
            ])
          })
      ),
      ("options", .object(options.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })),
    ]
    if withTimes {
      members.append(("started_at", .text(startedAt.flatMap(UTCTime.text(seconds:)))))
      members.append(("ended_at", .text(endedAt.flatMap(UTCTime.text(seconds:)))))
    }
    return .object(members)
  }
}
