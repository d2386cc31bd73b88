internal import CImageKit

/// Decodes JPEGs through libjpeg-turbo, under limits that hold before memory is taken.
///
/// ```swift
/// let photo = try JPEGDecoder.decode(bytes, as: RGB8.self)
/// let thumbnail = try JPEGDecoder.decode(bytes, as: Gray8.self, scale: .eighth)
/// ```
///
/// 8-bit Huffman-coded files of one or three components are read, baseline and progressive; the accurate integer
/// transform is used, so that every machine gives the same pixels. EXIF orientation is not applied: pixels are as
/// stored. A damaged file is an error unless the limits tolerate damage. `Documentation/Pixels.md` tells how bombs are
/// refused.
public enum JPEGDecoder {
  /// The size to decode to: whole blocks of the transform are shrunk, which saves a fifth to a third of the time.
  public enum Scale: Int, Hashable, Sendable, CaseIterable {
    /// All pixels.
    case full = 1
    /// Half the width and height.
    case half = 2
    /// A quarter of the width and height.
    case quarter = 4
    /// An eighth of the width and height.
    case eighth = 8

    /// Returns the decoded length of a side, rounded up: the last pixel may stand for less than a whole one.
    public func length(of side: Int) -> Int { (side + rawValue - 1) / rawValue }
  }

  /// Reads the frame header; the bytes may be just the beginning of a file.
  ///
  /// Checks the coding and the number of pixels. Costs microseconds.
  public static func header(
    of bytes: [UInt8], limits: DecodingLimits = .standard
  ) throws(PhotoError) -> JPEGHeader {
    var limits = ik_jpeg_limits(limits)
    var header = ik_jpeg_header()
    try unsafe CImageKitCall.run { message in
      unsafe ik_jpeg_read_header(bytes, bytes.count, &limits, &header, message)
    }
    return JPEGHeader(
      width: Int(header.width), height: Int(header.height), components: Int(header.components),
      isProgressive: header.is_progressive)
  }

  /// Decodes a whole file.
  ///
  /// At a scale of 1/n, pixel (x, y) covers [n·x, n·x + n) × [n·y, n·y + n) of the photo.
  public static func decode<Kind: JPEGPixel>(
    _ bytes: [UInt8], as kind: Kind.Type, scale: Scale = .full, limits: DecodingLimits = .standard
  ) throws(PhotoError) -> Image<Kind> {
    guard bytes.count <= limits.maximumFileBytes else {
      throw .tooLarge("\(bytes.count) bytes, above the limit of \(limits.maximumFileBytes)")
    }
    let header = try header(of: bytes, limits: limits)
    let width = scale.length(of: header.width)
    let height = scale.length(of: header.height)
    var cLimits = ik_jpeg_limits(limits)
    return try unsafe Image(width: width, height: height) { (memory) throws(PhotoError) in
      let pixels = unsafe memory.assumingMemoryBound(to: UInt8.self).baseAddress
      try unsafe CImageKitCall.run { message in
        unsafe ik_jpeg_decode(
          bytes, bytes.count, &cLimits, Int32(scale.rawValue), pixels, Int32(width), Int32(height),
          width * Kind.channels, Int32(Kind.channels), message)
      }
    }
  }
}

extension ik_jpeg_limits {
  fileprivate init(_ limits: DecodingLimits) {
    self.init(
      maximum_pixels: Int64(max(0, limits.maximumPixels)),
      maximum_scans: Int32(clamping: limits.maximumScans), maximum_memory: Int64(max(1, limits.maximumMemory)),
      tolerates_warnings: limits.toleratesWarnings)
  }
}
