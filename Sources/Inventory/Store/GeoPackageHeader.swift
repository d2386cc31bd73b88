/// What stands before the WKB in a GeoPackage blob.
struct GeoPackageHeader {
  /// The number of bytes up to the WKB.
  var length: Int
  /// Whether the geometry says that it is empty.
  var isEmpty: Bool
  /// The envelope, when there is one.
  var envelope: Extent?

  /// Reads a header; `nil` when the blob has none.
  init?(blob: [UInt8]) {
    guard blob.count >= 8, blob[0] == 0x47, blob[1] == 0x50, blob[2] == 0 else { return nil }
    let flags = blob[3]
    isEmpty = flags & 0b0001_0000 != 0
    var reader = ByteReader(blob, offset: 8)
    reader.isLittleEndian = flags & 1 == 1
    let sizes = [0, 32, 48, 48, 64]
    let code = Int(flags >> 1 & 7)
    guard code < sizes.count, reader.remaining >= sizes[code] else { return nil }
    length = 8 + sizes[code]
    guard code > 0, let minX = reader.double(), let maxX = reader.double(), let minY = reader.double(),
      let maxY = reader.double()
    else { return }
    envelope = Extent(minX: minX, maxX: maxX, minY: minY, maxY: maxY)
  }
}
