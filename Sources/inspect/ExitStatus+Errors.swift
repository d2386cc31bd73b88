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
