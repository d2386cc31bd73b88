import ImageKit

/// A geometry on WGS 84 as GeoPackage stores it: a header `GP`, for all but points an envelope, and ISO WKB.
///
/// Coordinates are x = longitude, y = latitude, in degrees. Source: OGC 12-128r17 (GeoPackage 1.3), 2.1.3.
enum GeoPackageGeometry: Equatable {
  case point(HorizontalPosition)
  /// A point with a height; the height is NaN when it is not known.
  case pointZ(HorizontalPosition, height: Double?)
  case polygon(GroundPolygon)
  case multiPolygon([GroundPolygon])
  case multiLine([[HorizontalPosition]])

  /// The reference system of every layer: WGS 84.
  static let referenceSystem: UInt32 = 4326

  /// The blob; `nil` for a geometry without points or with a coordinate that is not finite, which is stored as NULL.
  var blob: [UInt8]? {
    var extent = Extent()
    for position in positions {
      guard position.longitude.isFinite, position.latitude.isFinite else { return nil }
      extent.add(x: position.longitude, y: position.latitude)
    }
    guard !extent.isEmpty else { return nil }
    var bytes: [UInt8] = [0x47, 0x50, 0]
    switch self {
    case .point, .pointZ:
      bytes.append(0b0000_0001)
      bytes.append(littleEndian: GeoPackageGeometry.referenceSystem)
    case .polygon, .multiPolygon, .multiLine:
      bytes.append(0b0000_0011)
      bytes.append(littleEndian: GeoPackageGeometry.referenceSystem)
      for value in [extent.minX, extent.maxX, extent.minY, extent.maxY] { bytes.append(littleEndian: value) }
    }
    appendWKB(to: &bytes)
    return bytes
  }

  /// The geometry as ISO WKB without a header; `nil` where there is no blob.
  var wkb: [UInt8]? {
    let positions = positions
    guard !positions.isEmpty, positions.allSatisfy({ $0.longitude.isFinite && $0.latitude.isFinite }) else { return nil }
    var bytes: [UInt8] = []
    appendWKB(to: &bytes)
    return bytes
  }

  /// The smallest rectangle around the geometry, in degrees.
  var extent: Extent {
    var extent = Extent()
    for position in positions { extent.add(x: position.longitude, y: position.latitude) }
    return extent
  }

  private var positions: [HorizontalPosition] {
    switch self {
    case .point(let position), .pointZ(let position, _): [position]
    case .polygon(let polygon): polygon.outer + polygon.holes.flatMap { $0 }
    case .multiPolygon(let polygons): polygons.flatMap { $0.outer + $0.holes.flatMap { $0 } }
    case .multiLine(let lines): lines.flatMap { $0 }
    }
  }

  private func appendWKB(to bytes: inout [UInt8]) {
    bytes.append(1)
    switch self {
    case .point(let position):
      bytes.append(littleEndian: WKBType.point)
      GeoPackageGeometry.append(position, to: &bytes)
    case .pointZ(let position, let height):
      bytes.append(littleEndian: WKBType.pointZ)
      GeoPackageGeometry.append(position, to: &bytes)
      bytes.append(littleEndian: height ?? .nan)
    case .polygon(let polygon):
      bytes.append(littleEndian: WKBType.polygon)
      GeoPackageGeometry.append(polygon, to: &bytes)
    case .multiPolygon(let polygons):
      bytes.append(littleEndian: WKBType.multiPolygon)
      bytes.append(littleEndian: UInt32(polygons.count))
      for polygon in polygons {
        bytes.append(1)
        bytes.append(littleEndian: WKBType.polygon)
        GeoPackageGeometry.append(polygon, to: &bytes)
      }
    case .multiLine(let lines):
      bytes.append(littleEndian: WKBType.multiLine)
      bytes.append(littleEndian: UInt32(lines.count))
      for line in lines {
        bytes.append(1)
        bytes.append(littleEndian: WKBType.line)
        bytes.append(littleEndian: UInt32(line.count))
        for position in line { GeoPackageGeometry.append(position, to: &bytes) }
      }
    }
  }

  private static func append(_ polygon: GroundPolygon, to bytes: inout [UInt8]) {
    bytes.append(littleEndian: UInt32(1 + polygon.holes.count))
    for ring in [polygon.outer] + polygon.holes {
      bytes.append(littleEndian: UInt32(ring.count + 1))
      for position in ring { append(position, to: &bytes) }
      if let first = ring.first { append(first, to: &bytes) }
    }
  }

  private static func append(_ position: HorizontalPosition, to bytes: inout [UInt8]) {
    bytes.append(littleEndian: position.longitude)
    bytes.append(littleEndian: position.latitude)
  }
}
