import Detectors
import Foundation
import ImageKit
import Testing

@testable import Inventory

/// Reasons of severities in the reader's language.
struct SeverityReasonTests {
  private let chinese = Labels(language: .traditionalChinese)

  /// Every measure that makes another sentence.
  private static let measures: [Measures] = {
    var all: [Measures] = [Measures()]
    for (median, low, high, pixel) in [
      (6.0, 4.0, 8.0, 3.0), (6, 4, 8, 1), (10, 0, 24, 12), (100, 90, 110, 1), (0.2, 0.19, 0.21, 0.01), (2, 1, 3, 0.5),
      (6, 5.9, 6.1, 0.2),
    ] {
      all.append(
        Measures(width: WidthMeasure(median: median, p95: median, low: low, high: high, minimumGradable: pixel)))
    }
    for diameter in [50.0, 300, 900] {
      all.append(Measures(area: Measure(diameter / 1000), diameter: Measure(diameter, sigma: 10)))
    }
    for target in HazardTarget.allCases {
      for distance in [0.0, 1.5, 4] {
        for blocks in [true, false] {
          for width in [nil, Measure(3.2, sigma: 0.4)] {
            var tree = TreeMeasures()
            tree.target = target
            tree.carriagewayDistance = distance
            tree.corridorDistance = distance
            tree.buildingDistance = distance
            tree.blocksCarriageway = blocks
            tree.blockedWidth = width
            tree.carriagewayWidth = distance > 0 ? Measure(6) : nil
            all.append(Measures(tree: tree))
          }
        }
      }
    }
    all.append(Measures(tree: TreeMeasures()))
    return all
  }()

  @Test(arguments: RulePackList.ids) func `every reason that a built-in rule can give is told in Chinese`(id: String)
    throws
  {
    let pack = try #require(try RulePackList.pack(id: id))
    let views = [
      GradingView(), GradingView(focalLengthPixels: 4000), GradingView(focalLengthPixels: 4000, scaleSigma: 0.3),
      GradingView(focalLengthPixels: 4000, scaleSigma: 0.3, growsCloser: true),
    ]
    var seen: Set<String> = []
    var texts: Set<String> = []
    for kind in DamageClass.allCases {
      for measures in Self.measures {
        for view in views {
          let severity = pack.severity(of: kind, measures: measures, view: view)
          guard seen.insert(severity.reason).inserted else { continue }
          let text = chinese.reason(of: severity)
          // The names of packs and options, and units, are the same in every language.
          let rest = text.replacing(id, with: "").replacing("aci-224r-01", with: "")
            .replacing(#/--[a-z]+/#, with: "").replacing(#/[^A-Za-z]m{1,2}[^A-Za-z]/#, with: "")
          #expect(!rest.contains(#/[A-Za-z]{3,}/#) && !text.contains("{"), "\(severity.reason) → \(text)")
          #expect(Labels(language: .english).reason(of: severity) == severity.reason)
          texts.insert(text)
        }
      }
    }
    #expect(texts.count > 2)
  }

  @Test func `numbers and names are those of the English sentence`() throws {
    let pack = try #require(try RulePackList.pack(id: "fhwa-ltpp-2014"))
    let width = WidthMeasure(median: 6, p95: 6, low: 4, high: 8, minimumGradable: 3)
    let severity = pack.severity(
      of: .crack, measures: Measures(width: width), view: GradingView(focalLengthPixels: 4000))
    let text = chinese.reason(of: severity)
    #expect(text.hasPrefix("寬度 6 mm（90 %：4 至 8 mm），等級跨輕至中。"))
    #expect(text.contains("界限 6 mm 需每像素 1.5 mm 以下，本相機須距表面 6 m；目前相當於距離 12 m"))
    #expect(text.hasSuffix("裂縫旁之不規則裂縫會提高等級，未列入判斷。"))
  }

  @Test func `what a person or the season decided is told in Chinese`() throws {
    let defect = try Sample.defect(Sample.crack(1))
    let decision = ReviewDecision(.edit, of: defect.uid, reviewer: "Lin", severity: .levels(.low ... .medium))
    let decided = defect.decided(decision.review(of: defect, at: 1)) { _ in nil }
    #expect(chinese.reason(of: decided.severity) == "審查人定為輕至中。依 fhwa-ltpp-2014/crack-width 為中。")
    let kind = ReviewDecision(.edit, of: defect.uid, reviewer: "Lin", damageClass: .pothole)
    let changed = defect.decided(kind.review(of: defect, at: 1)) { _ in nil }
    #expect(chinese.reason(of: changed.severity).hasPrefix("審查人將種類由「裂縫」"))
    let season = Severity(
      grade: .notGradable, rule: "trees-screening/season",
      reason:
        "8 of 12 crowns of this flight are bare: the season is likely, and a hazard is not told from it. Look again "
        + "when the trees are in leaf.")
    #expect(chinese.reason(of: season) == "本航次 12 個樹冠中有 8 個無葉，可能為季節所致，無法與危害區分。請待長葉期再檢視。")
    let contradicted = Severity(
      grade: .notGradable, rule: Corroboration.rule, reason: Corroboration.reason(shown: 1, expected: 4))
    #expect(chinese.reason(of: contradicted).hasPrefix("拍到該處的 4 張照片中僅 1 張可見。"))
  }

  @Test(arguments: ["", "The crew says so.", "The width of {low} mm.", "寬度不明", "The width of 3 mm"])
  func `what an owner's own rules say stays as it is`(reason: String) {
    let severity = Severity(grade: .notGradable, rule: "own/rule", reason: reason)
    #expect(chinese.reason(of: severity) == reason)
  }

  @Test func `tables and reports in Chinese have Chinese reasons`() throws {
    let inventory = try Sample.inventory()
    let options = ExportOptions(language: .traditionalChinese)
    for exporter in ["html", "geojson", "kmz"] {
      let export = try #require(ExporterList.exporter(named: exporter))
      for file in try export.content(of: inventory, options: options).files where !file.path.hasSuffix(".jpg") {
        let text = String(decoding: file.bytes, as: UTF8.self)
        #expect(!text.contains("is not looked at") && !text.contains("The width"), "\(exporter)")
      }
    }
  }
}

/// The screening of façades.
struct FacadeScreeningTests {
  private func severity(_ kind: DamageClass, _ measures: Measures) throws -> Severity {
    try #require(try RulePackList.pack(id: "taiwan-facade-screening")).severity(of: kind, measures: measures)
  }

