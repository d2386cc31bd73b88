/// Directions that are given the same sense wherever they come from.
package enum CompassAxis {
  /// Returns the direction (east, north) or its opposite: northwards where it runs more north than east, else eastwards.
  package static func oriented(_ direction: SIMD2<Double>) -> SIMD2<Double> {
    let leading = abs(direction.y) > abs(direction.x) ? direction.y : direction.x
    return leading < 0 ? -direction : direction
  }
}
