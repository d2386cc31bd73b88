import Foundation

/// Where test data lies.
public enum Fixtures {
  /// The root of the repository.
  public static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Committed test data.
  public static let directory = repository.appending(path: "Fixtures")

  /// The shared collection of real photos, when it lies beside the repository.
  public static let shared: URL? = {
    let url = repository.deletingLastPathComponent().appending(path: "shared/data")
    return FileManager.default.fileExists(atPath: url.path) ? url : nil
  }()

  /// What a test says that is skipped without ``shared``; `.ci/run` looks for these words.
  public static let needsShared = "needs the shared photo collection beside the repository"
}
