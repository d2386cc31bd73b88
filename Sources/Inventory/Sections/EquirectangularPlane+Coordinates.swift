import ImageKit

extension EquirectangularPlane: PlaneCoordinates {
  /// Not a system of any registry: metres about a place.
  public var identifier: String { "local" }

  /// Returns metres east and north of the origin.
  public func plane(_ position: HorizontalPosition) -> (x: Double, y: Double)? {
    let point = point(position)
    return (point.x, point.y)
  }
}
