import Foundation

/// Heights on a grid, written as an uncompressed GeoTIFF: what a test or a benchmark needs of the format, no more.
public struct HeightRaster: Sendable {
  /// How a height is stored.
  public enum Sample: Sendable, CaseIterable {
    case float32, float64, int16
  }

  /// The code of the map's reference system; 4326 and its like need ``isGeographic``.
  public var epsg: Int
  /// Whether the map's coordinates are longitude and latitude in degrees.
  public var isGeographic: Bool
  /// The map coordinates of the north-west height, the middle of its cell.
  public var origin: SIMD2<Double>
  /// The steps on the map from one height to the next in its row, and to the one in the next row.
  public var east, south: SIMD2<Double>
  /// Heights by rows, NaN for a gap.
  public var heights: [[Double]]
  /// How a height is stored.
  public var sample = Sample.float64
  /// Whether the file says that a value stands for a point; the heights lie where they lie either way.
  public var isPoint = false
  /// The value of a gap; nil to declare none.
  public var gap: Double? = -9999

  /// Creates a raster on a map.
  public init(
    epsg: Int, isGeographic: Bool = false, origin: SIMD2<Double>, east: SIMD2<Double>, south: SIMD2<Double>,
    heights: [[Double]]
  ) {
    self.epsg = epsg
    self.isGeographic = isGeographic
    self.origin = origin
    self.east = east
    self.south = south
    self.heights = heights
  }

  /// Writes the file.
  public func write(to url: URL) throws { try bytes.write(to: url) }

  /// The file's bytes.
  public var bytes: Data {
    let values = heights.flatMap { $0.map { $0.isNaN ? gap ?? 0 : $0 } }
    var pixels = Data()
    let (bits, format): (UInt16, UInt16)
    switch sample {
    case .float32:
      (bits, format) = (32, 3)
      for value in values { pixels.append(little: Float(value).bitPattern) }
    case .float64:
      (bits, format) = (64, 3)
      for value in values { pixels.append(little: value.bitPattern) }
    case .int16:
      (bits, format) = (16, 2)
      for value in values { pixels.append(little: UInt16(bitPattern: Int16(value.rounded()))) }
    }
    // A value that stands for an area is placed by its corner, one that stands for a point by itself.
    let corner = isPoint ? origin : origin - (east + south) / 2
    let matrix = [east.x, south.x, 0, corner.x, east.y, south.y, 0, corner.y, 0, 0, 0, 0, 0, 0, 0, 1]
    let keys: [UInt16] = [
      1, 1, 0, 3, 1024, 0, 1, isGeographic ? 2 : 1, 1025, 0, 1, isPoint ? 2 : 1, isGeographic ? 2048 : 3072, 0, 1,
      UInt16(epsg),
    ]
    let (width, height) = (UInt32(heights.first?.count ?? 0), UInt32(heights.count))
    var tags: [(tag: UInt16, type: UInt16, count: Int, data: Data)] = [
      (256, 4, 1, Data(little: width)), (257, 4, 1, Data(little: height)), (258, 3, 1, Data(little: bits)),
      (259, 3, 1, Data(little: UInt16(1))), (262, 3, 1, Data(little: UInt16(1))), (273, 4, 1, Data(little: UInt32(8))),
      (277, 3, 1, Data(little: UInt16(1))), (278, 4, 1, Data(little: height)),
      (279, 4, 1, Data(little: UInt32(pixels.count))), (339, 3, 1, Data(little: format)),
      (34264, 12, 16, matrix.reduce(into: Data()) { $0.append(little: $1.bitPattern) }),
      (34735, 3, keys.count, keys.reduce(into: Data()) { $0.append(little: $1) }),
    ]
    if let gap {
      let text = Data("\(gap)\0".utf8)
      tags.append((42113, 2, text.count, text))
    }

    var file = Data("II*\0".utf8)
    file.append(little: UInt32(8 + pixels.count))
    file.append(pixels)
    var longValues = Data()
    let valuesStart = 8 + pixels.count + 2 + tags.count * 12 + 4
    file.append(little: UInt16(tags.count))
    for (tag, type, count, data) in tags {
      file.append(little: tag)
      file.append(little: type)
      file.append(little: UInt32(count))
      if data.count <= 4 {
        file.append(data + Data(count: 4 - data.count))
      } else {
        file.append(little: UInt32(valuesStart + longValues.count))
        longValues.append(data)
      }
    }
    file.append(little: UInt32(0))
    return file + longValues
  }
}

extension Data {
  fileprivate init(little value: some FixedWidthInteger) {
    self.init()
    append(little: value)
  }

  fileprivate mutating func append(little value: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
  }
}
