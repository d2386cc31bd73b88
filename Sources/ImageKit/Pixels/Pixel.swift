/// The layout of one pixel in memory: unsigned bytes, interleaved.
public protocol Pixel: BitwiseCopyable, Hashable, Sendable {
  /// Bytes a pixel.
  static var channels: Int { get }
}

/// A layout that a JPEG decodes to: grey takes the luma alone, colour is converted to red, green and blue.
///
/// Only ``Gray8`` and ``RGB8`` conform.
public protocol JPEGPixel: Pixel {}

/// One byte of brightness.
public struct Gray8: JPEGPixel {
  /// 0 black … 255 white.
  public var value: UInt8

  /// Creates a grey pixel.
  public init(_ value: UInt8) { self.value = value }

  /// One byte a pixel.
  public static var channels: Int { 1 }
}

/// Red, green and blue, a byte each, in the colour space of the file.
public struct RGB8: JPEGPixel {
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
