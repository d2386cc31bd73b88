/// Which network a detector works with.
public enum ModelChoice: Sendable {
  /// The one that is part of the program.
  case builtIn
  /// The user's own.
  case custom(DetectorModel)
  /// None: the detector's method without a network, for comparison.
  case classical

  /// What chooses ``classical`` on the command line.
  public static let classicalName = "none"
}
