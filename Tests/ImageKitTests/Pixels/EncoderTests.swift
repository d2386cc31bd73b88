import CPNG
import ImageKit
import Testing

@Suite struct EncoderTests {
  @Test func `the same picture gives the same bytes`() throws {
    let picture = TestPictures.noise(120, 90, seed: 4)
    #expect(try JPEGEncoder.encode(picture, quality: 85) == JPEGEncoder.encode(picture, quality: 85))
    #expect(try PNGEncoder.encode(picture) == PNGEncoder.encode(picture))
  }

  @Test func `higher quality and full chroma cost bytes`() throws {
    let picture = TestPictures.noise(64, 64, seed: 5)
    let sizes = try [20, 60, 95].map { try JPEGEncoder.encode(picture, quality: $0).count }
    #expect(sizes == sizes.sorted() && Set(sizes).count == 3)
    #expect(try JPEGEncoder.encode(picture, quality: 60, halvesChroma: false).count > sizes[1])
  }

  @Test(arguments: [0, 101, -1, Int.max])
  func `a quality outside 1 to 100 is an error`(quality: Int) {
    #expect(throws: PictureError.self) { try JPEGEncoder.encode(TestPictures.flat(8, 8, 0), quality: quality) }
  }

  @Test func `a picture too wide for a JPEG is an error`() {
    #expect(throws: PictureError.self) { try JPEGEncoder.encode(TestPictures.flat(65501, 1, 0), quality: 80) }
  }

  @Test func `a JPEG carries no metadata but the JFIF header`() throws {
    let file = try JPEGEncoder.encode(TestPictures.flat(8, 8, 10), quality: 80)
    #expect(file[..<4] == [0xFF, 0xD8, 0xFF, 0xE0])
    #expect(!file.indices.dropLast().contains { file[$0] == 0xFF && (0xE1...0xEF).contains(file[$0 + 1]) })
  }

  @Test(arguments: [(1, 1), (7, 5), (300, 200)])
  func `a colour PNG reads back as it was`(width: Int, height: Int) throws {
    let picture = TestPictures.noise(width, height, seed: 6)
    let read = try #require(decodePNG(PNGEncoder.encode(picture), format: png_uint_32(PNG_FORMAT_RGB)))
    #expect(read.width == width && read.bytes == TestPictures.bytes(picture))
  }

  @Test(arguments: [(1, 1), (9, 4), (640, 480)])
  func `a mask PNG reads back as it was`(width: Int, height: Int) throws {
    let mask = TestPictures.gray(width, height) { x, y in (x * y) % 7 == 3 ? 255 : 0 }
    let read = try #require(decodePNG(PNGEncoder.encode(mask), format: png_uint_32(PNG_FORMAT_GRAY)))
    #expect(read.width == width && read.bytes == TestPictures.bytes(mask))
  }

  @Test func `an empty mask takes few bytes`() throws {
    #expect(try PNGEncoder.encode(TestPictures.gray(1000, 1000) { _, _ in 0 }).count < 20_000)
  }

  /// Reads a PNG with libpng's own simplified reader.
  private func decodePNG(_ file: [UInt8], format: png_uint_32) -> (width: Int, bytes: [UInt8])? {
    var image = png_image()
    image.version = png_uint_32(PNG_IMAGE_VERSION)
    guard png_image_begin_read_from_memory(&image, file, file.count) != 0, image.format == format else { return nil }
    let channels = format == png_uint_32(PNG_FORMAT_RGB) ? 3 : 1
    var bytes = [UInt8](repeating: 0, count: Int(image.width) * Int(image.height) * channels)
    guard png_image_finish_read(&image, nil, &bytes, 0, nil) != 0 else { return nil }
    return (Int(image.width), bytes)
  }
}
