import Foundation

extension RoadGuide {
  /// How far apart the directions are that are worked out, in pixels.
  private static let step = 32
  /// A place that is more uncertain than this says nothing of the nearest road, in metres.
  private static let widestMargin = 15.0

  /// Creates the guide of a photo: the direction of the network's road at each pixel.
  ///
  /// A road counts as far beside it as the place of the pixel may be wrong (CE90): its direction is the same there. A detector
  /// may ask at every pixel, so the directions are worked out once on squares of 32 pixels, at their middles.
  ///
  /// - Parameters:
  ///   - network: the roads.
  ///   - projection: brings the photo's pixels to the ground.
  ///   - width: the photo's columns.
  ///   - height: the photo's rows.
  public init(_ network: RoadNetwork, in projection: GroundProjection, width: Int, height: Int) {
    let columns = max(1, (width + Self.step - 1) / Self.step)
    let rows = max(1, (height + Self.step - 1) / Self.step)
    var directions: [Double?] = []
    directions.reserveCapacity(columns * rows)
    for row in 0..<rows {
      for column in 0..<columns {
        let pixel = PixelPoint(
          u: (Double(column) + 0.5) * Double(Self.step), v: (Double(row) + 0.5) * Double(Self.step))
        directions.append(Self.direction(of: network, at: pixel, in: projection))
      }
    }
    let found = directions
    self.init { pixel in
      guard pixel.u >= 0, pixel.v >= 0, pixel.u <= Double(width), pixel.v <= Double(height) else { return nil }
      let column = min(columns - 1, Int(pixel.u) / Self.step)
      let row = min(rows - 1, Int(pixel.v) / Self.step)
      return found[row * columns + column]
    }
  }

  private static func direction(
    of network: RoadNetwork, at pixel: PixelPoint, in projection: GroundProjection
  ) -> Double? {
    guard let point = try? projection.place(pixel) else { return nil }
    let place = HorizontalPosition(latitude: point.coordinate.latitude, longitude: point.coordinate.longitude)
    let margin = min(Self.widestMargin, point.accuracy.ce90)
    guard let road = network.match(at: place, margin: margin)?.direction else { return nil }
    // Which way in the photo leads that way on the ground: the ground per pixel, inverted.
    let (a, b) = (point.perColumn, point.perRow)
    let determinant = a.x * b.y - a.y * b.x
    guard abs(determinant) > 0.05 * point.groundSampleDistance.pixelArea else { return nil }
    return atan2((a.x * road.y - a.y * road.x) / determinant, (road.x * b.y - road.y * b.x) / determinant)
  }
}
