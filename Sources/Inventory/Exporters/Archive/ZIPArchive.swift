import ImageKit

/// A ZIP file whose bytes depend on its contents alone: entries in the order given, all of 1 January 1980.
///
/// Source: PKWARE APPNOTE 6.3.10. Names are UTF-8. What compression does not make smaller is stored as it is.
enum ZIPArchive {
  /// Returns the file.
  ///
  /// Throws ``ExportError/tooLarge(_:)`` beyond 65,535 entries or 4 GB, where other readers give up.
  static func bytes(of files: [ExportContent.File]) throws(ExportError) -> [UInt8] {
    guard files.count < 0xFFFF else { throw .tooLarge("\(files.count) files in one ZIP file") }
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    for file in files {
      let name = Array(file.path.utf8)
      let compressed = Deflate.compress(file.bytes).flatMap { $0.count < file.bytes.count ? $0 : nil }
      let data = compressed ?? file.bytes
      let offset = archive.count
      guard name.count < 0xFFFF, offset + data.count + file.bytes.count < 0xFFFF_0000 else {
        throw .tooLarge("more than 4 GB in one ZIP file")
      }
      var header: [UInt8] = []
      header.append(littleEndian: UInt16(20))
      // Bit 11: the name is UTF-8.
      header.append(littleEndian: UInt16(0x0800))
      header.append(littleEndian: UInt16(compressed == nil ? 0 : 8))
      header.append(littleEndian: UInt16(0))
      header.append(littleEndian: UInt16(0x0021))
      header.append(littleEndian: CRC32.checksum(of: file.bytes))
      header.append(littleEndian: UInt32(data.count))
      header.append(littleEndian: UInt32(file.bytes.count))
      header.append(littleEndian: UInt16(name.count))
      header.append(littleEndian: UInt16(0))
      archive += [0x50, 0x4B, 3, 4] + header + name
      archive += data
      // Made by version 2.0 on UNIX, so that names are taken as they are.
      directory += [0x50, 0x4B, 1, 2, 20, 3] + header
      directory.append(littleEndian: UInt16(0))
      directory.append(littleEndian: UInt16(0))
      directory.append(littleEndian: UInt16(0))
      // A regular file that everybody may read.
      directory.append(littleEndian: UInt32(0o100644) << 16)
      directory.append(littleEndian: UInt32(offset))
      directory += name
    }
    let start = archive.count
    archive += directory
    archive += [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
    archive.append(littleEndian: UInt16(files.count))
    archive.append(littleEndian: UInt16(files.count))
    archive.append(littleEndian: UInt32(directory.count))
    archive.append(littleEndian: UInt32(start))
    archive.append(littleEndian: UInt16(0))
    return archive
  }
}

/// The checksum of ZIP files: CRC-32 of ISO 3309.
enum CRC32 {
  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
  }

  /// Returns the checksum of some bytes.
  static func checksum(of bytes: [UInt8]) -> UInt32 {
    var value: UInt32 = 0xFFFF_FFFF
    for byte in bytes { value = table[Int((value ^ UInt32(byte)) & 0xFF)] ^ (value >> 8) }
    return value ^ 0xFFFF_FFFF
  }
}
