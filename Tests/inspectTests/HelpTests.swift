import ArgumentParser
import Foundation
import TestSupport
import Testing

@testable import inspect

@Suite struct HelpTests {
  static let subcommands = Inspect.configuration.subcommands.map { $0.configuration.commandName ?? "" }

  @Test(arguments: subcommands)
  func `shows two worked examples for each subcommand`(name: String) throws {
    let outcome = try BuiltCommand.run(["help", name])
    #expect(outcome.status == 0)
    let examples = outcome.output.split(separator: "\n").filter { $0.hasPrefix("  inspect \(name)") }
    #expect(examples.count >= 2, "\(outcome.output)")
  }

  @Test(arguments: subcommands)
  func `has the message options for each subcommand`(name: String) throws {
    let outcome = try BuiltCommand.run([name, "--help"])
    for flag in ["--quiet", "--log-format", "--color"] { #expect(outcome.output.contains(flag)) }
  }

  @Test func `every setting is a flag of some subcommand`() throws {
    let help = try Self.subcommands.map { try BuiltCommand.run([$0, "--help"]).output }.joined()
    for key in Settings.keys {
      #expect(help.contains("--\(key)") || help.contains("--no-\(key)"), "--\(key) is no flag")
    }
  }

  @Test func `the version is told`() throws {
    let outcome = try BuiltCommand.run(["--version"])
    #expect(outcome.output.contains(/\d+\.\d+\.\d+/))
  }
}
