/// The layout of one pixel in memory: unsigned bytes, interleaved.
public protocol Pixel: BitwiseCopyable, Hashable, Sendable {
  /// Bytes a pixel.
  static var channels: Int { get }
}

/// One byte of brightness.
public struct Gray8: Pixel {
  /// 0 black … 255 white.
  public var value: UInt8

  /// Creates a grey pixel.
  public init(_ value: UInt8) { self.value = value }

  /// One byte a pixel.
  public static var channels: Int { 1 }
}

/// Red, green and blue, a byte each, in the colour space of the file.
public struct RGB8: Pixel {
  /// The components, 0…255.
  public var red, green, blue: UInt8

  /// Creates a colour.
  public init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// Three bytes a pixel.
  public static var channels: Int { 3 }
}
