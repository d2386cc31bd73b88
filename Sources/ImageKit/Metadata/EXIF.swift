import CExif

/// The EXIF tags of a photo, read by libexif.
///
/// The first entry of each tag counts, so that a directory that points back to itself changes nothing. Types are
/// checked at each access: libexif hands out an entry even when its type is not the one the tag should have.
package struct EXIF: Sendable {
  /// The directories tags live in.
  package enum Directory: UInt32, Sendable {
    case image = 0
    case photo = 2
    case gps = 3
  }

  /// One value as it stands in the file.
  package struct Entry: Sendable {
    /// The TIFF type: 1 byte, 2 text, 3 short, 4 long, 5 rational, 7 undefined, 9 signed long, 10 signed rational.
    package var format: UInt32
    /// The number of values.
    package var components: Int
    /// The values, in the byte order of the block.
    package var bytes: [UInt8]
  }

  /// Whether numbers start with their most significant byte.
  package let isBigEndian: Bool
  private var entries: [UInt64: Entry] = [:]

  /// Whether no tag could be read.
  package var isEmpty: Bool { entries.isEmpty }

  /// Reads a block that starts with `Exif\0\0`; a damaged block gives the tags that can be read, or none.
  package init(block: [UInt8]) {
    isBigEndian = block.count > 6 && block[6] == UInt8(ascii: "M")
    // libexif counts in 32 bits, and a JPEG segment is never longer than 65,533 bytes.
    guard block.count > 14, block.count <= 1 << 20, let data = unsafe exif_data_new() else { return }
    defer { unsafe exif_data_unref(data) }
    // The defaults drop unknown tags and invent missing ones.
    unsafe exif_data_unset_option(data, EXIF_DATA_OPTION_FOLLOW_SPECIFICATION)
    unsafe exif_data_unset_option(data, EXIF_DATA_OPTION_IGNORE_UNKNOWN_TAGS)
    unsafe exif_data_set_option(data, EXIF_DATA_OPTION_DONT_CHANGE_MAKER_NOTE)
    unsafe block.withUnsafeBufferPointer { buffer in
      unsafe exif_data_load_data(data, buffer.baseAddress, UInt32(buffer.count))
    }
    let directories = unsafe data.pointee.ifd
    unsafe read(directories.0, .image)
    unsafe read(directories.2, .photo)
    unsafe read(directories.3, .gps)
  }

  private mutating func read(_ content: UnsafeMutablePointer<ExifContent>?, _ directory: Directory) {
    guard let content = unsafe content, let list = unsafe content.pointee.entries else { return }
    for index in 0..<Int(unsafe content.pointee.count) {
      guard let entry = unsafe list[index]?.pointee, let data = unsafe entry.data else { continue }
      let key = Self.key(directory, UInt16(truncatingIfNeeded: unsafe entry.tag.rawValue))
      guard entries[key] == nil else { continue }
      entries[key] = Entry(
        format: unsafe entry.format.rawValue, components: Int(unsafe entry.components),
        bytes: unsafe Array(UnsafeBufferPointer(start: data, count: Int(entry.size))))
    }
  }

  private static func key(_ directory: Directory, _ tag: UInt16) -> UInt64 {
    UInt64(directory.rawValue) << 16 | UInt64(tag)
  }

  /// Returns the entry of a tag as it stands in the file.
  package subscript(directory: Directory, tag: UInt16) -> Entry? { entries[Self.key(directory, tag)] }

  /// Returns a text without its padding; `nil` when absent, empty or not text.
  package func text(_ directory: Directory, _ tag: UInt16) -> String? {
    guard let entry = self[directory, tag], entry.format == 2 || entry.format == 7 || entry.format == 1 else {
      return nil
    }
    let text = String(decoding: entry.bytes.prefix { $0 != 0 }, as: UTF8.self)
    let trimmed = text.trimmingWhitespace()
    return trimmed.isEmpty ? nil : trimmed
  }

  /// Returns the first whole number of a tag; `nil` when absent or of another type.
  package func integer(_ directory: Directory, _ tag: UInt16) -> Int? {
    guard let entry = self[directory, tag], entry.components >= 1 else { return nil }
    switch entry.format {
    case 1 where entry.bytes.count >= 1: return Int(entry.bytes[0])
    case 3 where entry.bytes.count >= 2: return Int(number(entry.bytes, at: 0, size: 2))
    case 4 where entry.bytes.count >= 4: return Int(number(entry.bytes, at: 0, size: 4))
    default: return nil
    }
  }

  /// Returns numerators and denominators of a tag; `nil` when absent, too few or of another type.
  package func rationals(_ directory: Directory, _ tag: UInt16, count: Int) -> [(numerator: Int, denominator: Int)]? {
    guard let entry = self[directory, tag], entry.format == 5 || entry.format == 10, entry.components >= count,
      entry.bytes.count >= count * 8
    else { return nil }
    return (0..<count).map { index in
      let parts = [0, 4].map { number(entry.bytes, at: index * 8 + $0, size: 4) }
      return entry.format == 5
        ? (Int(parts[0]), Int(parts[1]))
        : (Int(Int32(bitPattern: parts[0])), Int(Int32(bitPattern: parts[1])))
    }
  }

  /// Returns the first fraction of a tag as a number; `nil` when absent, of another type or divided by zero.
  package func fraction(_ directory: Directory, _ tag: UInt16) -> Double? {
    guard let value = rationals(directory, tag, count: 1)?[0], value.denominator != 0 else { return nil }
    return Double(value.numerator) / Double(value.denominator)
  }

  private func number(_ bytes: [UInt8], at index: Int, size: Int) -> UInt32 {
    let part = bytes[index..<(index + size)]
    return isBigEndian
      ? part.reduce(0) { $0 << 8 | UInt32($1) } : part.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}
