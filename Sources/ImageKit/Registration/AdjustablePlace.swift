/// How the place of a pixel moves when the pose of its photo is corrected.
struct AdjustablePlace {
  /// Metres east and north of the flight's origin.
  var position: SIMD2<Double>
  /// How it moves, in metres east and north, for one unit of each of ``PoseCorrection``'s six, in their order.
  var derivatives: [SIMD2<Double>]
  /// How it moves for each of the four errors that a whole flight may share; see ``SharedCorrection``.
  var sharedDerivatives: [SIMD2<Double>]
  /// How it moves with the pixel, in metres a column and a row.
  var perColumn, perRow: SIMD2<Double>

  /// Returns by how many columns and rows the pixel must move for its place to move so many metres.
  func pixels(_ metres: SIMD2<Double>) -> SIMD2<Double> {
    let determinant = perColumn.x * perRow.y - perColumn.y * perRow.x
    return SIMD2(
      (metres.x * perRow.y - metres.y * perRow.x) / determinant,
      (perColumn.x * metres.y - perColumn.y * metres.x) / determinant)
  }
}

extension GroundProjection {
  /// Returns a pixel's place in a frame and how it moves with the pose.
  ///
  /// The turn of the pixels says which way the camera itself hangs in its mount.
  func adjustablePlace(
    of pixel: PixelPoint, turn: PixelTurn, in flight: LocalTangentPlane
  ) throws(PlacementError) -> AdjustablePlace {
    let sight = try sight(through: pixel)
    let mount = mountAxes(turn)
    let position = flight.pointInENU(ecef: sight.line.pointInECEF(at: sight.hit.range))
    let alongRay = sight.ray / sight.approach
    let normal = sight.hit.normal
    let perDegree = Double.pi / 180
    func moved(_ axis: SIMD3<Double>) -> SIMD2<Double> {
      // Moving the camera moves the end along, less what the fixed surface takes from the ray.
      let move = axis - alongRay * dot(normal, axis)
      return SIMD2(move.x, move.y)
    }
    func turned(_ axis: SIMD3<Double>) -> SIMD2<Double> {
      let move = sight.moved(byTurning: cross(axis, sight.ray)) * perDegree
      return SIMD2(move.x, move.y)
    }
    let (east, north, up) = (SIMD3<Double>(1, 0, 0), SIMD3<Double>(0, 1, 0), SIMD3<Double>(0, 0, 1))
    return AdjustablePlace(
      position: SIMD2(position.x, position.y),
      derivatives: [moved(east), moved(north), moved(up), turned(east), turned(north), turned(up)],
      sharedDerivatives: [moved(up), turned(up), turned(mount.right), turned(mount.down)],
      perColumn: SIMD2(sight.perColumn.x, sight.perColumn.y), perRow: SIMD2(sight.perRow.x, sight.perRow.y))
  }

  /// Returns where this photo shows a place of the flight's frame, from a pixel nearby; nil when it does not.
  ///
  /// Not by height: photos of one flight may know the height of the same ground differently.
  func adjustablePlace(
    showing place: SIMD2<Double>, near pixel: PixelPoint, turn: PixelTurn, in flight: LocalTangentPlane
  ) -> (pixel: PixelPoint, place: AdjustablePlace)? {
    var pixel = pixel
    for _ in 0..<8 {
      guard let found = try? adjustablePlace(of: pixel, turn: turn, in: flight) else { return nil }
      let step = found.pixels(place - found.position)
      guard step.x.isFinite, step.y.isFinite else { return nil }
      pixel = PixelPoint(u: pixel.u + step.x, v: pixel.v + step.y)
      if max(abs(step.x), abs(step.y)) < 0.01 { return (pixel, found) }
    }
    return nil
  }

  /// The axes of the camera as it hangs, whatever was done to its pixels, as east, north and up.
  func mountAxes(_ turn: PixelTurn) -> (right: SIMD3<Double>, down: SIMD3<Double>) {
    let (right, down) = (enuFromBody.y, enuFromBody.z)
    return switch turn {
    case .none: (right, down)
    case .clockwise: (down, -right)
    case .half: (-right, -down)
    case .counterclockwise: (-down, right)
    }
  }
}
