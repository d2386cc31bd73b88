internal import CImageKit

/// Encodes pictures as baseline JPEGs without metadata: the same pixels always give the same bytes.
public enum JPEGEncoder {
  /// Returns a whole file.
  ///
  /// - Parameters:
  ///   - image: At most 65,500 pixels wide and high.
  ///   - quality: 1…100 on the scale of the Independent JPEG Group, 85 being usual for overlays.
  ///   - halvesChroma: True stores colour at half the resolution (4:2:0), false at the full one (4:4:4), which keeps
  ///     thin coloured lines crisp.
  public static func encode<Kind: JPEGPixel>(
    _ image: Image<Kind>, quality: Int, halvesChroma: Bool = true
  ) throws(PictureError) -> [UInt8] {
    let quality = Int32(clamping: quality)
    return try unsafe EncodedFile.bytes(of: image) { view, sink, file, message in
      unsafe ik_jpeg_encode(view, quality, halvesChroma, sink, file, message)
    }
  }
}
