/// Something doubtful in a photo's metadata, and the correction taken.
public struct MetadataWarning: Hashable, Sendable, Codable, CustomStringConvertible {
  /// A stable word for scripts: `null_island`, `gimbal_all_zero`, `gps_conflict`.
  public var code: String
  /// What was found and what was done about it, in English.
  public var detail: String

  /// Creates a warning.
  public init(_ code: String, _ detail: String) {
    self.code = code
    self.detail = detail
  }

  /// The code and the detail on one line.
  public var description: String { "\(code): \(detail)" }
}
