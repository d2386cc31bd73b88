import Foundation
import Inventory
import Testing

struct RulePackReadingTests {
  private static let valid = """
    id: own
    title: Own rules
    source: our manual
    rules:
      - id: width
        classes: [crack]
        measure: width
        unit: mm
        levels:
          - {level: low, upTo: 6}
          - {level: high}
    """

  private func refusal(_ yaml: String) -> RuleError? {
    do {
      _ = try RulePack(yaml: Array(yaml.utf8), file: "own.yaml")
      return nil
    } catch { return error }
  }

  @Test func `a user's file is read`() throws {
    let folder = try TemporaryFolder()
    try Data(Self.valid.utf8).write(to: folder.file("own.yaml"))
    #expect(try RulePack(contentsOf: folder.file("own.yaml")).rules.map(\.id) == ["width"])
  }

  @Test func `a missing file is named`() {
    #expect(throws: RuleError(file: "/no/rules.yaml", problem: "cannot be read; check the path and its permissions")) {
      try RulePack(contentsOf: URL(filePath: "/no/rules.yaml"))
    }
  }

  @Test(arguments: [
    ("id: own", "id: own rules", "own.yaml:1: id: a name has at most 64"),
    ("title: Own rules\n", "", "own.yaml:1: 'title' is missing"),
    ("[crack]", "[crack, hole]", "own.yaml:6: rules[0].classes[1]: 'hole' is no kind of damage"),
    ("measure: width", "measure: colour", "own.yaml:7: rules[0].measure: a rule measures"),
    ("unit: mm", "unit: cm", "own.yaml:8: rules[0].unit: a width is given in mm"),
    ("unit: mm", "units: mm", "own.yaml:8: rules[0]: 'units' is not known here"),
    ("upTo: 6", "upTo: six", "own.yaml:10: rules[0].levels[0].upTo: expects a number above zero"),
    ("upTo: 6", "upTo: -6", "own.yaml:10: rules[0].levels[0].upTo: expects a number above zero"),
    ("upTo: 6", "upTo: 6, below: 7", "own.yaml:10: rules[0].levels[0]: a level has either upTo or below"),
    (", upTo: 6", "", "own.yaml:10: rules[0].levels[0]: upTo or below is missing"),
    ("level: high", "level: huge", "own.yaml:11: rules[0].levels[1].level: a level is low, medium or high"),
    ("level: high", "level: high, upTo: 9", "own.yaml:11: rules[0].levels[1]: the last level has no bound"),
    ("level: high", "level: low", "own.yaml:11: rules[0].levels[1]: levels go from low to high"),
    ("rules:\n", "rules: 3\nid2:\n", "own.yaml:5: 'id2' is not known here"),
    ("[crack]", "[crack", "own.yaml:7: is not YAML"),
    ("id: own", "id: own\nid: own", "own.yaml:1: is not YAML: 'id' is given twice"),
  ])
  func `what is wrong is named with its line and field`(old: String, new: String, message: String) throws {
    let error = try #require(refusal(Self.valid.replacing(old, with: new)))
    #expect(error.description.hasPrefix(message), "\(error)")
  }

  private static let ranged = """
    id: own
    title: Own rules
    source: our manual
    rules:
      - id: hole
        classes: [pothole]
        measure: diameter
        unit: mm
        atLeast: 100
        levels:
          - {level: low, to: medium, below: 450}
          - {level: medium, to: high}
      - id: look
        classes: [repair]
        measure: appearance
        limits: Somebody looks.
    """

  @Test func `levels may be ranges, with a least size, and a rule may leave all to the eye`() throws {
    let rules = try RulePack(yaml: Array(Self.ranged.utf8), file: "own.yaml").rules
    #expect(rules[0].minimum == 100 && rules[0].quantity == .diameter)
    #expect(rules[0].steps.map(\.level) == [.low, .medium] && rules[0].steps.map(\.highest) == [.medium, .high])
    #expect(rules[1].quantity == .appearance && rules[1].steps.isEmpty && rules[1].limits == "Somebody looks.")
  }

  @Test(arguments: [
    ("to: medium", "to: worse", "own.yaml:11: rules[0].levels[0].to: a level is low, medium or high"),
    ("to: medium", "to: low", "own.yaml:11: rules[0].levels[0].to: 'to' is the highest level of a range"),
    (
      "level: medium, to: high", "level: low, to: medium", "own.yaml:12: rules[0].levels[1]: levels go from low to high"
    ),
    ("level: medium, to: high", "level: low", "own.yaml:12: rules[0].levels[1]: levels go from low to high"),
    ("atLeast: 100", "atLeast: none", "own.yaml:9: rules[0].atLeast: expects a number above zero"),
    ("limits: Somebody", "unit: mm\n    limits: Somebody", "own.yaml:16: rules[1].unit: an appearance is not measured"),
    ("limits: Somebody", "levels: [{level: low}]\n    limits: Somebody", "own.yaml:16: rules[1].levels: an appearance"),
    ("limits: Somebody", "atLeast: 1\n    limits: Somebody", "own.yaml:16: rules[1].atLeast: an appearance is not"),
    ("    limits: Somebody looks.", "", "own.yaml:13: rules[1]: 'limits' is missing"),
    ("unit: mm", "unit: cm", "own.yaml:8: rules[0].unit: a diameter is given in mm"),
  ])
  func `what is wrong with a range is named too`(old: String, new: String, message: String) throws {
    let error = try #require(refusal(Self.ranged.replacing(old, with: new)))
    #expect(error.description.hasPrefix(message), "\(error)")
  }

  @Test func `a file that is no text, empty or huge is refused`() {
    #expect(refusal("")?.problem == "is empty")
    #expect(refusal("- 1")?.problem == "expects fields with a name and a value")
    #expect(throws: RuleError(file: "x", problem: "is not UTF-8 text")) { try RulePack(yaml: [0xFF, 0xFE], file: "x") }
    #expect(throws: RuleError(file: "x", problem: "is larger than 1 MB, which no file of rules is")) {
      try RulePack(yaml: [UInt8](repeating: 0x20, count: 1_000_001), file: "x")
    }
  }

  @Test func `every prefix of a file gives rules or an error`() {
    let bytes = Array(Self.valid.utf8)
    var read = 0
    for count in 0...bytes.count where (try? RulePack(yaml: Array(bytes.prefix(count)), file: "x")) != nil { read += 1 }
    #expect(read >= 1 && read < 5)
  }
}
