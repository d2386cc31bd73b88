import ArgumentParser

/// The command.
@main
struct Inspect: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "inspect", abstract: "x")
}
