import Detectors
import Foundation
import ImageKit
import Testing

@testable import Inventory

struct ComparisonExportTests {
  private typealias Scene = SurveyScene

  /// Two flights whose names are hostile, over two covers, a crack and a pothole that is new.
  private static func comparison(flight: String) throws -> InventoryComparison {
    func inventory(_ name: String, _ shift: SIMD2<Double>, hasHole: Bool) throws -> Inventory {
      let shots = (0..<5).map { Scene.shot($0, at: SIMD2(Double($0) * 4, 0), flight: name, error: shift) }
      let seen = shots.flatMap { shot in
        [SIMD2(2.0, 4), SIMD2(9, -5), SIMD2(5, -3)].map { Scene.area(.utilityCover, in: shot, at: $0) }
          + [Scene.crack(in: shot, along: [[SIMD2(1, -6.5), SIMD2(7, -7), SIMD2(9, -8)]])]
          + (hasHole ? [Scene.area(in: shot, at: SIMD2(8, 1))] : [])
      }
      return Inventory(
        photos: shots.map(\.record), defects: try Scene.merging()(seen, photos: shots.map(\.record)).defects)
    }
    return InventoryComparison(
      from: try inventory(flight, .zero, hasHole: false), to: try inventory(flight + "2", SIMD2(1, 0.5), hasHole: true))
  }

  /// One for each way to do harm: each takes two flights to be compared.
  private static let harm = [
    "=cmd|' /C calc'!A0", "\"><script>alert(1)</script>", "\u{1B}]0;owned\u{7}\u{1B}[2J", "\u{202E}gpj.exe",
    "nul\u{0}l", "a\r\nb", "</style><style>*{display:none}",
  ]

  @Test(arguments: harm) func `hostile names are text in every format`(text: String) throws {
    let comparison = try Self.comparison(flight: text)
    #expect(comparison.count(of: .new) == 1 && comparison.count(of: .unchanged) == 4)
    for language in Language.allCases {
      let csv = String(decoding: ComparisonCSV().bytes(of: comparison, language: language), as: UTF8.self)
      #expect(!HostileText.steers(csv))
      let rows = DelimitedReader.rows(of: csv)
      #expect(rows.count == 6 && rows.allSatisfy { $0.count == ComparisonCSV.columns.count })
      for cell in rows.joined() { #expect(cell == CSVText.guarded(cell), "\(cell)") }
      let json = ComparisonJSON(language: language)
      for bytes in [json.bytes(of: comparison), json.geoJSON(of: comparison)] {
        let object = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        #expect(object["changes"] is [Any] || object["features"] is [Any])
        let written = String(decoding: bytes, as: UTF8.self)
        #expect(!HostileText.steers(written) && !written.contains("<"))
      }
      let page = String(decoding: ComparisonPage(language: language).bytes(of: comparison), as: UTF8.self)
      #expect(!HostileText.steers(page) && !page.contains("<script") && !page.contains("onload='"))
      #expect(page.matches(of: /<style>/).count == 1)
    }
  }

  @Test func `a row has its columns, and a size that is not known has none`() throws {
    let comparison = try Self.comparison(flight: "a")
    let csv = String(decoding: ComparisonCSV().bytes(of: comparison, language: .english), as: UTF8.self)
    let rows = csv.split(separator: "\r\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    #expect(rows.count == 6 && rows.allSatisfy { $0.count == ComparisonCSV.columns.count })
    func cell(_ column: String, _ row: Int) throws -> Substring {
      rows[row][try #require(ComparisonCSV.columns.firstIndex(of: column))]
    }
    #expect(try cell("change", 1) == "new" && cell("kind_code", 1) == "pothole" && cell("n_photos_covering", 1) == "5")
    #expect(try cell("defect_uids_before", 1).isEmpty && cell("area_m2_before", 1).isEmpty)
    let crack = try #require(rows.indices.first { try cell("kind_code", $0) == "longitudinal_crack" })
    #expect(try cell("length_m_before", crack) == cell("length_m_after", crack))
    #expect(try cell("length_m_change", crack) == "0.00" && !cell("length_m_sigma", crack).isEmpty)
  }

  @Test func `what is gone lies on the map where the later flight would have it`() throws {
    let forth = try Self.comparison(flight: "a")
    let hole = try #require(forth.rows.first { $0.change == .new }?.placement?.point)
    let off = Scene.plane.point(hole) - SIMD2(9, 1.5)
    #expect((off * off).sum().squareRoot() < 0.01)
    let text = String(decoding: ComparisonJSON(language: .english).geoJSON(of: forth), as: UTF8.self)
    #expect(text.matches(of: /"type":"Feature",/).count == 5)
  }
}
