import ArgumentParser
import Detectors
import Foundation

/// Which detectors run, and on how many photos at once.
struct DetectorOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The detectors to run, separated by commas; see 'inspect list'. Default: \(DetectorList.standardNames.joined(separator: ",")).",
      valueName: "names"))
  var detectors: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Photos worked on at once; memory grows with it, results do not depend on it. Default: the number of cores.",
      valueName: "n"))
  var jobs: String?

  /// Returns the names of the detectors in the order of the list.
  ///
  /// - Parameter model: the option that gives another network: where it is used and no detector is named, the one that takes it.
  func detectorNames(_ settings: Settings, model: ModelOptions) throws(CommandFailure) -> [String] {
    let known = DetectorList.all.map { $0.name }
    guard let text = settings.value("detectors", flag: detectors) else {
      return settings.value("model", flag: model.model) == nil ? DetectorList.standardNames : [CrackDetector.name]
    }
    let names = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    guard !names.isEmpty else {
      throw CommandFailure(.usage, "--detectors is empty; built in: \(known.joined(separator: ", "))")
    }
    for name in names where !known.contains(name) {
      throw CommandFailure(
        .usage, "there is no detector '\(name)'; built in: \(known.joined(separator: ", "))")
    }
    return known.filter(names.contains)
  }

  func jobCount(_ settings: Settings) throws(CommandFailure) -> Int { try Self.jobCount(jobs, settings) }

  /// Returns how many photos to work on at once: the flag, the setting or the number of cores.
  static func jobCount(_ flag: String?, _ settings: Settings) throws(CommandFailure) -> Int {
    guard let text = settings.value("jobs", flag: flag) else {
      return max(1, ProcessInfo.processInfo.activeProcessorCount)
    }
    guard let count = Int(text), (1...1024).contains(count) else {
      throw CommandFailure(.usage, "--jobs is '\(text)'; use a whole number from 1 to 1024")
    }
    return count
  }
}
