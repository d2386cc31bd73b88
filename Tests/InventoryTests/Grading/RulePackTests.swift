import Detectors
import Foundation
import Inventory
import Testing

struct RulePackTests {
  private func pack(_ id: String) throws -> RulePack { try #require(try RulePackList.pack(id: id)) }

  private func grade(
    _ pack: RulePack, median: Double, low: Double, high: Double, kind: DamageClass = .crack, pixel: Double = 1
  ) -> Severity {
    pack.severity(
      of: kind,
      measures: Measures(
        width: WidthMeasure(median: median, p95: median, low: low, high: high, minimumGradable: pixel)),
      view: GradingView(focalLengthPixels: 4000))
  }

  @Test(arguments: RulePackList.ids) func `every built-in pack can be read and names its source`(id: String) throws {
    let pack = try pack(id)
    #expect(pack.id == id)
    #expect(!pack.source.isEmpty && !pack.title.isEmpty && !pack.rules.isEmpty)
  }

  @Test func `an unknown pack is nil`() throws {
    #expect(try RulePackList.pack(id: "iso-1") == nil)
  }

  @Test(arguments: [
    ("fhwa-ltpp-2014", 6.0, "low"), ("fhwa-ltpp-2014", 6.01, "medium"), ("fhwa-ltpp-2014", 19.0, "medium"),
    ("fhwa-ltpp-2014", 19.01, "high"), ("astm-d6433-asphalt", 9.99, "low"), ("astm-d6433-asphalt", 10.0, "medium"),
    ("astm-d6433-asphalt", 75.0, "medium"), ("astm-d6433-asphalt", 75.1, "high"),
    ("astm-d6433-concrete", 12.9, "low"), ("astm-d6433-concrete", 13.0, "medium"),
    ("astm-d6433-concrete", 50.1, "high"), ("aci-224r-01", 0.3, "low"), ("aci-224r-01", 0.31, "medium"),
    ("aci-224r-01", 30.0, "medium"),
  ])
  func `the bounds are those of the standard`(id: String, width: Double, level: String) throws {
    let severity = grade(try pack(id), median: width, low: width, high: width, pixel: 0.01)
    #expect(severity.code == level)
    #expect(severity.rule.hasPrefix(id + "/"))
  }

  @Test func `an interval that spans a bound gives a range and says so`() throws {
    let severity = grade(try pack("fhwa-ltpp-2014"), median: 6, low: 4, high: 8)
    #expect(severity.grade == .levels(.low ... .medium))
    #expect(severity.code == "low..medium")
    #expect(severity.reason.hasPrefix("The width of 6 mm (90 %: 4 to 8 mm) spans low to medium."))
  }

  @Test func `an interval that coarse pixels spread over a bound is not gradable at this GSD and says so`() throws {
    let severity = grade(try pack("fhwa-ltpp-2014"), median: 6, low: 4, high: 8, pixel: 3)
    #expect(severity.code == "low..medium")
    #expect(
      severity.reason.contains(
        "Not gradable at this GSD of 3 mm a pixel: the limit of 6 mm takes 1.5 mm a pixel or finer, which this camera "
          + "has 6 m in front"))
  }

  @Test func `an interval may span all three levels`() throws {
    #expect(grade(try pack("fhwa-ltpp-2014"), median: 12, low: 4, high: 20).code == "low..high")
  }

  @Test func `a width below a pixel is still low when even its upper end is`() throws {
    let severity = grade(try pack("fhwa-ltpp-2014"), median: 1, low: 0, high: 5, pixel: 2)
    #expect(severity.code == "low")
  }

