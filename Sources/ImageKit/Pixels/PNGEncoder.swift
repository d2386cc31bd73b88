internal import CImageKit

/// Encodes pictures as 8-bit PNGs without metadata, fast rather than small: made for masks.
///
/// Rows are not filtered and only runs of equal bytes are compressed. The same pixels always give the same bytes with
/// the same version of zlib.
public enum PNGEncoder {
  /// Returns a whole file, grey or red-green-blue as the image is.
  public static func encode<Kind: JPEGPixel>(_ image: Image<Kind>) throws(PictureError) -> [UInt8] {
    try unsafe EncodedFile.bytes(of: image) { view, sink, file, message in
      unsafe ik_png_encode(view, sink, file, message)
    }
  }
}
