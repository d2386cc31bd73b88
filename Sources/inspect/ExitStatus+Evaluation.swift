import Inventory

extension DatasetError {
  /// How the command ends.
  var exitStatus: ExitStatus {
    switch self {
    case .notFound: .inputNotFound
    case .unknownFormat, .unlabelled, .malformed, .unsupported, .empty, .badTruth: .nothingUsable
    case .labelled, .ambiguous, .splitNotInDataset: .usage
    }
  }
}

extension BaselineError {
  /// How the command ends.
  var exitStatus: ExitStatus {
    switch self {
    case .notFound: .inputNotFound
    case .malformed: .nothingUsable
    case .different: .usage
    }
  }
}

extension CommandFailure {
  /// Runs something and words what it throws about a dataset or a baseline.
  static func wording<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as DatasetError {
      throw CommandFailure(error.exitStatus, "\(error)")
    } catch let error as BaselineError {
      throw CommandFailure(error.exitStatus, "\(error)")
    }
  }
}
