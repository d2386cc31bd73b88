/// What the frame header of a JPEG says, read without decoding anything.
public struct JPEGHeader: Hashable, Sendable {
  /// The size of the stored image, in pixels.
  public var width, height: Int
  /// 1 for grey, 3 for colour.
  public var components: Int
  /// True when the picture comes in several scans of growing detail, which costs memory to decode.
  public var isProgressive: Bool

  /// Creates a header.
  public init(width: Int, height: Int, components: Int, isProgressive: Bool) {
    self.width = width
    self.height = height
    self.components = components
    self.isProgressive = isProgressive
  }
}
