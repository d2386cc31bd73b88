import Detectors
import Foundation
import Inventory
import TestSupport
import Testing

@Suite struct `inspect review and verify` {
  private struct Run {
    let folder: TemporaryFolder
    let output: URL

    init() throws {
      folder = try TemporaryFolder()
      let flight = try SampleFlight.make(in: folder, photos: 2)
      output = folder("out")
      let outcome = try BuiltCommand.run(
        ["run", flight.path, "--output", output.path, "--detectors", "crack", "--no-registration"])
      try #require(outcome.status == 0, "\(outcome.messages)")
    }

    func inspect(_ command: String, _ arguments: String...) throws -> BuiltCommand.Outcome {
      try BuiltCommand.run([command, output.path] + arguments)
    }

    func defects() throws -> [Defect] {
      let store = try InventoryStore.openForReading(at: output.appending(path: "inventory.gpkg"))
      defer { try? store.close() }
      return try store.inventory().defects
    }
  }

  @Test func `a table is written, filled in and read back, and the next run keeps it`() throws {
    let run = try Run()
    let file = run.folder("decisions.csv")
    #expect(try run.inspect("review", "--csv", "--output", file.path, "--lang", "zh-TW").status == 0)
    var lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\r\n")
    let count = try run.defects().count
    #expect(lines.count == count + 2 && lines[0].contains("決定") && lines[1].contains("overlays/"))
    // The fifth comma is before the decision: kind, severity, status and priority hold none.
    var cells = lines[1].components(separatedBy: ",")
    cells.replaceSubrange(5...9, with: ["修正", "", "坑洞", "重", "很深"])
    lines[1] = cells.joined(separator: ",")
    try Data(lines.joined(separator: "\r\n").utf8).write(to: file)

    let nobody = try run.inspect("review", "--apply", file.path)
    #expect(nobody.status == 65 && nobody.messages.contains("row 2, column reviewer"))
    let dry = try run.inspect("review", "--apply", file.path, "--reviewer", "Lin", "--dry-run", "--json")
    #expect(dry.status == 0 && dry.output.contains("\"kind\" : \"pothole\""))
    #expect(try run.defects().allSatisfy { $0.status == .new })
    let applied = try run.inspect("review", "--apply", file.path, "--reviewer", "Lin")
    #expect(applied.status == 0 && applied.messages.contains("1 decision added"), "\(applied.messages)")
    let again = try run.inspect("review", "--apply", file.path, "--reviewer", "Lin")
    #expect(again.messages.contains("0 decisions added, 1 were in force already"))

    let fresh = try BuiltCommand.run(
      [
        "run", run.folder("flight").path, "--output", run.output.path, "--detectors", "crack", "--no-registration",
        "--fresh", "--no-overlays",
      ])
    #expect(fresh.status == 0, "\(fresh.messages)")
    let edited = try #require(try run.defects().first { $0.status == .edited })
    #expect(edited.damageClass == .pothole && edited.severity.code == "high" && edited.review?.note == "很深")
    #expect(edited.detected.damageClass == .crack)
    let orders = try String(contentsOf: run.output.appending(path: "work-orders.csv"), encoding: .utf8)
    #expect(orders.contains("pothole") && orders.contains("很深"))
    let log = try run.inspect("review", "--log")
    #expect(log.output.contains("Lin: 很深") && log.output.contains("[was crack"))
  }

  @Test func `single decisions, and mistakes in them`() throws {
    let run = try Run()
    let uid = try #require(try run.defects().first).uid
    let rejected = try run.inspect("review", "--reject", uid, "--reason", "a hose", "--reviewer", "Lin")
    #expect(rejected.status == 0, "\(rejected.messages)")
    let defect = try #require(try run.defects().first { $0.uid == uid })
    #expect(defect.status == .rejected && defect.review?.reason == .other && defect.review?.note == "a hose")
    #expect(try run.inspect("review").output.contains("rejected: 1"))
    for (arguments, status, word) in [
      (["--reject", uid], Int32(65), "reviewer"), (["--accept", "zzzz", "--reviewer", "Lin"], 66, "no defect"),
      (["--edit", uid, "--kind", "hole", "--reviewer", "Lin"], 64, "no kind"),
      (["--csv", "--log"], 64, "different jobs"),
      (["--edit", uid, "--severity", "bad", "--reviewer", "Lin"], 64, "--severity"),
      (["--apply", "/nonexistent"], 66, "does not exist"),
    ] {
      let outcome = try BuiltCommand.run(["review", run.output.path] + arguments)
      #expect(outcome.status == status && outcome.messages.contains(word), "\(arguments): \(outcome.messages)")
    }
  }

  @Test func `verify passes what was written, and fails with status 1 when a photo or a decision was changed`() throws {
    let run = try Run()
    let sound = try run.inspect("verify")
    #expect(sound.status == 0 && sound.output.hasSuffix("All is well.\n"), "\(sound.output)")
    #expect(sound.output.contains("2 photos are there, byte for byte") && !sound.output.contains("note"))
    let photo = run.folder("flight").appending(path: try #require(try run.defects().first).bestPhoto.name)
    try FileManager.default.removeItem(at: photo)
    let missing = try run.inspect("verify", "--json")
    #expect(missing.status == 1 && missing.output.contains("is missing") && missing.output.contains("--photos"))
    #expect(try run.inspect("verify", "--no-photos").status == 0)
    #expect(try run.inspect("verify", "--photos", SampleFlight.bundled.path).status == 0)
    #expect(try BuiltCommand.run(["verify", "/nonexistent"]).status == 66)
  }

  @Test func `an owner's table gives priorities and due dates in the run, its exports and the inventory`() throws {
    let run = try Run()
    let table = run.folder("city.yaml")
    try Data(
      "id: city\ntitle: t\nsource: s\nrows:\n  - {priority: 7, due: {hours: 4}, action: {en: look, zh-TW: 看}}\n".utf8
    ).write(to: table)
    let defect = try #require(try run.defects().first)
    let csv = try run.inspect("export", "--format", "csv", "--output", "-", "--response", table.path)
    #expect(csv.status == 0 && csv.output.contains(",look,20"), "\(csv.messages)")
    let now = try run.inspect(
      "export", "--format", "csv", "--output", "-", "--response", table.path, "--due-from", "2030-01-01T20:30:00+08:00")
    #expect(now.output.contains("2030-01-02T00:30:00+08:00"))
    let again = try BuiltCommand.run(
      [
        "run", run.folder("flight").path, "--output", run.output.path, "--detectors", "crack", "--no-registration",
        "--response", table.path,
      ])
    #expect(again.status == 0, "\(again.messages)")
    let orders = try String(contentsOf: run.output.appending(path: "work-orders.csv"), encoding: .utf8)
    // Foundation may take the byte order mark off a file that it reads as text.
    #expect(orders.trimmingPrefix("\u{FEFF}") == csv.output.trimmingPrefix("\u{FEFF}") && orders.contains(defect.uid))
    let wrong = try run.inspect("export", "--format", "csv", "--output", "-", "--due-from", "soon")
    #expect(wrong.status == 64 && wrong.messages.contains("--due-from"))
    try Data("id: city\nrows: []\n".utf8).write(to: table)
    let broken = try run.inspect("export", "--format", "csv", "--output", "-", "--response", table.path)
    #expect(broken.status == 64 && broken.messages.contains("city.yaml:1"))
  }
}
