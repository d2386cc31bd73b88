/// A network in the making: the sections that were read so far.
struct RoadParts {
  private(set) var sections: [RoadNetwork.Section] = []
  private(set) var segments: [RoadSegment] = []
  private(set) var areas: [RoadArea] = []
  /// Features that gave no section.
  private(set) var skipped = 0

  /// Adds a feature, in longitude and latitude: its lines, else its areas.
  mutating func add(_ shape: VectorShape, name: String, width: Double) {
    let section = sections.count
    var chainage = 0.0
    for line in shape.lines {
      for (from, to) in zip(line, line.dropFirst()) {
        let plane = EquirectangularPlane(
          origin: HorizontalPosition(latitude: (from.y + to.y) / 2, longitude: from.x))
        let way = plane.point(degrees: to) - plane.point(degrees: from)
        let length = (way.x * way.x + way.y * way.y).squareRoot()
        guard length > 0 else { continue }
        segments.append(RoadSegment(section: section, from: from, to: to, chainage: chainage, length: length))
        chainage += length
      }
    }
    if chainage > 0 {
      sections.append(RoadNetwork.Section(id: name, length: chainage, width: width))
    } else if let area = RoadArea(section: section, polygons: shape.polygons) {
      areas.append(area)
      sections.append(RoadNetwork.Section(id: name, length: area.length, width: nil))
    } else {
      skipped += 1
    }
  }

  /// Returns the network, with sections that share a name told apart; `nil` when it is too large to be searched.
  func network() -> RoadNetwork? {
    let shared = Dictionary(grouping: sections, by: \.id).filter { $0.value.count > 1 }
    var numbers: [String: Int] = [:]
    let named = sections.map { section in
      guard shared[section.id] != nil else { return section }
      numbers[section.id, default: 0] += 1
      return RoadNetwork.Section(
        id: "\(section.id)#\(numbers[section.id] ?? 0)", length: section.length, width: section.width)
    }
    return RoadNetwork(sections: named, segments: segments, areas: areas, skippedFeatureCount: skipped)
  }
}
