/// By how much an editor turned a photo's pixels after its tags were written, clockwise.
///
/// The tags then describe another picture: each point of the ground is looked for on the wrong side of the photo. A
/// turn of the pixels is a turn of the camera about its axis the other way.
public enum PixelTurn: Int, Hashable, Sendable, Codable, CaseIterable {
  /// As the camera wrote them.
  case none = 0
  /// A quarter clockwise.
  case clockwise = 90
  /// Upside down.
  case half = 180
  /// A quarter counter-clockwise.
  case counterclockwise = 270

  /// The clockwise angle in degrees.
  public var degrees: Int { rawValue }
}

extension Orientation {
  /// Returns where the camera of a picture looks whose pixels were turned.
  ///
  /// A camera that looks straight down is given with its roll near 0 and its yaw turned, as its tags would have it.
  public func turned(_ turn: PixelTurn) -> Orientation {
    guard turn != .none else { return self }
    let rolled = Orientation(yaw: yaw, pitch: pitch, roll: Angle.signed(roll - Double(turn.degrees)))
    guard turn == .half, abs(pitch + 90) <= 10 else { return rolled }
    // (y, p, r) turns as (y + 180°, −180° − p, r + 180°) does.
    return Orientation(yaw: Angle.signed(yaw + 180), pitch: -180 - pitch, roll: Angle.signed(rolled.roll + 180))
  }
}

extension Camera {
  /// Returns the camera of a picture whose pixels were turned.
  ///
  /// The size stays that of the stored picture; what the lens does turns with the pixels. The principal point and the
  /// focal lengths are those of the camera as it was built, put into the stored picture.
  public func turned(_ turn: PixelTurn) -> Camera {
    var camera = self
    // From the middle of the picture, which stays where it is.
    let offset = SIMD2(principalPoint.u - Double(width) / 2, principalPoint.v - Double(height) / 2)
    let tangential = SIMD2(distortion.p2, distortion.p1)
    let (moved, bent) = (Self.turned(offset, turn), Self.turned(tangential, turn))
    camera.principalPoint = PixelPoint(u: Double(width) / 2 + moved.x, v: Double(height) / 2 + moved.y)
    camera.distortion.p2 = bent.x
    camera.distortion.p1 = bent.y
    if turn == .clockwise || turn == .counterclockwise {
      (camera.focalLengthX, camera.focalLengthY) = (focalLengthY, focalLengthX)
    }
    return camera
  }

  /// Returns a vector of the picture, x right and y down, after the picture was turned.
  private static func turned(_ vector: SIMD2<Double>, _ turn: PixelTurn) -> SIMD2<Double> {
    switch turn {
    case .none: vector
    case .clockwise: SIMD2(-vector.y, vector.x)
    case .half: -vector
    case .counterclockwise: SIMD2(vector.y, -vector.x)
    }
  }
}

extension GroundProjection {
  /// Returns the projection of a picture whose pixels were turned.
  public func turned(_ turn: PixelTurn) -> GroundProjection {
    guard turn != .none else { return self }
    return GroundProjection(
      camera: camera.turned(turn), pose: Pose(coordinate: pose.coordinate, orientation: pose.orientation.turned(turn)),
      surface: surface, sigmas: sigmas, limits: limits)
  }

  /// Returns the projection with a corrected pose.
  public func corrected(by correction: PoseCorrection) -> GroundProjection {
    guard correction != .none else { return self }
    return GroundProjection(
      camera: camera, pose: pose.corrected(by: correction), surface: surface, sigmas: sigmas, limits: limits)
  }
}
