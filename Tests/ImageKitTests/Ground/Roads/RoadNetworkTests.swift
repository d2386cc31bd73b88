import Foundation
import ImageKit
import TestSupport
import Testing

@Suite struct `A road network` {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func network(
    _ features: [[String: Any]], idField: String? = nil, width: Double? = nil
  ) throws -> RoadNetwork {
    try RoadFile.write(features, to: folder("roads.geojson"))
    return try RoadNetwork(contentsOf: folder("roads.geojson"), idField: idField, width: width)
  }

  private func place(_ east: Double, _ north: Double) -> HorizontalPosition {
    let degrees = RoadFile.degrees(east, north)
    return HorizontalPosition(latitude: degrees[1], longitude: degrees[0])
  }

  @Test(
    arguments: [
      // East along the first leg, then north along the second.
      (30.0, 2.0, 30.0, RoadPosition.Side.left, 2.0), (30, -2, 30, .right, 2), (30, 0.4, 30, .centre, 0.4),
      (100, 40, 140, .centre, 0), (97, 40, 140, .left, 3), (104, 40, 140, .right, 4),
      // Before the start and behind the end the nearest point is the end.
      (-3, 0, 0, .centre, 3), (100, 55, 150, .centre, 5),
    ] as [(Double, Double, Double, RoadPosition.Side, Double)])
  func `gives chainage from the start of a line, the side looking along it, and the distance`(
    east: Double, north: Double, chainage: Double, side: RoadPosition.Side, distance: Double
  ) throws {
    let network = try network([RoadFile.line([(0, 0), (100, 0), (100, 50)], ["section_id": "A"])])
    #expect(network.sections.map(\.id) == ["A"])
    #expect(abs(network.sections[0].length - 150) < 0.01)
    let position = try #require(network.match(at: place(east, north))?.position)
    #expect(position.section == "A")
    #expect(abs(position.chainage - chainage) < 0.01)
    #expect(position.side == side)
    #expect(abs(position.distance - distance) < 0.01)
  }

  @Test func `leaves a place off the road alone, half the width from the line`() throws {
    let features = [
      RoadFile.line([(0, 0), (100, 0)], ["id": 1]), RoadFile.line([(0, 100), (100, 100)], ["id": 2, "width": 30]),
      RoadFile.line([(0, 200), (100, 200)], ["id": 3, "width": "wide"]),
    ]
    let network = try network(features)
    #expect(network.match(at: place(50, 5.9)) != nil && network.match(at: place(50, 6.1)) == nil)
    #expect(network.match(at: place(50, 114.9))?.position.section == "2")
    #expect(network.match(at: place(50, 194.1)) != nil && network.match(at: place(50, 193.9)) == nil)
    let narrow = try self.network(features, width: 4)
    #expect(narrow.match(at: place(50, 1.9)) != nil && narrow.match(at: place(50, 102.1)) == nil)
    #expect(network.identity != narrow.identity)
  }

  @Test func `gives an area chainage along its own length from its southern or western end`() throws {
    let network = try network([
      RoadFile.area(
        [[(0, 0), (0, 8), (100, 8), (100, 0)], [(40, 3), (60, 3), (60, 5), (40, 5)]], ["name": "East-west"]),
      RoadFile.area([[(200, 100), (208, 100), (208, 0), (200, 0)]], ["name": "South-north"]),
    ])
    let first = try #require(network.match(at: place(30, 7)))
    #expect(abs(first.position.chainage - 30) < 0.02 && first.position.side == .left)
    #expect(abs(first.position.distance - 3) < 0.01 && abs(first.azimuth - 90) < 0.02)
    #expect(network.match(at: place(50, 4)) == nil, "a hole is off the road")
    #expect(network.match(at: place(50, 8.1)) == nil)
    let second = try #require(network.match(at: place(207, 25)))
    #expect(second.position.section == "South-north" && second.position.side == .right)
    #expect(abs(second.position.chainage - 25) < 0.02 && abs(network.sections[1].length - 100) < 0.02)
    #expect(min(second.azimuth, 180 - second.azimuth) < 0.02)
  }

