import Foundation
import ImageKit
import TestSupport
import Testing

@Suite struct JPEGDecoderTests {
  @Test func `the header is read from the beginning of a file`() throws {
    let file = try JPEGEncoder.encode(TestPictures.waves(40, 30), quality: 90)
    let header = try JPEGDecoder.header(of: Array(file[..<200]))
    #expect(header == JPEGHeader(width: 40, height: 30, components: 3, isProgressive: false))
  }

  @Test(arguments: [(1, 1), (8, 8), (17, 9), (64, 48), (333, 77)])
  func `a picture survives encoding at full quality and colour`(width: Int, height: Int) throws {
    let original = TestPictures.waves(width, height)
    let file = try JPEGEncoder.encode(original, quality: 100, halvesChroma: false)
    let decoded = try JPEGDecoder.decode(file, as: RGB8.self)
    #expect(decoded.width == width && decoded.height == height)
    let worst = zip(TestPictures.bytes(original), TestPictures.bytes(decoded)).map { abs(Int($0) - Int($1)) }.max()
    #expect(try #require(worst) <= 4)
  }

  @Test func `grey is the luma of the file`() throws {
    let file = try JPEGEncoder.encode(TestPictures.waves(64, 64), quality: 100, halvesChroma: false)
    let gray = try JPEGDecoder.decode(file, as: Gray8.self)
    let color = try JPEGDecoder.decode(file, as: RGB8.self)
    for y in 0..<64 {
      for x in 0..<64 {
        let pixel = color[x, y]
        let luma = 0.299 * Double(pixel.red) + 0.587 * Double(pixel.green) + 0.114 * Double(pixel.blue)
        #expect(abs(luma - Double(gray[x, y].value)) <= 2)
      }
    }
  }

  @Test func `a grey file decodes to colour`() throws {
    let file = try JPEGEncoder.encode(TestPictures.gray(20, 20) { x, _ in UInt8(x * 10) }, quality: 100)
    #expect(try JPEGDecoder.header(of: file).components == 1)
    let pixel = try JPEGDecoder.decode(file, as: RGB8.self)[10, 10]
    #expect(pixel.red == pixel.green && pixel.green == pixel.blue)
    #expect(abs(Int(pixel.red) - 100) <= 2)
  }

  @Test(arguments: JPEGDecoder.Scale.allCases, [(64, 64), (65, 63), (7, 9), (1, 1)])
  func `a reduced picture is the mean of its blocks`(scale: JPEGDecoder.Scale, size: (Int, Int)) throws {
    let ramp = TestPictures.gray(size.0, size.1) { x, y in UInt8(x * 2 + y) }
    let decoded = try JPEGDecoder.decode(JPEGEncoder.encode(ramp, quality: 100), as: Gray8.self, scale: scale)
    #expect(decoded.width == (size.0 + scale.rawValue - 1) / scale.rawValue)
    #expect(decoded.height == (size.1 + scale.rawValue - 1) / scale.rawValue)
    // Only blocks that lie inside: beyond the edge the coder repeats the last column and row.
    for y in 0..<(size.1 / scale.rawValue) {
      for x in 0..<(size.0 / scale.rawValue) {
        let centre = Double(scale.rawValue - 1) / 2
        let mean = Double(x * scale.rawValue) * 2 + Double(y * scale.rawValue) + centre * 3
        #expect(abs(Double(decoded[x, y].value) - mean) <= 3)
      }
    }
  }

  @Test func `every prefix of a small photo is refused, or decoded when damage is tolerated`() throws {
    let file = try JPEGEncoder.encode(TestPictures.noise(24, 16, seed: 1), quality: 80)
    let tolerant = DecodingLimits(toleratesWarnings: true)
    var decodedPrefixes = 0
    for length in 0..<file.count {
      let prefix = Array(file[..<length])
      #expect(throws: PhotoError.self) { try JPEGDecoder.decode(prefix, as: RGB8.self) }
      do {
        _ = try JPEGDecoder.decode(prefix, as: RGB8.self, limits: tolerant)
        decodedPrefixes += 1
      } catch {
        #expect(["not_a_jpeg", "malformed"].contains(error.code))
      }
    }
    #expect(decodedPrefixes > 100)
    #expect(throws: Never.self) { try JPEGDecoder.decode(file, as: RGB8.self) }
  }

