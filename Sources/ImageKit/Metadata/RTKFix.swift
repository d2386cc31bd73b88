/// The state of a real-time kinematic receiver at exposure.
public enum RTKFix: String, Hashable, Sendable, Codable {
  /// No correction.
  case none
  /// A single point solution: metres.
  case single
  /// A float solution: decimetres.
  case float
  /// A fixed solution: centimetres.
  case fixed
}
