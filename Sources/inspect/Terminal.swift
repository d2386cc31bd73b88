import Foundation
import Logging

/// Standard output for data, standard error for messages.
struct Terminal: Sendable {
  let isQuiet: Bool
  let usesColor: Bool
  let logFormat: LogFormat
  /// Whether messages go to a terminal that can redraw a line.
  let redrawsLines: Bool

  /// Writes data, as it is, to standard output.
  func data(_ text: String) {
    FileHandle.standardOutput.write(Data(text.utf8))
  }

  /// Writes a message for a person to standard error, unless quiet.
  func note(_ message: String) {
    guard !isQuiet else { return }
    write(message, level: .info)
  }

  /// Writes a warning to standard error, unless quiet.
  func warn(_ message: String) {
    guard !isQuiet else { return }
    write(message, level: .warning)
  }

  /// Writes why the command fails, always.
  func fail(_ message: String) {
    write(message, level: .error)
  }

  private func write(_ message: String, level: Logger.Level) {
    switch logFormat {
    case .json:
      JSONLogHandler.write(level: level, message: message, metadata: [:])
    case .text:
      let prefix: String
      switch level {
      case .error: prefix = color("error: ", "31")
      case .warning: prefix = color("warning: ", "33")
      default: prefix = ""
      }
      FileHandle.standardError.write(Data((prefix + Terminal.printable(message) + "\n").utf8))
    }
  }

  private func color(_ text: String, _ code: String) -> String {
    usesColor ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  /// Returns text in which control characters from file names and tags cannot reach the terminal.
  static func printable(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          let isControl = scalar.value < 0x20 && scalar != "\n" && scalar != "\t"
          let isFormat = scalar.value == 0x7F || (0x80...0x9F).contains(scalar.value)
          let isBidi = (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
          return isControl || isFormat || isBidi ? "\u{FFFD}" : scalar
        }))
  }
}

/// How messages are written.
enum LogFormat: String, CaseIterable, Sendable {
  case text
  case json
}
