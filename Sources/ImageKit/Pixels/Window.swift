/// A rectangle of whole pixels in a photo.
///
/// Pixel coordinates are continuous: (0, 0) is the outer upper-left corner of the stored image, u runs right, v runs
/// down, and the first pixel's centre lies at (0.5, 0.5). A window covers [x, x + width) × [y, y + height).
public struct Window: Hashable, Sendable, Codable {
  /// The column of the left edge, in pixels of the photo.
  public var x: Int
  /// The row of the upper edge, in pixels of the photo.
  public var y: Int
  /// The number of columns.
  public var width: Int
  /// The number of rows.
  public var height: Int

  /// Creates a window from its upper-left pixel and its size.
  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  /// The number of pixels covered.
  public var area: Int { width * height }
  /// The column just right of the window.
  public var endX: Int { x + width }
  /// The row just below the window.
  public var endY: Int { y + height }
}
