import ImageKit

extension Sequence<PixelPoint> {
  /// The least and the greatest coordinates, to fractions of a pixel; `nil` when there is no point.
  package var bounds: (low: PixelPoint, high: PixelPoint)? {
    var found: (low: PixelPoint, high: PixelPoint)?
    for point in self {
      guard let (low, high) = found else {
        found = (point, point)
        continue
      }
      found = (
        PixelPoint(u: Swift.min(low.u, point.u), v: Swift.min(low.v, point.v)),
        PixelPoint(u: Swift.max(high.u, point.u), v: Swift.max(high.v, point.v))
      )
    }
    return found
  }
}
