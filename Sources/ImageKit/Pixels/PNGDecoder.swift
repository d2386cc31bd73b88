internal import CImageKit

/// Decodes PNGs through libpng, under limits that hold before memory is taken: made for the masks of datasets.
///
/// Every colour type, depth and interlacing is read and comes out with 8 bits a channel; alpha is dropped and no gamma is
/// applied. A file that is cut short anywhere is an error.
public enum PNGDecoder {
  /// Returns the size that the header claims; the bytes may be just the beginning of a file.
  public static func size(
    of bytes: [UInt8], limits: DecodingLimits = .standard
  ) throws(PhotoError) -> (width: Int, height: Int) {
    var width: Int32 = 0
    var height: Int32 = 0
    try unsafe CImageKitCall.run { message in
      unsafe ik_png_read_header(
        bytes, bytes.count, Int64(max(0, limits.maximumPixels)), &width, &height, message)
    }
    return (Int(width), Int(height))
  }

  /// Decodes a whole file, to grey or to red, green and blue whatever it stores.
  public static func decode<Kind: JPEGPixel>(
    _ bytes: [UInt8], as kind: Kind.Type, limits: DecodingLimits = .standard
  ) throws(PhotoError) -> Image<Kind> {
    guard bytes.count <= limits.maximumFileBytes else {
      throw .tooLarge("\(bytes.count) bytes, above the limit of \(limits.maximumFileBytes)")
    }
    let (width, height) = try size(of: bytes, limits: limits)
    return try unsafe Image(width: width, height: height) { (memory) throws(PhotoError) in
      let pixels = unsafe memory.assumingMemoryBound(to: UInt8.self).baseAddress
      try unsafe CImageKitCall.run { message in
        unsafe ik_png_decode(
          bytes, bytes.count, pixels, Int32(width), Int32(height), width * Kind.channels, Int32(Kind.channels),
          message)
      }
    }
  }
}
