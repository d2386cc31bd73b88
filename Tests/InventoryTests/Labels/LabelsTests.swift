import Detectors
import Testing

@testable import Inventory

struct LabelsTests {
  @Test(arguments: Language.allCases) func `no word is missing and none is left over`(language: Language) {
    let keys = Labels(language: language).keys
    let missing = Labels.requiredKeys.subtracting(keys).sorted()
    let unused = keys.subtracting(Labels.requiredKeys).sorted()
    #expect(missing.isEmpty, "add to Resources/Strings/\(language.rawValue).yaml: \(missing.joined(separator: ", "))")
    #expect(unused.isEmpty, "remove from Resources/Strings/\(language.rawValue).yaml: \(unused)")
  }

  @Test(arguments: Language.allCases) func `every word says something`(language: Language) {
    let labels = Labels(language: language)
    for key in Labels.requiredKeys where key != "action.none" {
      #expect(!labels.text(key).isEmpty && labels.text(key) != key, "\(key)")
    }
  }

  @Test func `labels are in the language asked for`() {
    #expect(Labels(language: .english).text(.longitudinalCrack) == "longitudinal crack")
    #expect(Labels(language: .traditionalChinese).text(.longitudinalCrack) == "縱向裂縫")
  }

  @Test func `a range of levels is written out`() {
    let severity = Severity(grade: .levels(.low ... .high), rule: "", reason: "")
    #expect(Labels(language: .english).text(severity) == "low to high")
    #expect(Labels(language: .traditionalChinese).text(severity) == "輕至重")
  }

  @Test func `a key without words shows as itself`() {
    #expect(Labels(language: .english).text("no.such.key") == "no.such.key")
  }
}
