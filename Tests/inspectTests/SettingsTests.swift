import Foundation
import TestSupport
import Testing

@testable import inspect

@Suite struct SettingsTests {
  private func settings(_ environment: [String: String], file text: String? = nil) throws -> Settings {
    let folder = try TemporaryFolder()
    if let text { try Data(text.utf8).write(to: folder("inspect.yaml")) }
    return try Settings(environment: environment, file: folder("inspect.yaml"))
  }

  @Test func `flags beat the environment, which beats the file`() throws {
    let settings = try settings(["INSPECT_JOBS": "3"], file: "jobs: 4\nlang: zh-TW\ndetectors: [crack]\n")
    #expect(settings.value("jobs", flag: "2") == "2")
    #expect(settings.value("jobs", flag: nil) == "3")
    #expect(settings.value("lang", flag: nil) == "zh-TW")
    #expect(settings.value("detectors", flag: nil) == "crack")
    #expect(settings.value("crs", flag: nil) == nil)
  }

  @Test(
    arguments: [
      ([:], "job: 4", "did you mean 'jobs'"), (["INSPECT_LANGS": "en"], nil, "did you mean 'lang'"),
      ([:], "- jobs", "key: value"), ([:], "jobs: [", "not valid YAML"),
    ] as [([String: String], String?, String)])
  func `a mistake is an error with advice`(environment: [String: String], text: String?, advice: String) throws {
    let error = #expect(throws: CommandFailure.self) { try self.settings(environment, file: text) }
    #expect(error?.message.contains(advice) == true, "\(error?.message ?? "")")
    #expect(error?.status == .usage)
  }

  @Test func `the file is used by a run`() throws {
    let folder = try TemporaryFolder()
    _ = try SampleFlight.make(in: folder, photos: 1)
    try Data("overlays: false\nlang: zh-TW\n".utf8).write(to: folder("inspect.yaml"))
    let outcome = try BuiltCommand.run(["run", "flight", "--output", "out"], in: folder.url)
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(!FileManager.default.fileExists(atPath: folder("out/overlays").path))
    #expect(try String(contentsOf: folder("out/work-orders.csv"), encoding: .utf8).contains("裂縫"))
  }
}

@Suite struct MessageTests {
  private func run(_ arguments: [String], environment: [String: String] = [:]) throws -> BuiltCommand.Outcome {
    let folder = try TemporaryFolder()
    let flight = try SampleFlight.make(in: folder, photos: 1)
    try Data([0xFF, 0xD8]).write(to: flight.appending(path: "broken.jpg"))
    return try BuiltCommand.run(
      ["detect", flight.path, "--output", folder("out").path, "--no-overlays"] + arguments, environment: environment)
  }

  @Test func `messages can be JSON, a record a line`() throws {
    let lines = try run(["--log-format", "json"]).messages.split(separator: "\n")
    #expect(!lines.isEmpty)
    for line in lines {
      let record = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String]
      #expect(record?["level"] != nil && record?["message"] != nil && record?["time"] != nil)
    }
    #expect(lines.contains { $0.contains("\"warning\"") && $0.contains("broken.jpg") })
  }

  @Test func `the reason of a failure is JSON too`() throws {
    let outcome = try BuiltCommand.run(["detect", "/nonexistent", "--output", "x", "--log-format", "json"])
    #expect(outcome.status == 66)
    let record = try JSONSerialization.jsonObject(with: Data(outcome.messages.utf8)) as? [String: String]
    #expect(record?["level"] == "error")
  }

  @Test func `quiet leaves errors alone`() throws {
    let outcome = try run(["--quiet"])
    #expect(outcome.messages.isEmpty, "\(outcome.messages)")
    #expect(outcome.output.isEmpty)
  }

  @Test func `colour is for terminals unless it is asked for`() throws {
    #expect(!(try run([]).messages.contains("\u{1B}[")))
    #expect(try run(["--color", "always"]).messages.contains("\u{1B}[33mwarning"))
  }
}