  @Test func `an unresolved width is not gradable, and the reason says what would be needed`() throws {
    let severity = grade(try pack("fhwa-ltpp-2014"), median: 10, low: 0, high: 24, pixel: 12)
    #expect(severity.grade == .notGradable)
    #expect(severity.code == "not_gradable")
    #expect(
      severity.reason.hasPrefix(
        "The width of 0 to 24 mm is not resolved. Not gradable at this GSD of 12 mm a pixel: the limit of 6 mm takes "
          + "1.5 mm a pixel or finer, which this camera has 6 m in front of the surface; now it is as coarse as from "
          + "48 m."))
  }

  @Test func `a width below one pixel is not gradable when it could reach the next level`() throws {
    #expect(grade(try pack("fhwa-ltpp-2014"), median: 5, low: 2, high: 9, pixel: 8).grade == .notGradable)
  }

  @Test(
    arguments: [
      // Diameter and its deviation in mm.
      ("fhwa-ltpp-2014", 300, 10, "low..high"), ("fhwa-ltpp-2014", 900, 10, "low..high"),
      ("fhwa-ltpp-2014", 120, 5, "not_gradable"), ("fhwa-ltpp-2014", 148, 5, "low..high"),
      ("astm-d6433-asphalt", 300, 10, "low..medium"), ("astm-d6433-asphalt", 600, 10, "medium..high"),
      ("astm-d6433-asphalt", 450, 10, "low..high"), ("astm-d6433-asphalt", 80, 5, "not_gradable"),
      ("astm-d6433-asphalt", 1000, 10, "medium..high"),
    ] as [(String, Double, Double, String)])
  func `a pothole has a range of levels, because a photo shows its diameter and not its depth`(
    id: String, diameter: Double, sigma: Double, code: String
  ) throws {
    let severity = try pack(id).severity(of: .pothole, measures: Measures(diameter: Measure(diameter, sigma: sigma)))
    #expect(severity.code == code)
    #expect(severity.rule == "\(id)/pothole-diameter")
    #expect(severity.reason.localizedCaseInsensitiveContains("depth"))
  }

  @Test func `a pothole's reason holds the numbers and says what is not seen`() throws {
    let wide = try pack("astm-d6433-asphalt").severity(
      of: .pothole, measures: Measures(diameter: Measure(300, sigma: 10)))
    #expect(
      wide.reason.hasPrefix("The diameter of 300 mm (90 %: 283.6 to 316.5 mm) may be low to medium. The depth, which"))
    let small = try pack("fhwa-ltpp-2014").severity(of: .pothole, measures: Measures(diameter: Measure(100, sigma: 10)))
    #expect(
      small.reason.hasPrefix(
        "The diameter of 100 mm (90 %: at most 116.5 mm) is below the 150 mm from which it counts."))
    #expect(try pack("fhwa-ltpp-2014").severity(of: .pothole, measures: Measures()).grade == .notGradable)
  }

  @Test(arguments: ["fhwa-ltpp-2014", "astm-d6433-asphalt"], [DamageClass.alligatorCrack, .repair])
  func `what only the eye can grade is not gradable and says what to look for`(id: String, kind: DamageClass) throws {
    let severity = try pack(id).severity(of: kind, measures: Measures(area: Measure(3)))
    #expect(severity.grade == .notGradable && severity.rule.hasPrefix(id + "/"))
    #expect(severity.reason.hasPrefix("How broken it looks from close by decides, and is judged on site. "))
    #expect(severity.reason.contains("The area is measured"))
  }

  @Test func `numbers that are written from memory say so in every reason`() throws {
    let reason = try pack("astm-d6433-asphalt").severity(
      of: .pothole, measures: Measures(diameter: Measure(300))
    ).reason
    #expect(reason.hasSuffix("The numbers are to be checked against the standard."))
  }

  @Test func `a diameter comes of an area with its doubt`() throws {
    let diameter = try #require(Measure(diameterOfCircleOf: Measure(.pi * 0.15 * 0.15, sigma: 0.01)))
    #expect(abs(diameter.value - 300) < 1e-9)
    // d(2 √(A/π)) = dA · 2 / (π d)
    let expected: Double = 0.01 * 2 / (Double.pi * 0.3) * 1000
    #expect(abs(try #require(diameter.sigma) - expected) < 1e-9)
    #expect(Measure(diameterOfCircleOf: Measure(0)) == nil)
  }

  @Test func `a kind without a rule is not gradable and names the pack`() throws {
    let severity = try pack("fhwa-ltpp-2014").severity(
      of: .deadCrown, measures: Measures())
    #expect(severity == Severity(grade: .notGradable, rule: "", reason: "fhwa-ltpp-2014 has no rule for dead crown."))
  }

  @Test(arguments: [Double.nan, .infinity]) func `a width that is no number is not gradable`(width: Double) throws {
    #expect(grade(try pack("fhwa-ltpp-2014"), median: width, low: 0, high: width).grade == .notGradable)
  }

  @Test func `lengths and areas are graded from their own interval`() throws {
    let pack = try RulePack(
      yaml: Array(
        """
        id: own
        title: Own rules
        source: us
        rules:
          - {id: size, classes: [pothole], measure: area, unit: m2, levels: [{level: low, upTo: 1}, {level: high}]}
        """.utf8), file: "own.yaml")
    func code(_ area: Measure) -> String {
      pack.severity(of: .pothole, measures: Measures(area: area)).code
    }
    #expect(code(Measure(0.9)) == "low")
    #expect(code(Measure(0.9, sigma: 0.1)) == "low..high")
    #expect(code(Measure(1.2, sigma: 0.1)) == "high")
  }

  @Test(arguments: ["low", "medium..high", "low..high", "not_gradable"])
  func `a severity survives the way through a table`(code: String) {
    #expect(Severity(code: code, rule: "r", reason: "")?.code == code)
  }

  @Test(arguments: ["", "severe", "high..low", "low..low", "low.."])
  func `a word that is no severity is refused`(code: String) {
    #expect(Severity(code: code, rule: "r", reason: "") == nil)
  }
}
