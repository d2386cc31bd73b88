import Foundation

/// Where test data lies.
public enum Fixtures {
  /// The root of the repository.
  public static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  /// Committed test data.
  public static let directory = repository.appending(path: "Fixtures")
  /// Real photos kept outside the repository, when they lie beside it; tests that need them skip without.
  public static let shared: URL? = {
    let url = repository.deletingLastPathComponent().appending(path: "shared/data")
    return FileManager.default.fileExists(atPath: url.path) ? url : nil
  }()
}
