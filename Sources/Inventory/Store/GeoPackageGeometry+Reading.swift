import ImageKit

extension GeoPackageGeometry {
  /// Reads a blob that this tool or another GIS wrote; `nil` when it is damaged, empty or of another type.
  ///
  /// A single polygon or line where several may stand is taken as one of them; heights and measures of other tools
  /// are dropped from all but points.
  init?(blob: [UInt8]) {
    guard let header = GeoPackageHeader(blob: blob), !header.isEmpty else { return nil }
    var reader = ByteReader(blob, offset: header.length)
    guard let geometry = GeoPackageGeometry(wkb: &reader) else { return nil }
    self = geometry
  }

  private init?(wkb reader: inout ByteReader) {
    guard let (type, axes) = reader.geometryType() else { return nil }
    switch type {
    case WKBType.point:
      guard let position = reader.position(axes: 2) else { return nil }
      guard axes > 2 else {
        self = .point(position)
        return
      }
      guard let height = reader.double() else { return nil }
      self = .pointZ(position, height: height.isNaN ? nil : height)
    case WKBType.polygon:
      guard let polygon = reader.polygon(axes: axes) else { return nil }
      self = .polygon(polygon)
    case WKBType.line:
      guard let line = reader.positions(axes: axes) else { return nil }
      self = .multiLine([line])
    case WKBType.multiPolygon:
      let polygons = reader.parts(of: WKBType.polygon) { $0.polygon(axes: $1) }
      guard let polygons else { return nil }
      self = .multiPolygon(polygons)
    case WKBType.multiLine:
      guard let lines = reader.parts(of: WKBType.line, read: { $0.positions(axes: $1) }) else { return nil }
      self = .multiLine(lines)
    default:
      return nil
    }
  }

  /// The polygons of an area; empty for anything else.
  var polygons: [GroundPolygon] {
    switch self {
    case .polygon(let polygon): [polygon]
    case .multiPolygon(let polygons): polygons
    default: []
    }
  }

  /// The lines; empty for anything else.
  var lines: [[HorizontalPosition]] {
    if case .multiLine(let lines) = self { lines } else { [] }
  }

  /// The place of a point; `nil` for anything else.
  var position: HorizontalPosition? {
    switch self {
    case .point(let position), .pointZ(let position, _): position
    default: nil
    }
  }
}

extension ByteReader {
  /// Reads the byte order and the type; returns the type without its axes, and the number of axes.
  mutating func geometryType() -> (type: UInt32, axes: Int)? {
    guard let order = byte(), order <= 1 else { return nil }
    isLittleEndian = order == 1
    guard let code = uint32(), code < 4000 else { return nil }
    return (code % 1000, code < 1000 ? 2 : code < 3000 ? 3 : 4)
  }

  /// Reads a place and skips what stands beside longitude and latitude.
  fileprivate mutating func position(axes: Int) -> HorizontalPosition? {
    guard let x = double(), let y = double() else { return nil }
    for _ in 2..<max(2, axes) where double() == nil { return nil }
    return HorizontalPosition(latitude: y, longitude: x)
  }

  /// Reads a counted list of places.
  fileprivate mutating func positions(axes: Int) -> [HorizontalPosition]? {
    guard let count = uint32(), Int(count) <= remaining / (8 * axes) else { return nil }
    var list: [HorizontalPosition] = []
    list.reserveCapacity(Int(count))
    for _ in 0..<count {
      guard let position = position(axes: axes) else { return nil }
      list.append(position)
    }
    return list
  }

  /// Reads the rings of a polygon and drops the last, repeated point of each.
  fileprivate mutating func polygon(axes: Int) -> GroundPolygon? {
    guard let count = uint32(), count >= 1, Int(count) <= remaining / 4 else { return nil }
    var rings: [[HorizontalPosition]] = []
    for _ in 0..<count {
      guard var ring = positions(axes: axes) else { return nil }
      if ring.count > 1, ring.first == ring.last { ring.removeLast() }
      rings.append(ring)
    }
    return GroundPolygon(outer: rings[0], holes: Array(rings.dropFirst()))
  }

  /// Reads a counted list of geometries of one type.
  fileprivate mutating func parts<Part>(
    of type: UInt32, read: (inout ByteReader, Int) -> Part?
  ) -> [Part]? {
    guard let count = uint32(), Int(count) <= remaining / 9 else { return nil }
    var list: [Part] = []
    for _ in 0..<count {
      guard let (found, axes) = geometryType(), found == type, let part = read(&self, axes) else { return nil }
      list.append(part)
    }
    return list
  }
}
