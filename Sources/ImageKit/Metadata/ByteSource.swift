/// Where the header of a photo is read from.
package protocol ByteSource {
  /// Returns the bytes from an offset; fewer than asked for only at the end.
  mutating func bytes(at offset: Int, count: Int) throws(PhotoError) -> ArraySlice<UInt8>
}

/// A photo already in memory.
package struct ArraySource: ByteSource {
  private let contents: [UInt8]

  package init(_ contents: [UInt8]) { self.contents = contents }

  package mutating func bytes(at offset: Int, count: Int) throws(PhotoError) -> ArraySlice<UInt8> {
    guard offset < contents.count else { return [] }
    return contents[offset..<(offset + min(count, contents.count - offset))]
  }
}

/// A photo on disk, read in windows: one read is enough for the header of nearly every photo.
package struct FileSource: ByteSource {
  private static let windowSize = 128 << 10
  private let file: RegularFile
  private var window: [UInt8] = []
  private var windowStart = 0

  package init(_ file: RegularFile) { self.file = file }

  package mutating func bytes(at offset: Int, count: Int) throws(PhotoError) -> ArraySlice<UInt8> {
    let available = max(0, min(count, file.byteCount - offset))
    if offset < windowStart || offset + available > windowStart + window.count {
      window = try file.bytes(at: offset, count: min(max(count, Self.windowSize), max(0, file.byteCount - offset)))
      windowStart = offset
    }
    let first = offset - windowStart
    return window[first..<min(first + available, window.count)]
  }
}
