import Foundation
import Logging

/// Standard output for data, standard error for messages.
struct Terminal: Sendable {
  let isQuiet: Bool
  /// Whether messages go to a terminal that can redraw a line.
  let redrawsLines: Bool
  private let logger: Logger

  /// Creates a terminal; when quiet only errors are told.
  init(isQuiet: Bool, usesColor: Bool, logFormat: LogFormat, redrawsLines: Bool) {
    self.isQuiet = isQuiet
    self.redrawsLines = redrawsLines
    var logger = Logger(label: "inspect") { _ in
      switch logFormat {
      case .json: JSONLogHandler()
      case .text: TextLogHandler(usesColor: usesColor)
      }
    }
    logger.logLevel = isQuiet ? .error : .info
    self.logger = logger
  }

  /// Writes data, as it is, to standard output.
  func data(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }

  /// Writes bytes, as they are, to standard output.
  func data(_ bytes: [UInt8]) { FileHandle.standardOutput.write(Data(bytes)) }

  /// Writes a message for a person to standard error.
  func note(_ message: String) { logger.info("\(message)") }

  /// Writes a warning to standard error.
  func warn(_ message: String) { logger.warning("\(message)") }

  /// Writes why the command fails to standard error, quiet or not.
  func fail(_ message: String) { logger.error("\(message)") }

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
