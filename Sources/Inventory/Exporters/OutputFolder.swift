import Foundation

/// Folders for outputs.
public enum OutputFolder {
  /// Makes a folder and those above it; does nothing when it is there.
  public static func make(_ url: URL) throws(ExportError) {
    do {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    } catch let error as CocoaError {
      switch error.code {
      case .fileWriteOutOfSpace: throw .diskFull(url.path)
      case .fileWriteNoPermission: throw .notPermitted(url.path)
      case .fileWriteVolumeReadOnly: throw .readOnly(url.path)
      case .fileWriteFileExists: throw .cannotWrite(url.path, reason: "a file of that name is in the way")
      default: throw .cannotWrite(url.path, reason: error.localizedDescription)
      }
    } catch {
      throw .cannotWrite(url.path, reason: "\(error)")
    }
  }
}
