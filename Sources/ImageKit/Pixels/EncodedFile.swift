internal import CImageKit

/// Collects what an encoder in C writes piece by piece.
enum EncodedFile {
  /// An encoder: the picture, where its bytes go, the context for that, room for a message.
  typealias Encoder = (
    UnsafePointer<ik_view>, ik_sink, UnsafeMutableRawPointer, UnsafeMutablePointer<CChar>
  ) -> ik_status

  /// Runs an encoder over an image and returns the file.
  static func bytes<Kind: Pixel>(of image: Image<Kind>, _ encode: Encoder) throws(PictureError) -> [UInt8] {
    var file: [UInt8] = []
    try unsafe image.withUnsafeBytes { (pixels) throws(PictureError) in
      var view = unsafe ik_view(
        pixels: pixels.assumingMemoryBound(to: UInt8.self).baseAddress, width: Int32(clamping: image.width),
        height: Int32(clamping: image.height), stride: image.stride, channels: Int32(Kind.channels))
      try unsafe CImageKitCall.encode { message in
        // The address of the array itself: a plain `&file` would pass that of its elements.
        unsafe withUnsafeMutablePointer(to: &file) { file in unsafe encode(&view, append, file, message) }
      }
    }
    return file
  }

  // A C function pointer captures nothing, so the array comes back through its context.
  private static let append: ik_sink = { file, bytes, count in
    unsafe file?.assumingMemoryBound(to: [UInt8].self).pointee.append(
      contentsOf: UnsafeBufferPointer(start: bytes, count: count))
  }
}
