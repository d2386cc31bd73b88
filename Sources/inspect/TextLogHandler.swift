import Foundation
import Logging

/// Writes each message as a line for a person to standard error.
struct TextLogHandler: LogHandler {
  let usesColor: Bool
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level = .info

  init(usesColor: Bool) { self.usesColor = usesColor }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let prefix =
      switch event.level {
      case .error, .critical: colored("error: ", "31")
      case .warning: colored("warning: ", "33")
      default: ""
      }
    FileHandle.standardError.write(Data((prefix + Terminal.printable("\(event.message)") + "\n").utf8))
  }

  private func colored(_ text: String, _ code: String) -> String {
    usesColor ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
