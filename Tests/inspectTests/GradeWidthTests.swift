import Foundation
import TestSupport
import Testing

@Suite struct `inspect photos --grade-width` {
  private static let arguments = ["photos", SampleFlight.bundled.path, "--no-quality"]

  private func reports(_ more: [String]) throws -> [[String: Any]] {
    let outcome = try BuiltCommand.run(Self.arguments + ["--json"] + more)
    #expect(outcome.status == 0, "\(outcome.messages)")
    return try #require(JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])
  }

  @Test func `the narrowest gradable width is four pixels, whether a width is asked about or not`() throws {
    for report in try reports([]) {
      let gsd = try #require(report["gsd_m"] as? Double)
      #expect(abs((report["narrowest_gradable_mm"] as? Double ?? 0) - 4000 * gsd) < 1e-6)
      for key in ["grade_width_mm", "grade_standoff_m", "grades_width"] { #expect(report[key] is NSNull, "\(key)") }
    }
  }

  @Test func `photos straight down grade 22 mm and the two aslant do not`() throws {
    let reports = try reports(["--grade-width", "22"])
    #expect(reports.count { $0["grades_width"] as? Bool == true } == 8)
    for report in reports {
      let needed = try #require(report["grade_standoff_m"] as? Double)
      let present = try #require(report["standoff_m"] as? Double)
      let focal = try #require(report["focal_px"] as? Double)
      #expect(abs(needed - 0.022 / 4 * focal) < 1e-9)
      #expect((present <= needed) == (report["grades_width"] as? Bool))
      #expect(((report["pitch_deg"] as? Double ?? 0) < -80) == (report["grades_width"] as? Bool))
    }
  }

  @Test func `table, CSV and GeoJSON say so too`() throws {
    let table = try BuiltCommand.run(Self.arguments + ["--grade-width", "6"]).output
    #expect(table.contains("gradable mm") && table.contains("from 3.61 m"))
    #expect(table.contains("6 mm can be graded in 0 of 10 photos; it takes 1.5 mm a pixel or finer, 4 pixels across"))
    let csv = try BuiltCommand.run(Self.arguments + ["--format", "csv", "--grade-width", "22"]).output
    let rows = csv.components(separatedBy: "\r\n")
    let names = ",warnings,narrowest_gradable_mm,standoff_m,grade_width_mm,grade_standoff_m,grades_width"
    #expect(rows[0].hasSuffix(names))
    #expect(rows[1].hasSuffix(",22.000,13.269,yes"))
    let map = try BuiltCommand.run(Self.arguments + ["--format", "geojson", "--grade-width", "22"]).output
    #expect(map.components(separatedBy: "\"grades_width\":true").count == 9)
  }

  @Test func `a width finer than any detector looks for is told`() throws {
    let table = try BuiltCommand.run(Self.arguments + ["--grade-width", "0.3"]).output
    #expect(table.contains("0.075 mm a pixel") && table.contains("looks for damage from 0.2 mm a pixel upwards"))
  }

  @Test(arguments: ["0", "-3", "wide", "inf"]) func `what is no width is refused`(width: String) throws {
    let outcome = try BuiltCommand.run(Self.arguments + ["--grade-width", width])
    #expect(outcome.status == 64)
    #expect(outcome.messages.contains("--grade-width"))
  }
}