  @Test func `every changed byte of a small photo is refused or decoded`() throws {
    let file = try JPEGEncoder.encode(TestPictures.noise(24, 16, seed: 2), quality: 80)
    let limits = DecodingLimits(maximumPixels: 10_000_000)
    var random = SeededGenerator(seed: 3)
    var refused = 0
    for position in file.indices {
      var changed = file
      changed[position] = UInt8.random(in: 0...255, using: &random)
      do { _ = try JPEGDecoder.decode(changed, as: RGB8.self, limits: limits) } catch { refused += 1 }
    }
    #expect(refused > 20 && refused < file.count)
  }

  @Test func `limits on pixels and bytes are kept`() throws {
    let file = try JPEGEncoder.encode(TestPictures.flat(100, 50, 90), quality: 80)
    let pixels = #expect(throws: PhotoError.self) {
      try JPEGDecoder.decode(file, as: RGB8.self, limits: DecodingLimits(maximumPixels: 4999))
    }
    #expect(pixels?.code == "too_large")
    let bytes = #expect(throws: PhotoError.self) {
      try JPEGDecoder.decode(file, as: RGB8.self, limits: DecodingLimits(maximumFileBytes: file.count - 1))
    }
    #expect(bytes?.code == "too_large")
    let exact = DecodingLimits(maximumPixels: 5000, maximumFileBytes: file.count)
    #expect(throws: Never.self) { try JPEGDecoder.decode(file, as: RGB8.self, limits: exact) }
  }

  @Test func `a uniform photo of 12 million pixels is decoded`() throws {
    let file = try JPEGEncoder.encode(TestPictures.gray(4000, 3000) { _, _ in 128 }, quality: 80)
    #expect(file.count < 150_000)
    #expect(try JPEGDecoder.decode(file, as: Gray8.self)[3999, 2999].value == 128)
  }

  // Two bits a block, the least that a sequential file can have.
  @Test func `the smallest legal file of its size is decoded and a shorter one refused`() throws {
    let small = try HostileFilesTests.bytes(of: "good-grey.jpg")
    let frame = try #require(small.indices.first { small[$0...].starts(with: [0xFF, 0xC0]) })
    let scan = try #require(small.indices.first { small[$0...].starts(with: [0xFF, 0xDA]) })
    var head = Array(small[..<(scan + 10)])
    head.replaceSubrange((frame + 5)..<(frame + 9), with: [0x10, 0x00, 0x10, 0x00])  // 4096 × 4096
    let data = [UInt8](repeating: 0, count: 512 * 512 / 4)
    let photo = try JPEGDecoder.decode(head + data + [0xFF, 0xD9], as: Gray8.self)
    #expect(photo.width == 4096 && photo[4095, 4095].value == 128)
    let error = #expect(throws: PhotoError.self) {
      try JPEGDecoder.decode(head + data.dropLast(head.count + 10) + [0xFF, 0xD9], as: Gray8.self)
    }
    #expect(error?.description.contains("cannot hold 4096 x 4096 pixels") == true)
  }

  @Test(.enabled(if: Fixtures.shared != nil, "\(Fixtures.needsShared)"))
  func `real photos decode to the size of their header`() throws {
    let flight = try #require(Fixtures.shared).appending(path: "flights/caliterra-gps-only/images")
    let names = try FileManager.default.contentsOfDirectory(atPath: flight.path).sorted().prefix(3)
    #expect(names.count == 3)
    for name in names {
      let bytes = try [UInt8](Data(contentsOf: flight.appending(path: name)))
      let header = try JPEGDecoder.header(of: bytes)
      let photo = try JPEGDecoder.decode(bytes, as: RGB8.self)
      #expect(photo.width == header.width && photo.height == header.height)
    }
  }
}
