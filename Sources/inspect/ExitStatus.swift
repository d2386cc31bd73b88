import ArgumentParser

/// How the command ends, for scripts.
///
/// The numbers follow sysexits.h where it has one.
enum ExitStatus: Int32 {
  /// Everything was done.
  case done = 0
  /// A gate failed.
  case gateFailed = 1
  /// Done, but some photos were skipped.
  case photosSkipped = 3
  /// Wrong usage.
  case usage = 64
  /// Nothing usable in the input.
  case nothingUsable = 65
  /// An input was not found.
  case inputNotFound = 66
  /// A model or asset is missing.
  case assetMissing = 69
  /// Our fault.
  case internalError = 70
  /// The output cannot be written.
  case cannotWrite = 73
  /// Try again later: somebody else is using the output.
  case tryAgainLater = 75
  /// Stopped by the keyboard.
  case interrupted = 130
  /// Stopped by the system.
  case terminated = 143

  var code: ExitCode { ExitCode(rawValue) }
}

/// An error that is already worded for the user and knows how the command ends.
struct CommandFailure: Error, CustomStringConvertible {
  let status: ExitStatus
  let message: String

  init(_ status: ExitStatus, _ message: String) {
    self.status = status
    self.message = message
  }

  var description: String { message }
}
