/// Decoded pixels that never change once made, shared without copying.
///
/// An image owns one block of memory of `height × stride` bytes, row after row from the top, with
/// `stride = width × Kind.channels`. Being immutable it may be read on many threads at once. Pixel (x, y) covers
/// [x, x + 1) × [y, y + 1) in the continuous coordinates of ``PixelPoint``. Large images lie in huge pages where the
/// system offers them, see `PixelMemory`.
@safe
public final class Image<Kind: Pixel>: Sendable {
  /// The number of columns.
  public let width: Int
  /// The number of rows.
  public let height: Int
  private nonisolated(unsafe) let base: UnsafeMutableRawPointer

  /// Creates an image whose bytes the closure writes; they are undefined before.
  ///
  /// - Precondition: the size is positive and its byte count fits an `Int`.
  public init<Failure: Error>(
    width: Int, height: Int, fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    precondition(width > 0 && height > 0, "an image has at least one pixel")
    let (row, rowOverflows) = width.multipliedReportingOverflow(by: Kind.channels)
    let (count, overflows) = row.multipliedReportingOverflow(by: height)
    precondition(!rowOverflows && !overflows, "the image does not fit the address space")
    self.width = width
    self.height = height
    unsafe base = PixelMemory.allocate(byteCount: count)
    // When this throws, all properties are set, so deinit runs and frees the memory.
    try unsafe fill(UnsafeMutableRawBufferPointer(start: base, count: count))
  }

  deinit { unsafe base.deallocate() }

  /// Bytes from one row to the next.
  public var stride: Int { width * Kind.channels }

  /// The window that covers the whole image.
  public var bounds: Window { Window(x: 0, y: 0, width: width, height: height) }

  /// Calls the closure with all bytes, valid during the call only.
  public func withUnsafeBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try unsafe body(UnsafeRawBufferPointer(start: base, count: stride * height))
  }

  /// Returns the pixel in a column and a row; for tests and single looks, not for loops over an image.
  public subscript(x: Int, y: Int) -> Kind {
    precondition(x >= 0 && x < width && y >= 0 && y < height, "the pixel lies outside the image")
    return unsafe base.loadUnaligned(fromByteOffset: y * stride + x * Kind.channels, as: Kind.self)
  }
}
