import Foundation
import ImageKit
import TestSupport
import Testing

@Suite struct `The nearest of a road network` {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func network(_ features: [[String: Any]], width: Double? = nil) throws -> RoadNetwork {
    try RoadFile.write(features, to: folder("layer.geojson"))
    return try RoadNetwork(contentsOf: folder("layer.geojson"), width: width, defaultWidth: 4)
  }

  private func ring(_ corners: [(Double, Double)]) -> [HorizontalPosition] {
    corners.map { corner in
      let degrees = RoadFile.degrees(corner.0, corner.1)
      return HorizontalPosition(latitude: degrees[1], longitude: degrees[0])
    }
  }

  private func square(_ east: Double, _ north: Double, _ side: Double) -> [HorizontalPosition] {
    ring([(east, north), (east + side, north), (east + side, north + side), (east, north + side)])
  }

  @Test func `is told with the distance from edge to edge`() throws {
    let network = try network([
      RoadFile.line([(-100, 0), (100, 0)], ["id": "path"]),
      RoadFile.area([[(-10, 30), (10, 30), (10, 40), (-10, 40)]], ["id": "yard"]),
    ])
    #expect(network.sections[0].width == 4)
    // From the line's edge at 2 m north to the square's at 12 m, and from the yard's at 30 m to the square's at 16 m.
    let below = try #require(network.nearest(to: [square(-2, 12, 4)], within: 50))
    #expect(below.section == 0 && abs(below.distance - 10) < 0.01)
    let above = try #require(network.nearest(to: [square(-2, 22, 4)], within: 50))
    #expect(above.section == 1 && abs(above.distance - 4) < 0.01)
    #expect(network.nearest(to: [square(-2, 12, 4)], within: 9) == nil)
    #expect(network.nearest(to: [square(4000, 12, 4)], within: 50) == nil)
    // The end of a line counts, not the line that it would go on as: 3 m east and 4 m north of it, less its half width.
    let end = try #require(network.nearest(to: [square(103, 4, 2)], within: 50))
    #expect(abs(end.distance - 3) < 0.01)
  }

  @Test func `is 0 m away where it lies inside, around or across`() throws {
    let network = try network([RoadFile.area([[(-50, -3), (50, -3), (50, 3), (-50, 3)]], ["id": "road"])])
    for area in [square(0, -1, 1), square(-60, -60, 120), square(49, 2, 10), ring([(-5, -20), (5, -20), (0, 20)])] {
      #expect(network.nearest(to: [area], within: 10)?.distance == 0)
    }
    // A place is a ring of one point.
    #expect(network.nearest(to: [ring([(0, 0)])], within: 10)?.distance == 0)
    #expect(abs(try #require(network.nearest(to: [ring([(0, 8)])], within: 10)?.distance) - 5) < 0.01)
  }

  @Test func `of two that are as near is the one that comes first in the file`() throws {
    let lines = [RoadFile.line([(0, 10), (9, 10)], ["id": "a"]), RoadFile.line([(0, 10), (9, 10)], ["id": "b"])]
    #expect(try network(lines).nearest(to: [square(0, 0, 2)], within: 20)?.section == 0)
  }

  @Test func `covers a share of an area, overlaps counted once and holes not at all`() throws {
    let network = try network(
      [RoadFile.line([(-100, 0), (100, 0)]), RoadFile.line([(-100, 0), (100, 0)])], width: 4)
    // 4 m of the square's 10 m.
    #expect(abs(network.coveredShare(of: [square(0, -5, 10)]) - 0.4) < 0.01)
    #expect(network.coveredShare(of: [square(0, 3, 10)]) == 0)
    #expect(network.coveredShare(of: [square(0, -1, 2)]) == 1)
    // A hole of 6 m × 6 m about the road leaves 64 m² with 16 m² of road.
    let holed = [square(0, -5, 10), square(2, -3, 6)]
    #expect(abs(network.coveredShare(of: holed) - 0.25) < 0.01)
  }

  @Test func `is not looked for where there are no numbers`() throws {
    let network = try network([RoadFile.line([(0, 0), (9, 0)])])
    let nowhere = HorizontalPosition(latitude: .nan, longitude: 0)
    #expect(network.nearest(to: [[nowhere]], within: 5) == nil && network.nearest(to: [], within: 5) == nil)
    #expect(network.coveredShare(of: [[nowhere, nowhere, nowhere]]) == 0)
  }
}
