import Detectors
import Foundation
import ImageKit
import Testing

@testable import Inventory

struct SectionCSVTests {
  private func survey() throws -> RoadSurvey {
    let photo = MetreGrid.photo(1, flight: "=flight", at: 10, pavement: [MetreGrid.box(0...20, 0...8)])
    let defects = [
      MetreGrid.defect(.longitudinalCrack, in: photo, line: [(1.1, 2.1), (11.1, 2.1)]),
      MetreGrid.defect(.repair, in: photo, area: [MetreGrid.box(12...16, 4...8)]),
      MetreGrid.defect(.pothole, in: photo, at: (5.1, 5.1)),
      MetreGrid.defect(.ravelling, in: photo, area: [MetreGrid.box(6...8, 4...6)]),
    ]
    return RoadSurvey(
      Inventory(photos: [photo], defects: defects), rule: try CrackRateRule.builtIn(), plane: MetreGrid())
  }

  @Test func `a row holds what was seen, with shares of the pavement`() throws {
    let bytes = SectionCSV().bytes(of: try survey(), options: ExportOptions())
    #expect(bytes.prefix(3) == [0xEF, 0xBB, 0xBF])
    let rows = String(decoding: bytes.dropFirst(3), as: UTF8.self).components(separatedBy: "\r\n")
    #expect(rows.count == 3 && rows[2].isEmpty)
    #expect(rows[0] == SectionCSV.columns.joined(separator: ","))
    // 21 cells with a crack and 64 patched ones: 21 × 0.15 + 64 × 0.25 of 160 m2.
    #expect(
      rows[1] == "'=flight/0-20,'=flight,0.0,20.0,160.00,1,10.00,0.0625,0.00,0.0000,0.00,0.0000,0.00,0.00,0.00,16.00,"
        + "10.00,4.00,2.50,1,0.63,11.97,I,mlit-crack-rate,crack rate by a rule that is still to be checked against the manual"
    )
  }

  @Test func `the note is in the language asked for`() throws {
    let bytes = SectionCSV().bytes(of: try survey(), options: ExportOptions(language: .traditionalChinese))
    #expect(String(decoding: bytes, as: UTF8.self).contains(",裂縫率之計算規則尚待與規範核對\r\n"))
  }

  @Test func `without a survey there is the header alone`() {
    let bytes = SectionCSV().bytes(of: nil, options: ExportOptions())
    #expect(String(decoding: bytes.dropFirst(3), as: UTF8.self) == SectionCSV.columns.joined(separator: ",") + "\r\n")
  }
}
