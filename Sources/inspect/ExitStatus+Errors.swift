import Detectors
import Inventory

extension StoreError {
  /// How the command ends.
  var exitStatus: ExitStatus {
    switch self {
    case .notFound: .inputNotFound
    case .inUse: .tryAgainLater
    case .diskFull, .cannotWrite: .cannotWrite
    case .notADatabase, .notAnInventory, .newerSchema, .damaged, .foreignTrigger, .cannotRead, .duplicatePhoto:
      .nothingUsable
    case .fault: .internalError
    }
  }
}

extension ModelError {
  /// How the command ends.
  var exitStatus: ExitStatus {
    switch self {
    case .notFound: .assetMissing
    case .unreadable, .badManifest, .wrongHash, .badWeights, .unsupported, .tooLarge: .nothingUsable
    }
  }
}

extension CommandFailure {
  /// Words an error of a model and chooses how the command ends.
  init(_ error: ModelError) {
    self.init(error.exitStatus, error.description)
  }
}
