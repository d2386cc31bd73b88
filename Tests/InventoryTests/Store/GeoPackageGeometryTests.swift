import ImageKit
import Testing

@testable import Inventory

struct GeoPackageGeometryTests {
  private static let ring = [
    HorizontalPosition(latitude: 22, longitude: 120), HorizontalPosition(latitude: 22, longitude: 121),
    HorizontalPosition(latitude: 23, longitude: 121),
  ]
  private static let polygon = GroundPolygon(
    outer: ring, holes: [ring.map { HorizontalPosition(latitude: $0.latitude + 0.1, longitude: $0.longitude) }])
  static let all: [GeoPackageGeometry] = [
    .point(ring[0]), .pointZ(ring[0], height: 12.5), .pointZ(ring[0], height: nil), .polygon(polygon),
    .multiPolygon([polygon, GroundPolygon(outer: ring)]), .multiLine([ring, Array(ring.prefix(2))]),
  ]

  @Test(arguments: all) func `a geometry is read as it was written`(geometry: GeoPackageGeometry) throws {
    #expect(GeoPackageGeometry(blob: try #require(geometry.blob)) == geometry)
  }

  @Test func `a point is the bytes of the standard`() throws {
    let blob = try #require(GeoPackageGeometry.point(HorizontalPosition(latitude: 2, longitude: 1)).blob)
    // GP, version 0, little-endian without envelope, 4326, WKB point (1, 2).
    let expected: [UInt8] =
      [0x47, 0x50, 0, 1, 0xE6, 0x10, 0, 0, 1, 1, 0, 0, 0] + [0, 0, 0, 0, 0, 0, 0xF0, 0x3F] + [
        0, 0, 0, 0, 0, 0, 0, 0x40,
      ]
    #expect(blob == expected)
  }

  @Test func `an area carries its envelope as minimum and maximum of x and then of y`() throws {
    let blob = try #require(GeoPackageGeometry.polygon(Self.polygon).blob)
    #expect(blob[3] == 0b0000_0011)
    let envelope = GeoPackageHeader(blob: blob)?.envelope
    #expect(envelope == Extent(minX: 120, maxX: 121, minY: 22, maxY: 23.1))
  }

  @Test func `rings are closed`() throws {
    let blob = try #require(GeoPackageGeometry.polygon(GroundPolygon(outer: Self.ring)).blob)
    #expect(blob.count == 40 + 5 + 4 + 4 + 4 * 16)
  }

  @Test func `a geometry without points or with a coordinate that is no number is NULL`() {
    #expect(GeoPackageGeometry.multiLine([]).blob == nil)
    #expect(GeoPackageGeometry.multiPolygon([]).blob == nil)
    #expect(GeoPackageGeometry.point(HorizontalPosition(latitude: .nan, longitude: 0)).blob == nil)
    #expect(
      GeoPackageGeometry.multiLine([Self.ring + [HorizontalPosition(latitude: 0, longitude: .infinity)]]).blob == nil)
  }

  @Test(arguments: all) func `every prefix of a blob is refused`(geometry: GeoPackageGeometry) throws {
    let blob = try #require(geometry.blob)
    for count in 0..<blob.count { #expect(GeoPackageGeometry(blob: Array(blob.prefix(count))) == nil) }
  }

  @Test(arguments: all) func `a byte that lies never crashes`(geometry: GeoPackageGeometry) throws {
    let blob = try #require(geometry.blob)
    var read = 0
    for index in blob.indices {
      for value in [0, 1, 0x7F, 0xFF] as [UInt8] {
        var changed = blob
        changed[index] = value
        if GeoPackageGeometry(blob: changed) != nil { read += 1 }
        _ = SpatialFunctions.extent(of: changed)
      }
    }
    #expect(read > 0)
  }

  @Test func `a big-endian blob of another program is read`() {
    let blob: [UInt8] =
      [0x47, 0x50, 0, 0, 0, 0, 0x10, 0xE6, 0, 0, 0, 0, 1] + [0x3F, 0xF0, 0, 0, 0, 0, 0, 0] + [
        0x40, 0, 0, 0, 0, 0, 0, 0,
      ]
    #expect(GeoPackageGeometry(blob: blob) == .point(HorizontalPosition(latitude: 2, longitude: 1)))
    #expect(SpatialFunctions.extent(of: blob) == Extent(minX: 1, maxX: 1, minY: 2, maxY: 2))
  }
}
