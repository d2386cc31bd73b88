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

  /// Removes the temporary files of runs that were killed; only for a folder that nobody else is writing into.
  static func removeLeftovers(in url: URL) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    for name in names where name.wholeMatch(of: /\..+\.\d+-\d+\.part/) != nil {
      // One that cannot be removed does no harm: its name is never used again.
      try? FileManager.default.removeItem(at: url.appending(path: name))
    }
  }
}