  @Test(arguments: [(DamageClass.spalling, "material-lost"), (.exposedRebar, "reinforcement-bare")])
  func `material that came off is a second stage or a repair now, whatever its size`(
    kind: DamageClass, rule: String
  ) throws {
    for area in [0.001, 0.5, 40] {
      let severity = try severity(kind, Measures(area: Measure(area, sigma: area / 10)))
      #expect(severity.code == "medium..high" && severity.rule == "taiwan-facade-screening/\(rule)")
      #expect(severity.reason.contains("Screening only.") && severity.reason.contains("tapping"))
    }
    #expect(try severity(kind, Measures()).grade == .notGradable)
  }

  @Test(arguments: [DamageClass.efflorescence, .crack, .longitudinalCrack, .transverseCrack, .blockCrack])
  func `what the method has no number for is not gradable and says what to look for`(kind: DamageClass) throws {
    let width = WidthMeasure(median: 5, p95: 6, low: 4, high: 6, minimumGradable: 0.5)
    let severity = try severity(kind, Measures(width: width, area: Measure(1)))
    #expect(severity.grade == .notGradable && severity.rule.hasPrefix("taiwan-facade-screening/"))
    #expect(severity.reason.contains("hollow"))
  }

  @Test func `the pack names its sources and claims no declaration`() throws {
    let pack = try #require(try RulePackList.pack(id: "taiwan-facade-screening"))
    #expect(pack.title.contains("not a declaration") && pack.source.contains("U0001-2607201611434000"))
    #expect(pack.rules.allSatisfy { !$0.limits.isEmpty && $0.translatedLimits[.traditionalChinese] != nil })
  }
}
