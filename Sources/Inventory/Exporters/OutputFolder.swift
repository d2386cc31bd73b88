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

  /// Writes files into a new folder, which is there as a whole or not at all.
  ///
  /// They go to a temporary folder beside it, which is renamed. A folder that holds something already is refused.
  public static func write(_ files: [ExportContent.File], to url: URL) throws(ExportError) {
    let manager = FileManager.default
    let path = url.path
    if manager.fileExists(atPath: path) {
      guard let names = try? manager.contentsOfDirectory(atPath: path) else {
        throw .cannotWrite(path, reason: "a file of that name is in the way; name a folder, or a file ending in .zip")
      }
      guard names.isEmpty else { throw .notEmpty(path) }
    }
    let parent = url.deletingLastPathComponent()
    guard manager.fileExists(atPath: parent.path) else { throw .noSuchFolder(path) }
    let temporary = parent.appending(
      path: ".\(url.lastPathComponent.prefix(100)).\(ProcessInfo.processInfo.processIdentifier)-0.part")
    try? manager.removeItem(at: temporary)
    do throws(ExportError) {
      for file in files {
        let target = temporary.appending(path: file.path)
        try make(target.deletingLastPathComponent())
        try AtomicFile.write(file.bytes, to: target)
      }
      try AtomicFile.move(temporary, to: url)
    } catch {
      try? manager.removeItem(at: temporary)
      throw error
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
