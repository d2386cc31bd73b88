import Detectors
import Foundation
import ImageKit
import TestSupport
import Testing

@testable import Inventory

struct NetworkSurveyTests {
  private let folder: TemporaryFolder
  private let rule: CrackRateRule

  init() throws {
    folder = try TemporaryFolder()
    rule = try CrackRateRule.builtIn()
  }

  private func network(_ features: [[String: Any]], width: Double? = nil) throws -> RoadNetwork {
    try RoadFile.write(features, to: folder.file("roads.geojson"))
    return try RoadNetwork(contentsOf: folder.file("roads.geojson"), width: width)
  }

  private func place(_ east: Double, _ north: Double) -> HorizontalPosition {
    let degrees = RoadFile.degrees(east, north)
    return HorizontalPosition(latitude: degrees[1], longitude: degrees[0])
  }

  /// A photo of pavement in metres about the origin of the road files, on whose own map the mesh lies.
  private func photo(_ x: ClosedRange<Double>, _ y: ClosedRange<Double>) -> PhotoRecord {
    let corners = [
      place(x.lowerBound, y.lowerBound), place(x.upperBound, y.lowerBound), place(x.upperBound, y.upperBound),
      place(x.lowerBound, y.upperBound),
    ]
    var photo = MetreGrid.photo(1, at: 0, pavement: [GroundPolygon(outer: corners)])
    photo.position = place((x.lowerBound + x.upperBound) / 2, (y.lowerBound + y.upperBound) / 2)
    return photo
  }

  private func survey(_ photo: PhotoRecord, _ network: RoadNetwork, length: Double? = nil) -> RoadSurvey {
    RoadSurvey(
      Inventory(photos: [photo], defects: []), network: network, sectionLength: length, rule: rule,
      plane: EquirectangularPlane(origin: place(0, 0)))
  }

  @Test func `roads are cut every hundred metres from their start, the last piece as long as it is`() throws {
    let roads = try network([
      RoadFile.line([(200, 4), (0, 4)], ["id": "later"]), RoadFile.line([(0, 40), (130.2, 40)], ["id": "中山路"]),
    ])
    let survey = survey(photo(-3...203, 0...45), roads)
    #expect(survey.sections.map(\.id) == ["later/0-100", "later/100-200", "中山路/0-100", "中山路/100-130.2"])
    // Each 12 m wide, of which the first has 10 m in the photo and the second 11 m. Beyond its ends a road goes on by half its
    // width, of which the photo shows 3 m but at the last.
    for (section, area) in zip(survey.sections, [1030.0, 1030, 1133, 332.2 + 54]) {
      #expect(abs(section.pavement - area) < 5, "\(section)")
    }
    #expect(survey.sections[1].to == roads.sections[0].length)
    #expect(survey.offNetwork > 0)
    #expect(abs(survey.pavement - 206 * 45) < 10)
    let placed = survey.sections.reduce(0) { $0 + $1.pavement }
    #expect(placed + survey.offNetwork == survey.pavement)
  }

  @Test func `road areas are cut along their own length`() throws {
    let roads = try network([RoadFile.area([[(0, 0), (100, 0), (100, 8), (0, 8)]], ["name": "R"])])
    let survey = survey(photo(20...70, -2...6), roads, length: 30)
    #expect(survey.sections.map(\.id) == ["R/0-30", "R/30-60", "R/60-90"])
    #expect(survey.sections.map { $0.pavement.rounded() } == [60, 180, 60])
    #expect(abs(survey.offNetwork - 100) < 1)
  }

  @Test func `hostile names of roads stay text in the table`() throws {
    let roads = try network([RoadFile.line([(0, 4), (100, 4)], ["id": "=cmd|' /C calc'!A0\n\"x\""])])
    let bytes = SectionCSV().bytes(of: survey(photo(0...50, 0...8), roads), options: ExportOptions())
    let text = String(decoding: bytes.dropFirst(3), as: UTF8.self)
    #expect(text.contains("\r\n\"'=cmd|' /C calc'!A0 \"\"x\"\"/0-100\",\"'=cmd|' /C calc'!A0 \"\"x\"\"\",0.0,100.0,"))
  }
}
