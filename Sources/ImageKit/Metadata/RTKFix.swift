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

extension RTKFix {
  /// Creates the state from DJI's flag, or `nil` for a number without a meaning.
  ///
  /// The numbers stand in the maker's manuals: DJI, Mavic 3M user manual, page 89.
  init?(djiFlag flag: Double) {
    switch flag {
    case 0: self = .none
    case 16: self = .single
    case 32..<50: self = .float
    case 50: self = .fixed
    default: return nil
    }
  }
}
