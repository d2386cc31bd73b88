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
