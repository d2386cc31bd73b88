/// What a surface is known relative to: whether it moves when the camera's pose turns out to be wrong.
///
/// A wall surveyed by its corners stays where it is; one known by its distance from the camera moves with the camera,
/// so that the camera's error is the place's error in full.
public enum SurfaceAttachment: Hashable, Sendable {
  /// To the earth: the camera's pose has no part in where the surface is.
  case world
  /// To a point on the optical axis, at a known distance; the surface turns with the camera's yaw, not with its tilt.
  case heading
  /// To the camera: the surface turns with it in every way.
  case camera
}
