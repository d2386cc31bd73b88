import Foundation
import Logging

/// Writes each message as one line of JSON to standard error, with sorted keys.
struct JSONLogHandler: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level = .info

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var record: [String: String] = [:]
    for (key, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { _, new in new }) {
      record[key] = "\(value)"
    }
    record["level"] = event.level.rawValue
    record["message"] = "\(event.message)"
    record["time"] = Date().formatted(.iso8601)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let line = try? encoder.encode(record) else { return }
    FileHandle.standardError.write(Data((JSONOutput.inert(line) + "\n").utf8))
  }
}
