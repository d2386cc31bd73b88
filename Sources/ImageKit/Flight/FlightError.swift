/// Why a flight cannot be read at all.
public enum FlightError: Error, Hashable, Sendable {
  /// There is no file or folder at the path.
  case notFound(String)
  /// The folder cannot be listed; carries the path and the system's reason.
  case notReadable(String, reason: String)
  /// No photo can be used; carries the path, what was skipped and how many other files there were.
  case nothingUsable(String, skipped: [SkippedPhoto], ignoredFileCount: Int)
}

extension FlightError: CustomStringConvertible {
  /// What is wrong and what to do about it, in one sentence.
  public var description: String {
    switch self {
    case .notFound(let path): "\(path) does not exist; give a folder of photos or a photo"
    case .notReadable(let path, let reason):
      "\(path) cannot be read (\(reason)); check permissions and the card or disk"
    case .nothingUsable(let path, let skipped, let ignored):
      if let first = skipped.first {
        "\(path) has no usable photo: \(skipped.count) skipped, the first \(first.name), which \(first.error)"
      } else {
        "\(path) has no JPEG photos (\(ignored) other files); give the folder that holds them"
      }
    }
  }
}
