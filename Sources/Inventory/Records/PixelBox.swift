import Detectors
import ImageKit

/// An upright box in continuous pixels of a picture.
public struct PixelBox: Sendable, Hashable {
  /// The left and upper edges.
  public var x, y: Double
  /// The size.
  public var width, height: Double

  /// Creates a box.
  public init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  /// Creates the box of a window.
  public init(_ window: Window) {
    self.init(x: Double(window.x), y: Double(window.y), width: Double(window.width), height: Double(window.height))
  }

  /// Creates the box around a detection: around its extent, to fractions of a pixel, or around its mask where it has none.
  ///
  /// Rounded outwards, the box of a crown of 12 × 18 pixels would be a sixth larger.
  public init(of detection: Detection) {
    guard let (low, high) = detection.extent.bounds else {
      self.init(detection.mask.boundingBox)
      return
    }
    self.init(x: low.u, y: low.v, width: high.u - low.u, height: high.v - low.v)
  }

  /// The right and lower edges.
  var endX: Double { x + width }
  var endY: Double { y + height }

  /// Returns the area that two boxes share over the area that they cover together.
  public func intersectionOverUnion(_ other: PixelBox) -> Double {
    let across = min(x + width, other.x + other.width) - max(x, other.x)
    let down = min(y + height, other.y + other.height) - max(y, other.y)
    // Never more than either has: what is thinner than the rounding of its place comes out too large.
    let both = min(max(0, across) * max(0, down), width * height, other.width * other.height)
    let either = width * height + other.width * other.height - both
    return either > 0 ? both / either : 0
  }
}
