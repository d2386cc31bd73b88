/// How far a photo could be tied to the ground.
public enum GeoreferenceStatus: String, Sendable, Hashable, Codable, CaseIterable {
  /// Every pixel can be placed: position, attitude, camera and ground are known.
  case placed
  /// Only the camera's own position is known; damage is placed there.
  case cameraOnly = "camera_only"
  /// No usable position.
  case none
}
