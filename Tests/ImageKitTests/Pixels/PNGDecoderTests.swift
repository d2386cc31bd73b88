import Foundation
import ImageKit
import TestSupport
import Testing

@Suite struct `PNG decoding` {
  static func picture<Kind: JPEGPixel>(_ kind: Kind.Type, width: Int, height: Int) throws -> Image<Kind> {
    var generator = SeededGenerator(seed: 7)
    return unsafe Image(width: width, height: height) { memory in
      for index in memory.indices { unsafe memory[index] = UInt8(truncatingIfNeeded: generator.next()) }
    }
  }

  static func bytes<Kind: JPEGPixel>(_ image: Image<Kind>) -> [UInt8] {
    unsafe image.withUnsafeBytes { unsafe Array($0) }
  }

  /// A file of one chunk after the other, with right checksums.
  static func file(_ chunks: [(type: String, data: [UInt8])]) -> [UInt8] {
    var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    for chunk in chunks {
      let body = Array(chunk.type.utf8) + chunk.data
      var check: UInt32 = 0xFFFF_FFFF
      for byte in body {
        check ^= UInt32(byte)
        for _ in 0..<8 { check = check & 1 == 1 ? (check >> 1) ^ 0xEDB8_8320 : check >> 1 }
      }
      file += bigEndian(UInt32(chunk.data.count)) + body + bigEndian(~check)
    }
    return file
  }

  static func bigEndian(_ value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
  }

  static func header(_ width: UInt32, _ height: UInt32, depth: UInt8 = 8, colors: UInt8 = 0) -> [UInt8] {
    bigEndian(width) + bigEndian(height) + [depth, colors, 0, 0, 0]
  }

  /// Rows as one stored block of a zlib stream.
  static func stored(_ rows: [UInt8]) -> [UInt8] {
    var (a, b): (UInt32, UInt32) = (1, 0)
    for byte in rows {
      a = (a + UInt32(byte)) % 65521
      b = (b + a) % 65521
    }
    let count = UInt16(rows.count)
    return [0x78, 0x01, 0x01, UInt8(count & 0xFF), UInt8(count >> 8), UInt8(~count & 0xFF), UInt8(~count >> 8)] + rows
      + bigEndian(b << 16 | a)
  }

  @Test(arguments: [(1, 1), (7, 5), (64, 33)]) func `what was encoded comes back`(width: Int, height: Int) throws {
    let grey = try Self.picture(Gray8.self, width: width, height: height)
    let color = try Self.picture(RGB8.self, width: width, height: height)
    #expect(Self.bytes(try PNGDecoder.decode(try PNGEncoder.encode(grey), as: Gray8.self)) == Self.bytes(grey))
    #expect(Self.bytes(try PNGDecoder.decode(try PNGEncoder.encode(color), as: RGB8.self)) == Self.bytes(color))
    let size = try PNGDecoder.size(of: try PNGEncoder.encode(grey))
    #expect(size.width == width && size.height == height)
  }

  @Test func `grey is read as colour and colour as grey`() throws {
    let grey = try Self.picture(Gray8.self, width: 5, height: 4)
    let widened = try PNGDecoder.decode(try PNGEncoder.encode(grey), as: RGB8.self)
    for y in 0..<4 {
      for x in 0..<5 {
        let value = grey[x, y].value
        #expect(widened[x, y] == RGB8(red: value, green: value, blue: value))
      }
    }
    let white = Self.file([
      ("IHDR", Self.header(1, 1, colors: 2)), ("IDAT", Self.stored([0, 255, 255, 255])), ("IEND", []),
    ])
    #expect(try PNGDecoder.decode(white, as: Gray8.self)[0, 0].value == 255)
  }

