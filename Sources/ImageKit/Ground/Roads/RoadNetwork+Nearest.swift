import Foundation

/// How areas on the ground lie to roads, or to whatever else a map layer of lines and areas holds.
extension RoadNetwork {
  /// What of a network is nearest to an area.
  public struct Nearest: Sendable, Hashable {
    /// The position of the section in ``RoadNetwork/sections``.
    public let section: Int
    /// Metres from the area to the section's edge; 0 where they meet.
    public let distance: Double

    /// Creates an answer.
    public init(section: Int, distance: Double) {
      self.section = section
      self.distance = distance
    }
  }

  /// The most points of an area at which ``coveredShare(of:)`` looks.
  private static let sampleCount = 10_000.0
  /// The finest step between them, in metres.
  private static let finestStep = 0.05

  /// Returns the section that is nearest to an area; of several that are as near the one that comes first in the file.
  ///
  /// The edge of a centre line is half its width beside it.
  ///
  /// - Parameters:
  ///   - rings: the area's rings, outer ones and holes, on WGS 84; a ring of one point is a place.
  ///   - metres: what is farther away is not found.
  public func nearest(to rings: [[HorizontalPosition]], within metres: Double) -> Nearest? {
    guard let frame = Frame(rings) else { return nil }
    var best: Nearest?
    var bestItem = Int.max
    forEachItem(near: frame, within: metres) { item, distance in
      let known = best?.distance ?? .infinity
      if distance < known || (distance == known && item < bestItem) {
        best = Nearest(
          section: item < segments.count ? segments[item].section : areas[item - segments.count].section,
          distance: distance)
        bestItem = item
      }
    }
    return best
  }

  /// Calls the closure once with each item whose edge is within some metres of an area, and its distance.
  private func forEachItem(near frame: Frame, within metres: Double, _ body: (Int, Double) -> Void) {
    let (area, plane) = (frame.area, frame.plane)
    let centre = SIMD2(plane.origin.longitude, plane.origin.latitude)
    let search = (frame.halfSize + SIMD2(repeating: reach + metres)) / plane.metresPerDegree
    var seen: Set<Int> = []
    index.forEachItem(near: centre, reach: search) { item in
      guard seen.insert(item).inserted else { return }
      let distance: Double
      if item < segments.count {
        let (from, to, half) = strip(of: item, on: plane)
        distance = max(0, area.distance(from: from, to: to) - half)
      } else {
        distance = area.distance(to: ground(of: item, on: plane))
      }
      if distance <= metres { body(item, distance) }
    }
  }

  /// A piece of a centre line on a plane: its ends and half its width.
  private func strip(
    of item: Int, on plane: EquirectangularPlane
  ) -> (from: SIMD2<Double>, to: SIMD2<Double>, half: Double) {
    let segment = segments[item]
    return (
      plane.point(degrees: segment.from), plane.point(degrees: segment.to),
      (sections[segment.section].width ?? 0) / 2
    )
  }

  private func ground(of item: Int, on plane: EquirectangularPlane) -> PlaneArea {
    PlaneArea(rings: areas[item - segments.count].rings.map { $0.map { plane.point(degrees: $0) } })
  }

  /// Returns which part of an area lies on the network, 0…1, what several sections cover counted once.
  ///
  /// Asked at up to 10 000 points of the area on a square grid: right to about one in a hundred.
  public func coveredShare(of rings: [[HorizontalPosition]]) -> Double {
    guard let frame = Frame(rings) else { return 0 }
    var strips: [(place: PlaneArea, half: Double)] = []
    var grounds: [PlaneArea] = []
    forEachItem(near: frame, within: 0) { item, _ in
      if item < segments.count {
        let (from, to, half) = strip(of: item, on: frame.plane)
        strips.append((PlaneArea(rings: [[from, to]]), half))
      } else {
        grounds.append(ground(of: item, on: frame.plane))
      }
    }
    guard !strips.isEmpty || !grounds.isEmpty else { return 0 }
    let size = frame.halfSize * 2
    let step = max(Self.finestStep, (size.x * size.y / Self.sampleCount).squareRoot())
    let columns = max(1, Int((size.x / step).rounded(.up)))
    let rows = max(1, Int((size.y / step).rounded(.up)))
    // A sliver of an area far across is asked at no more points than a square.
    guard columns <= 100_000, rows <= 100_000 else { return 0 }
    var (inside, covered) = (0, 0)
    for row in 0..<rows {
      for column in 0..<columns {
        let point = SIMD2(
          (Double(column) + 0.5) / Double(columns) * size.x, (Double(row) + 0.5) / Double(rows) * size.y)
        let place = point - frame.halfSize
        guard frame.area.contains(place) else { continue }
        inside += 1
        let isCovered =
          strips.contains { $0.place.distance(from: place, to: place) <= $0.half }
          || grounds.contains { $0.contains(place) }
        if isCovered { covered += 1 }
      }
    }
    return inside > 0 ? Double(covered) / Double(inside) : 0
  }

  /// An area on the plane about the middle of the rectangle around it.
  private struct Frame {
    let area: PlaneArea
    let plane: EquirectangularPlane
    /// Metres from the middle to the sides.
    let halfSize: SIMD2<Double>

    init?(_ rings: [[HorizontalPosition]]) {
      guard let first = rings.first(where: { !$0.isEmpty })?.first, first.longitude.isFinite,
        abs(first.latitude) < 89
      else { return nil }
      let about = EquirectangularPlane(origin: first)
      guard let bounds = PlaneArea(rings: rings.map { $0.map { about.point($0) } }).bounds else { return nil }
      let plane = EquirectangularPlane(origin: about.position((bounds.low + bounds.high) / 2))
      self.plane = plane
      area = PlaneArea(rings: rings.map { $0.map { plane.point($0) } })
      guard let (low, high) = area.bounds, low.x.isFinite, low.y.isFinite, high.x.isFinite, high.y.isFinite else {
        return nil
      }
      halfSize = SIMD2(max(abs(low.x), abs(high.x)), max(abs(low.y), abs(high.y)))
      // Farther across than this it is placed wrong.
      guard halfSize.x < 5000, halfSize.y < 5000 else { return nil }
    }
  }
}