  @Test func `takes places beside a road within a margin`() throws {
    let network = try network([
      RoadFile.line([(0, 0), (100, 0)], ["id": "line"]), RoadFile.area([[(0, 50), (100, 50), (100, 58), (0, 58)]]),
    ])
    for (north, margin) in [(7.0, 1.1), (48, 2.1), (59.5, 1.6)] {
      #expect(network.match(at: place(50, north)) == nil)
      #expect(network.match(at: place(50, north), margin: margin - 0.2) == nil)
      let found = try #require(network.match(at: place(50, north), margin: margin))
      #expect(abs(found.position.chainage - 50) < 0.02)
    }
    #expect(abs(try #require(network.match(at: place(50, 48), margin: 3)).position.distance - 6) < 0.01)
  }

  @Test func `gives a place at a crossing to the nearer axis`() throws {
    let network = try network([
      RoadFile.line([(-50, 0), (50, 0)], ["id": "east"]), RoadFile.line([(0, -50), (0, 50)], ["id": "north"]),
    ])
    #expect(network.match(at: place(2, 1))?.position.section == "east")
    #expect(network.match(at: place(1, 2))?.position.section == "north")
  }

  @Test func `names sections by the first usual field, a given field, or the number, each differently`() throws {
    let features = [
      RoadFile.line([(0, 0), (10, 0)], ["路段編號": "K-1", "road_name": "中山路"]),
      RoadFile.line([(0, 20), (10, 20)], ["路段編號": NSNull(), "road_name": "中山路"]),
      RoadFile.line([(0, 40), (10, 40)], ["路段編號": "K-3", "road_name": "=cmd|' /C calc'!A0\n\u{1B}[2J\u{202E}x"]),
    ]
    #expect(try network(features).sections.map(\.id) == ["K-1", "1", "K-3"])
    #expect(
      try network(features, idField: "ROAD_NAME").sections.map(\.id) == ["中山路#1", "中山路#2", "=cmd|' /C calc'!A0 [2J x"])
    #expect(try network([RoadFile.line([(0, 0), (10, 0)])]).sections.map(\.id) == ["0"])
  }

  @Test func `counts the parts of a line one after the other, and what is no road`() throws {
    let parts = [[(0.0, 0.0), (10.0, 0.0)], [(20.0, 0.0), (30.0, 0.0)]].map { $0.map { RoadFile.degrees($0.0, $0.1) } }
    let network = try network([
      RoadFile.feature("MultiLineString", parts), RoadFile.feature("Point", RoadFile.degrees(0, 0)),
      RoadFile.line([(5, 5), (5, 5)]),
    ])
    #expect(abs(try #require(network.match(at: place(25, 1))).position.chainage - 15) < 0.01)
    #expect(network.sections.count == 1 && network.skippedFeatureCount == 2)
  }

  @Test func `tells the angle between a road and what lies on it`() throws {
    let road = try #require(try network([RoadFile.line([(0, 0), (100, 0)])]).match(at: place(50, 0)))
    #expect(abs(try #require(road.angle(to: 90)) - 0) < 0.02)
    #expect(abs(try #require(road.angle(to: 0)) - 90) < 0.02)
    #expect(abs(try #require(road.angle(to: 120)) - 30) < 0.02)
    #expect(road.angle(to: nil) == nil)
  }

  @Test func `finds its way among a hundred thousand pieces`() throws {
    var features: [[String: Any]] = []
    for row in 0..<100 {
      features.append(
        RoadFile.line((0...1000).map { (Double($0) * 10, Double(row) * 100) }, ["id": "row \(row)"]))
    }
    let network = try network(features)
    let clock = ContinuousClock.now
    for index in 0..<10_000 {
      let (east, row) = (Double(index % 997) * 10, index % 100)
      // Degrees of longitude get shorter to the north.
      let scale =
        cos(RoadFile.degrees(0, Double(row) * 100)[1] * .pi / 180) / cos(RoadFile.degrees(0, 0)[1] * .pi / 180)
      let found = try #require(network.match(at: place(east + 3, Double(row) * 100 + 2)))
      #expect(found.position.section == "row \(row)")
      #expect(abs(found.position.chainage - (east + 3) * scale) < 0.05)
    }
    #expect(ContinuousClock.now - clock < .seconds(10))
  }

  @Test(arguments: [Double.nan, .infinity, 91, -89.5, 1e9]) func `has nothing at a place that is none`(
    latitude: Double
  ) throws {
    let network = try network([RoadFile.line([(0, 0), (10, 0)])])
    #expect(network.match(at: HorizontalPosition(latitude: latitude, longitude: 120)) == nil)
    #expect(network.match(at: HorizontalPosition(latitude: 22, longitude: latitude)) == nil)
  }
}
