import Foundation
import Inventory
import TestSupport
import Testing

@testable import inspect

@Suite struct `inspect compare` {
  private let folder: TemporaryFolder

  /// An earlier flight, and a later one 2 m away with a new pothole of half a metre and a crack that grew.
  init() throws {
    folder = try TemporaryFolder()
    let short = ComparedInventories.Thing.crack([SIMD2(4, 2), SIMD2(6, 2.2)], width: 12)
    let long = ComparedInventories.Thing.crack([SIMD2(4, 2), SIMD2(6, 2.2), SIMD2(8, 2.1)], width: 12)
    try ComparedInventories.write(ComparedInventories.steady + [short], flight: "autumn", to: folder("old"))
    try ComparedInventories.write(
      ComparedInventories.steady + [long, .pothole(SIMD2(11, 0), radius: 0.5)], flight: "spring",
      shift: SIMD2(1.5, -1.2),
      to: folder("new"))
  }

  private func compare(_ arguments: [String]) throws -> BuiltCommand.Outcome {
    try BuiltCommand.run(["compare"] + arguments, in: folder.url)
  }

  @Test func `tells the shift, counts, and what changed`() throws {
    let outcome = try compare(["old", "new/inventory.gpkg"])
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(
      outcome.output.contains(/NEW lies from OLD \(autumn → spring\): 1\.50 m east, 1\.20 m south ± 0\.\d\d m/),
      "\(outcome.output)")
    #expect(outcome.output.contains(/new +1\n/) && outcome.output.contains(/grown +1\n/))
    #expect(outcome.output.contains(/pothole .*DJI_000/))
    #expect(outcome.output.contains(/length 2\.01 → 3\.\d\d m \(\+1\.\d\d ± 0\.\d\d\)/), "\(outcome.output)")
    let chinese = try compare(["old", "new", "--lang", "zh-TW"])
    #expect(chinese.output.contains("新增") && chinese.output.contains("本次相對前次的位移"))
  }

  @Test(
    arguments: [
      ("new", 1), ("new-severe", 1), ("grown", 1), ("worse", 0), ("worse,new", 1),
    ] as [(String, Int32)]) func `a gate fails with status 1 when something is in its way`(
      gates: String, status: Int32
    ) throws
  {
    let outcome = try compare(["old", "new", "--fail-on", gates, "--format", "json", "--output", "changes.json"])
    #expect(outcome.status == status, "\(outcome.messages)")
    #expect(outcome.messages.contains("a gate failed") == (status == 1))
    // The changes are written all the same.
    #expect(FileManager.default.fileExists(atPath: folder("changes.json").path))
    #expect(try compare(["old", "old", "--fail-on", gates]).status == 0)
  }

  @Test(
    arguments: [
      (["old"], 64), (["old", "none"], 66), (["old", "new", "--fail-on", "sever"], 64),
      (["old", "new", "--format", "docx"], 64), (["old", "new", "--output", "none/x.txt"], 73),
      (["old", "empty"], 66), (["old", "text.gpkg"], 65), (["old", "new", "--json", "--format", "csv"], 64),
    ] as [([String], Int32)]) func `what cannot be done is told with its status`(
      arguments: [String], status: Int32
    ) throws
  {
    try FileManager.default.createDirectory(at: folder("empty"), withIntermediateDirectories: true)
    try Data("no inventory".utf8).write(to: folder("text.gpkg"))
    let outcome = try compare(arguments)
    #expect(outcome.status == status, "\(outcome.messages)")
    #expect(outcome.output.isEmpty && !outcome.messages.isEmpty)
  }

  @Test func `every format is written, twice the same, and neither inventory is touched`() throws {
    let files = ["old/inventory.gpkg", "new/inventory.gpkg"]
    let before = try files.map { try Data(contentsOf: folder($0)) }
    for format in ComparisonReport.Format.allCases {
      let written = try compare(["old", "new", "--format", format.rawValue, "--output", "x", "--quiet"])
      #expect(written.status == 0 && written.messages.isEmpty, "\(written.messages)")
      let printed = try compare(["old", "new", "--format", format.rawValue])
      #expect(try Data(contentsOf: folder("x")) == Data(printed.output.utf8), "\(format)")
    }
    #expect(try files.map { try Data(contentsOf: folder($0)) } == before)
    let json = try compare(["old", "new", "--json"]).output
    let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    #expect((object["counts"] as? [String: Int])?["new"] == 1)
    #expect((object["changes"] as? [[String: Any]])?.count == 7)
    let junit = try compare(["old", "new", "--format", "junit", "--fail-on", "new"])
    #expect(junit.status == 1 && junit.output.contains("tests=\"4\" failures=\"1\""))
    #expect(XMLCheck.isWellFormed(junit.output))
  }
}
