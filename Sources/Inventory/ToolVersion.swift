/// The version of this tool, written into every inventory.
public enum ToolVersion {
  /// Semantic version, without a leading v.
  public static let current = "0.1.0"
}
