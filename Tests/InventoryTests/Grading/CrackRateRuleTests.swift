import Inventory
import Testing

struct CrackRateRuleTests {
  private static let valid = """
    id: own
    title: Own rule
    source: our manual
    limits: to-be-checked
    mesh:
      cell: 0.5
      oneCrack: 0.15
      moreCracks: 0.25
      patches:
        - {from: 25, area: 0.125}
        - {from: 75, area: 0.25}
    classes:
      - {class: I, below: 20}
      - {class: II}
    """

  private func refusal(_ yaml: String) -> RuleError? {
    do {
      _ = try CrackRateRule(yaml: Array(yaml.utf8), file: "own.yaml")
      return nil
    } catch { return error }
  }

  @Test func `the built-in rule counts cells as the manual does and says that it is to be checked`() throws {
    let rule = try CrackRateRule.builtIn()
    #expect(rule.id == "mlit-crack-rate" && rule.cell == 0.5 && rule.isToBeChecked)
    #expect([0, 1, 2, 9].map { rule.area(cracks: $0, patched: 0) } == [0, 0.15, 0.25, 0.25])
    #expect([0.24, 0.25, 0.74, 0.75, 1].map { rule.area(cracks: 0, patched: $0) } == [0, 0.125, 0.125, 0.25, 0.25])
    #expect(rule.area(cracks: 1, patched: 0.5) == 0.15 && rule.area(cracks: 1, patched: 0.8) == 0.25)
    #expect([0, 19.99, 20, 39.99, 40, 100].map(rule.className) == ["I", "I", "II", "II", "III", "III"])
  }

  @Test(arguments: [
    ("to-be-checked", "none", "own.yaml:4: limits: the only limit known here is to-be-checked"),
    ("cell: 0.5", "cell: 50", "own.yaml:6: mesh.cell: a cell is 0.1 to 5 m long"),
    ("oneCrack: 0.15", "oneCrack: 0.3", "own.yaml:7: mesh.oneCrack: a cell counts with no more than its own area"),
    ("  moreCracks: 0.25\n", "", "own.yaml:6: mesh: 'moreCracks' is missing"),
    ("from: 75", "from: 175", "own.yaml:11: mesh.patches[1]: patches go from the least to the most patched"),
    ("from: 75", "from: 15", "own.yaml:11: mesh.patches[1]: patches go from the least to the most patched"),
    ("area: 0.25", "area: 0.05", "own.yaml:11: mesh.patches[1]: patches go from the least to the most patched"),
    ("below: 20", "upTo: 20", "own.yaml:13: classes[0]: 'upTo' is not known here; the fields are below, class"),
    (", below: 20", "", "own.yaml:13: classes[0]: 'below' is missing"),
    ("{class: II}", "{class: II, below: 40}", "own.yaml:14: classes[1].below: the last class has no bound"),
    (
      "- {class: II}", "- {class: II, below: 9}\n  - {class: III}",
      "own.yaml:14: classes[1]: the bounds of classes grow"
    ),
    ("class: I,", "class: I I,", "own.yaml:13: classes[0].class: a name has at most 64"),
  ])
  func `what is wrong is named with its line and field`(old: String, new: String, message: String) throws {
    let error = try #require(refusal(Self.valid.replacing(old, with: new)))
    #expect(error.description.hasPrefix(message), "\(error)")
  }

  @Test func `patches and limits may be left out`() throws {
    let lines = Self.valid.split(separator: "\n", omittingEmptySubsequences: false)
    let short = (lines[0..<3] + lines[4..<8] + lines[11...]).joined(separator: "\n")
    let rule = try CrackRateRule(yaml: Array(short.utf8), file: "own.yaml")
    #expect(!rule.isToBeChecked && rule.area(cracks: 0, patched: 1) == 0)
  }
}
