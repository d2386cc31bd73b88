import Foundation

/// The roads of a city, from a map layer: which section a place lies on, and where along it.
///
/// Centre lines give chainage in metres from the line's start to the point of it that is nearest, and left and right looking
/// along the line; a place within half the road's width of the line is on the road. Areas give chainage along their own
/// axis, see `RoadArea`; a place inside is on the road. Where several roads claim a place, the one whose axis is nearest has
/// it, then the one that comes first in the file.
///
/// A value may be used from several tasks at once; asking for a place costs about a microsecond.
public struct RoadNetwork: Sendable {
  /// One section of the network.
  public struct Section: Sendable, Hashable {
    /// Its name, different from that of every other section.
    public let id: String
    /// Metres along its axis from end to end.
    public let length: Double
    /// How wide the road is taken to be, in metres, for a centre line; `nil` for an area.
    public let width: Double?
  }

  /// A place on a road.
  public struct Match: Sendable, Hashable {
    /// The position of the section in ``RoadNetwork/sections``.
    public let section: Int
    /// Where along it.
    public let position: RoadPosition
    /// East and north along the road, of unit length.
    public let direction: SIMD2<Double>

    /// The direction of the road, 0 ..< 180 degrees clockwise from true north.
    public var azimuth: Double {
      let angle = degrees(atan2(direction.x, direction.y))
      let positive = angle < 0 ? angle + 180 : angle
      return positive >= 180 ? 0 : positive
    }

    /// Returns the angle between the road and a direction in degrees clockwise from true north: 0 (along it) … 90 (across).
    public func angle(to azimuth: Double?) -> Double? {
      guard let azimuth else { return nil }
      let turn = abs(azimuth - self.azimuth).truncatingRemainder(dividingBy: 180)
      return min(turn, 180 - turn)
    }
  }

  /// The sections, in the file's order.
  public let sections: [Section]
  /// What positions depend on: a digest of names, lines, areas and widths, not of the path.
  public let identity: String
  /// The features that are neither lines nor areas, or have no length.
  public let skippedFeatureCount: Int

  let segments: [RoadSegment]
  let areas: [RoadArea]
  let index: RoadIndex
  /// Half of the widest road, in metres.
  let reach: Double

  /// Creates a network from sections and their parts; `nil` when it is too large to be searched.
  init?(
    sections: [Section], segments: [RoadSegment], areas: [RoadArea], skippedFeatureCount: Int
  ) {
    let index = RoadIndex(count: segments.count + areas.count) { item, add in
      if item < segments.count {
        RoadCover.forEachCell(of: segments[item], add)
      } else {
        RoadCover.forEachCell(of: areas[item - segments.count], add)
      }
    }
    guard let index else { return nil }
    self.sections = sections
    self.segments = segments
    self.areas = areas
    self.index = index
    self.skippedFeatureCount = skippedFeatureCount
    reach = sections.compactMap(\.width).max().map { $0 / 2 } ?? 0
    identity = Self.identity(sections, segments, areas)
  }

  /// Returns the road at a place and where along it the place lies; `nil` off the roads.
  ///
  /// - Parameters:
  ///   - place: the place.
  ///   - margin: how far beside a road still counts, in metres: for places that may be that wrong.
  public func match(at place: HorizontalPosition, margin: Double = 0) -> Match? {
    // Nearer the poles there are no roads, and degrees of longitude too short to search.
    guard place.longitude.isFinite, abs(place.latitude) < 89 else { return nil }
    let plane = EquirectangularPlane(origin: place)
    let point = SIMD2(place.longitude, place.latitude)
    var best: Match?
    var bestItem = Int.max
    index.forEachItem(near: point, reach: SIMD2(repeating: reach + margin) / plane.metresPerDegree) { item in
      let found: Match
      if item < segments.count {
        let segment = segments[item]
        guard let offset = segment.offset(fromOriginOf: plane),
          let width = sections[segment.section].width, offset.distance <= width / 2 + margin
        else { return }
        found = Match(
          section: segment.section,
          position: RoadPosition(
            section: sections[segment.section].id, chainage: offset.chainage, offset: offset.lateral,
            distance: offset.distance), direction: offset.direction)
      } else {
        let area = areas[item - segments.count]
        guard area.contains(point) || (margin > 0 && area.isWithin(margin, ofOrigin: plane)) else { return }
        let offset = area.offset(of: point)
        found = Match(
          section: area.section,
          position: RoadPosition(
            section: sections[area.section].id, chainage: offset.chainage, offset: offset.lateral,
            distance: abs(offset.lateral)), direction: area.direction)
      }
      let distance = best?.position.distance ?? .infinity
      if found.position.distance < distance || (found.position.distance == distance && item < bestItem) {
        (best, bestItem) = (found, item)
      }
    }
    return best
  }

  private static func identity(_ sections: [Section], _ segments: [RoadSegment], _ areas: [RoadArea]) -> String {
    var bytes: [UInt8] = []
    func append(_ value: Double) {
      for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value.bitPattern >> shift)) }
    }
    for section in sections {
      bytes += Array(section.id.utf8) + [0]
      append(section.width ?? 0)
      append(section.length)
    }
    for segment in segments {
      for value in [segment.from.x, segment.from.y, segment.to.x, segment.to.y] { append(value) }
    }
    for area in areas { for ring in area.rings { for point in ring { append(point.x); append(point.y) } } }
    return FileDigest.sha256(bytes)
  }
}
