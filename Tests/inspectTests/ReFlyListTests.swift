import Foundation
import Inventory
import TestSupport
import Testing

@Suite struct `The re-fly list of a run` {
  private func rows(_ file: URL) throws -> [[String: String]] {
    let text = String(decoding: try Data(contentsOf: file).dropFirst(3), as: UTF8.self)
    let lines = text.components(separatedBy: "\r\n").dropLast().map { $0.components(separatedBy: ",") }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }

  @Test func `it names each crack that the photos are too coarse for, and the report says how many and where`() throws {
    let folder = try TemporaryFolder()
    let flight = try SampleFlight.make(in: folder, photos: 4)
    let output = folder("out")
    let arguments = ["run", flight.path, "--output", output.path, "--no-overlays"]
    let outcome = try BuiltCommand.run(arguments + ["--crs", "EPSG:3826"])
    #expect(outcome.status == 0, "\(outcome.messages)")
    let file = output.appending(path: "re-fly.csv")
    let rows = try rows(file)
    #expect(rows.count > 10)
    #expect(outcome.output.contains("Re-fly: \(rows.count) of them cannot be graded at this GSD"))
    #expect(outcome.output.contains(file.path))
    // The limit of 6 mm takes 1.5 mm a pixel; with 2412 pixels of focal length that is 3.6 m.
    #expect(outcome.output.contains("could grade them from 3.61 "))

    let store = try InventoryStore.openForReading(at: output.appending(path: "inventory.gpkg"))
    let defects = try store.inventory().defects
    try store.close()
    let byName = Dictionary(uniqueKeysWithValues: defects.map { ($0.uid, $0) })
    for row in rows {
      let defect = try #require(byName[row["defect_uid"] ?? ""])
      #expect(defect.severity.code.contains("..") || defect.severity.grade == .notGradable)
      #expect(defect.severity.reason.contains("Not gradable at this GSD"))
      let numbers = row.compactMapValues(Double.init)
      let needed = try #require(numbers["needed_gsd_mm"])
      #expect(needed < numbers["gsd_mm"] ?? 0)
      #expect(abs(2.412 * needed - (numbers["needed_standoff_m"] ?? 0)) < 0.02)
      #expect((11...16).contains(numbers["present_standoff_m"] ?? 0), "taken from 12 m")
      #expect(row["crs"] == "EPSG:3826" && numbers["x"] != nil)
    }
    let silent = defects.filter { !rows.compactMap { $0["defect_uid"] }.contains($0.uid) }
    #expect(!silent.isEmpty)
    for defect in silent { #expect(!defect.severity.reason.contains("Not gradable at this GSD")) }
  }

  @Test func `a run without anything to do still writes the list, and in the language asked for`() throws {
    let folder = try TemporaryFolder()
    let flight = try SampleFlight.make(in: folder, photos: 1)
    let arguments = [
      "run", flight.path, "--output", folder("out").path, "--no-overlays", "--detectors", "crack",
    ]
    #expect(try BuiltCommand.run(arguments).status == 0)
    let file = folder("out/re-fly.csv")
    let before = try Data(contentsOf: file)
    try FileManager.default.removeItem(at: file)
    #expect(try BuiltCommand.run(arguments).output.contains("Nothing to do"))
    #expect(try Data(contentsOf: file) == before)
    let chinese = try BuiltCommand.run(arguments + ["--lang", "zh-TW", "--json"])
    let summary = try #require(JSONSerialization.jsonObject(with: Data(chinese.output.utf8)) as? [String: Any])
    let list = try #require(summary["re_fly"] as? [String: Any])
    let rows = try rows(file)
    #expect(list["count"] as? Int == rows.count)
    #expect(list["file"] as? String == file.path)
    #expect(rows.allSatisfy { $0["kind_label"] == "裂縫" })
  }

  @Test func `where every crack is graded the list is a header and the report says nothing of it`() throws {
    let folder = try TemporaryFolder()
    let flight = try SampleFlight.make(in: folder, photos: 1)
    let rules = """
      id: coarse
      title: Coarse rules
      source: a test
      rules:
        - {id: width, classes: [crack], measure: width, unit: mm, levels: [{level: low, upTo: 2000}, {level: high}]}
      """
    try Data(rules.utf8).write(to: folder("coarse.yaml"))
    let outcome = try BuiltCommand.run([
      "run", flight.path, "--output", folder("out").path, "--no-overlays", "--rules", folder("coarse.yaml").path,
    ])
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(!outcome.output.contains("Re-fly"))
    let bytes = try Data(contentsOf: folder("out/re-fly.csv"))
    #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]) && bytes.count { $0 == 0x0A } == 1)
  }
}
