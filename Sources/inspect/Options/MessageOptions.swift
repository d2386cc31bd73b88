import ArgumentParser
import Foundation

/// How the command speaks; shared by all subcommands.
struct MessageOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Print no messages but errors.")
  var quiet = false

  @Option(help: ArgumentHelp("How messages are written: text or json.", valueName: "format"))
  var logFormat: String?

  @Option(help: ArgumentHelp("Colour messages: auto, always or never. NO_COLOR is honoured.", valueName: "when"))
  var color: String?

  func terminal(_ settings: Settings) throws(CommandFailure) -> Terminal {
    let formatName = settings.value("log-format", flag: logFormat) ?? "text"
    guard let format = LogFormat(rawValue: formatName) else {
      throw CommandFailure(.usage, "--log-format is '\(formatName)'; use text or json")
    }
    let environment = ProcessInfo.processInfo.environment
    let isTerminal = isatty(2) == 1 && environment["TERM"] != "dumb"
    let usesColor: Bool
    switch settings.value("color", flag: color) ?? "auto" {
    case "always": usesColor = true
    case "never": usesColor = false
    case "auto": usesColor = isTerminal && (environment["NO_COLOR"] ?? "").isEmpty
    case let other: throw CommandFailure(.usage, "--color is '\(other)'; use auto, always or never")
    }
    return Terminal(
      isQuiet: try settings.isOn("quiet", flag: quiet), usesColor: usesColor, logFormat: format,
      redrawsLines: isTerminal && format == .text)
  }
}
