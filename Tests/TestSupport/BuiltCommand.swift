import Foundation

/// The built `inspect`, run as a user runs it.
public struct BuiltCommand {
  /// How a run of the command ended.
  public struct Outcome: Sendable {
    /// The exit status, or the number of the signal that ended it plus 128.
    public let status: Int32
    /// What it wrote to standard output and standard error.
    public let output, messages: String
  }

  /// Where the build put it: beside the test bundle.
  public static let url = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    .appending(path: "inspect")

  /// Runs the command to its end.
  ///
  /// - Parameters:
  ///   - arguments: what stands after `inspect`.
  ///   - environment: variables beside those of the test.
  ///   - folder: the working folder.
  public static func run(
    _ arguments: [String], environment: [String: String] = [:], in folder: URL? = nil
  ) throws -> Outcome {
    let process = try start(arguments, environment: environment, in: folder)
    return process.finish()
  }

  /// Starts the command and returns at once.
  public static func start(
    _ arguments: [String], environment: [String: String] = [:], in folder: URL? = nil
  ) throws -> Running {
    try Running(arguments, environment: environment, folder: folder)
  }

  /// A command that was started.
  public final class Running {
    private let process = Process()
    private let output: URL
    private let messages: URL

    fileprivate init(_ arguments: [String], environment: [String: String], folder: URL?) throws {
      // Files, not pipes: a full pipe would stop the command.
      let name = FileManager.default.temporaryDirectory.appending(path: "inspect-test-\(UUID().uuidString)").path
      output = URL(filePath: name + ".out")
      messages = URL(filePath: name + ".err")
      for url in [output, messages] { try Data().write(to: url) }
      process.executableURL = BuiltCommand.url
      process.arguments = arguments
      process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
      if let folder { process.currentDirectoryURL = folder }
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = try FileHandle(forWritingTo: output)
      process.standardError = try FileHandle(forWritingTo: messages)
      try process.run()
    }

    /// Sends a signal.
    public func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    /// Whether it has not ended yet.
    public var isRunning: Bool { process.isRunning }

    /// Waits for the end.
    public func finish() -> Outcome {
      process.waitUntilExit()
      defer {
        for url in [output, messages] { try? FileManager.default.removeItem(at: url) }
      }
      func text(_ url: URL) -> String {
        String(decoding: FileManager.default.contents(atPath: url.path) ?? Data(), as: UTF8.self)
      }
      let signalled = process.terminationReason == .uncaughtSignal
      return Outcome(
        status: process.terminationStatus + (signalled ? 128 : 0), output: text(output), messages: text(messages))
    }
  }
}