  @Test func `one bit, palettes, 16 bits and alpha come out as 8 bits`() throws {
    let bit = Self.file([
      ("IHDR", Self.header(3, 1, depth: 1)), ("IDAT", Self.stored([0, 0b1010_0000])), ("IEND", []),
    ])
    #expect(Self.bytes(try PNGDecoder.decode(bit, as: Gray8.self)) == [255, 0, 255])
    let palette = Self.file([
      ("IHDR", Self.header(2, 1, colors: 3)), ("PLTE", [0, 0, 0, 255, 255, 255]), ("IDAT", Self.stored([0, 1, 0])),
      ("IEND", []),
    ])
    #expect(Self.bytes(try PNGDecoder.decode(palette, as: Gray8.self)) == [255, 0])
    let deep = Self.file([
      ("IHDR", Self.header(1, 1, depth: 16)), ("IDAT", Self.stored([0, 200, 7])), ("IEND", []),
    ])
    #expect(Self.bytes(try PNGDecoder.decode(deep, as: Gray8.self)) == [200])
    let alpha = Self.file([
      ("IHDR", Self.header(1, 1, colors: 4)), ("IDAT", Self.stored([0, 90, 0])), ("IEND", []),
    ])
    #expect(Self.bytes(try PNGDecoder.decode(alpha, as: RGB8.self)) == [90, 90, 90])
  }

  @Test func `every prefix of a file throws`() throws {
    for file in [
      try PNGEncoder.encode(try Self.picture(RGB8.self, width: 9, height: 8)),
      try PNGEncoder.encode(try Self.picture(Gray8.self, width: 16, height: 16)),
    ] {
      for count in 0..<file.count {
        #expect(throws: PhotoError.self) { try PNGDecoder.decode(Array(file[..<count]), as: Gray8.self) }
      }
    }
  }

  @Test func `any changed byte gives pixels or an error, never a trap`() throws {
    let file = try PNGEncoder.encode(try Self.picture(Gray8.self, width: 12, height: 6))
    for index in file.indices {
      for change: UInt8 in [1, 0x80, 0xFF] {
        var copy = file
        copy[index] ^= change
        let decoded = try? PNGDecoder.decode(copy, as: RGB8.self, limits: DecodingLimits(maximumPixels: 10_000))
        // Signature and header are checked to the last bit: nothing changed there may pass.
        if index < 33 { #expect(decoded == nil, "byte \(index) ^ \(change)") }
        if let decoded { #expect((decoded.width, decoded.height) == (12, 6), "byte \(index) ^ \(change)") }
      }
    }
  }

  @Test func `a size above the limits is refused before memory is taken`() throws {
    for (width, height): (UInt32, UInt32) in [(1_000_000, 1_000_000), (0x7FFF_FFFF, 1), (0xFFFF_FFFF, 0xFFFF_FFFF)] {
      let bomb = Self.file([("IHDR", Self.header(width, height)), ("IDAT", Self.stored([0])), ("IEND", [])])
      #expect { try PNGDecoder.decode(bomb, as: Gray8.self) } throws: { error in
        if case .tooLarge? = error as? PhotoError { true } else { false }
      }
    }
    let small = try PNGEncoder.encode(try Self.picture(Gray8.self, width: 10, height: 10))
    #expect(throws: PhotoError.self) {
      try PNGDecoder.decode(small, as: Gray8.self, limits: DecodingLimits(maximumPixels: 99))
    }
  }

  @Test func `a second header, a missing palette and no pixels are errors`() throws {
    let hostile: [[(type: String, data: [UInt8])]] = [
      [("IHDR", Self.header(2, 2)), ("IHDR", Self.header(200, 200)), ("IDAT", Self.stored([0, 1, 1])), ("IEND", [])],
      [("IHDR", Self.header(1, 1, colors: 3)), ("IDAT", Self.stored([0, 1])), ("IEND", [])],
      [("IHDR", Self.header(0, 5)), ("IEND", [])], [("IHDR", Self.header(4, 4)), ("IEND", [])],
      [("IHDR", Self.header(4, 4, depth: 3)), ("IDAT", Self.stored([0, 1])), ("IEND", [])],
    ]
    for chunks in hostile {
      #expect(throws: PhotoError.self) { try PNGDecoder.decode(Self.file(chunks), as: Gray8.self) }
    }
    #expect(throws: PhotoError.self) { try PNGDecoder.decode(Array("not a picture".utf8), as: Gray8.self) }
  }
}
