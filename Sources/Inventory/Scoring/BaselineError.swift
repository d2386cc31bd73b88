/// Why a baseline cannot be compared with; every case names the file.
public enum BaselineError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is no such file.
  case notFound(String)
  /// It is no baseline; carries what is wrong.
  case malformed(String, reason: String)
  /// It was made of something else; carries what, there and now.
  case different(String, what: String, before: String, after: String)

  /// What is wrong and what to do, in one sentence.
  public var description: String {
    switch self {
    case .notFound(let path): "the baseline \(path) was not found; make one with --write-baseline \(path)"
    case .malformed(let path, let reason):
      "\(path) is no baseline (\(reason)); make it again with --write-baseline"
    case .different(let path, let what, let before, let after):
      "the baseline \(path) has \(what) \(before), this evaluation \(after): they cannot be compared; evaluate as it was "
        + "made, or make it again with --write-baseline"
    }
  }
}
