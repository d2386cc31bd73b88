/// How a stored picture is turned for display: the EXIF orientation flag.
///
/// All geometry of this package is in stored pixels; this is for points that somebody marked on a displayed picture.
public enum DisplayOrientation: Int, Hashable, Sendable, CaseIterable {
  /// As stored.
  case normal = 1
  /// Mirrored left to right.
  case mirrored = 2
  /// Turned by half a turn.
  case upsideDown = 3
  /// Mirrored top to bottom.
  case flipped = 4
  /// Mirrored along the diagonal from the upper left to the lower right.
  case transposed = 5
  /// Turned clockwise by a quarter.
  case turnedRight = 6
  /// Mirrored along the diagonal from the lower left to the upper right.
  case transversed = 7
  /// Turned counter-clockwise by a quarter.
  case turnedLeft = 8

  /// Returns where a point of the displayed picture lies in the stored one.
  ///
  /// - Parameters:
  ///   - point: The point, in continuous pixels of the displayed picture.
  ///   - width: The width of the stored picture, in pixels.
  ///   - height: The height of the stored picture, in pixels.
  public func storedPoint(displayed point: PixelPoint, width: Int, height: Int) -> PixelPoint {
    let (w, h) = (Double(width), Double(height))
    return switch self {
    case .normal: point
    case .mirrored: PixelPoint(u: w - point.u, v: point.v)
    case .upsideDown: PixelPoint(u: w - point.u, v: h - point.v)
    case .flipped: PixelPoint(u: point.u, v: h - point.v)
    case .transposed: PixelPoint(u: point.v, v: point.u)
    case .turnedRight: PixelPoint(u: point.v, v: h - point.u)
    case .transversed: PixelPoint(u: w - point.v, v: h - point.u)
    case .turnedLeft: PixelPoint(u: w - point.v, v: point.u)
    }
  }
}
