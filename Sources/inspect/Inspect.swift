import ArgumentParser
import Detectors
import Foundation
import Inventory

/// The command: parse, call, report.
@main
struct Inspect: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Turns folders of geotagged drone photos into an inventory a maintenance crew can act on.",
    discussion: """
      Which defect, where on the ground and how surely, how large, how severe by which rule, seen in which photos. \
      Everything happens on this machine: there is no network access, and the photos are never changed.

      Data goes to standard output, messages to standard error. Exit status: 0 done, 1 a gate failed, 3 done but photos were \
      skipped, 64 wrong usage, 65 nothing usable, 66 input not found, 69 model not found, 73 output cannot be written, 75 output in use, \
      130 stopped by Ctrl-C.
      """,
    version: ToolVersion.current,
    subcommands: [
      RunCommand.self, PhotosCommand.self, LocateCommand.self, DetectCommand.self, ListCommand.self,
      ExportCommand.self, ReviewCommand.self, CompareCommand.self, VerifyCommand.self, ExplainCommand.self,
      EvaluateCommand.self,
    ]
  )

  static func main() async {
    do {
      var command = try await asyncParseAsRoot(nil)
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let failure as CommandFailure {
      fail(failure)
    } catch let error as StoreError {
      fail(CommandFailure(error))
    } catch let error as ModelError {
      fail(CommandFailure(error))
    } catch let error as ExportError {
      fail(CommandFailure(.cannotWrite, "\(error)"))
    } catch {
      exit(withError: error)
    }
  }

  /// Says why the command fails, in the format that was asked for, and ends it.
  private static func fail(_ failure: CommandFailure) -> Never {
    let isJSON =
      CommandLine.arguments.contains("--log-format=json")
      || zip(CommandLine.arguments, CommandLine.arguments.dropFirst()).contains { $0 == "--log-format" && $1 == "json" }
    Terminal(isQuiet: true, usesColor: false, logFormat: isJSON ? .json : .text, redrawsLines: false)
      .fail(failure.message)
    Foundation.exit(failure.status.rawValue)
  }
}
