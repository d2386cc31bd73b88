/// Why an export cannot be written; every case names the file.
public enum ExportError: Error, Sendable, Hashable {
  /// The disk or the user's share of it is full.
  case diskFull(String)
  /// The user may not write there.
  case notPermitted(String)
  /// The file system is read-only.
  case readOnly(String)
  /// There is no such folder.
  case noSuchFolder(String)
  /// Anything else; carries the system's reason.
  case cannotWrite(String, reason: String)
  /// The folder is not empty, and what lies in it might be mixed up with the export.
  case notEmpty(String)
  /// The format cannot hold as much; carries what.
  case tooLarge(String)
  /// A library refused to encode the export; carries the format and the library's words.
  case notEncodable(String, reason: String)
}

extension ExportError: CustomStringConvertible {
  /// What is wrong and what to do, in one sentence.
  public var description: String {
    switch self {
    case .diskFull(let path): "\(path) cannot be written: the disk is full; make room and try again"
    case .notPermitted(let path): "\(path) cannot be written: permission denied; choose another folder"
    case .readOnly(let path): "\(path) cannot be written: the file system is read-only; choose another folder"
    case .noSuchFolder(let path): "\(path) cannot be written: its folder does not exist"
    case .cannotWrite(let path, let reason): "\(path) cannot be written (\(reason))"
    case .notEmpty(let path):
      "\(path) cannot be written: the folder holds something already; name a new folder, or a file ending in .zip"
    case .tooLarge(let what): "the export cannot be written: \(what); narrow it down with --where or --status"
    case .notEncodable(let format, let reason): "the \(format) file cannot be made (\(reason))"
    }
  }
}
