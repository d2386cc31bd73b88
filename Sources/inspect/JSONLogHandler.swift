import Foundation
import Logging

/// Writes each log record as one line of JSON to standard error.
struct JSONLogHandler: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level = .info

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var fields: [String: String] = [:]
    for (key, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { _, new in new }) {
      fields[key] = "\(value)"
    }
    Self.write(level: event.level, message: "\(event.message)", metadata: fields)
  }

  /// Writes one record; keys are sorted so that equal records are equal bytes but for the time.
  static func write(level: Logger.Level, message: String, metadata: [String: String]) {
    var record = metadata
    record["level"] = level.rawValue
    record["message"] = message
    record["time"] = Date().formatted(.iso8601)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard var line = try? encoder.encode(record) else { return }
    line.append(0x0A)
    FileHandle.standardError.write(line)
  }
}
