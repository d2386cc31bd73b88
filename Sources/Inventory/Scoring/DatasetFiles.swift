import Foundation
import ImageKit

/// Looking for and reading the files of datasets.
enum DatasetFiles {
  static let pictureExtensions: Set = ["jpg", "jpeg", "png"]
  /// Label files larger than this are refused before memory is taken.
  static let largestFile = 1 << 29

  static func isFolder(_ url: URL) -> Bool {
    (try? url.resolvingSymlinksInPath().resourceValues(forKeys: [.isDirectoryKey]).isDirectory) == true
  }

  /// Returns the names in a folder, sorted, without hidden ones.
  static func names(in url: URL) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).filter { !$0.hasPrefix(".") }.sorted()
  }

  static func subfolders(of url: URL) -> [URL] {
    names(in: url).map { url.appending(path: $0) }.filter(isFolder)
  }

  static func isPicture(_ name: String) -> Bool {
    pictureExtensions.contains(URL(filePath: name).pathExtension.lowercased())
  }

  /// Returns a picture's name without folder, and without extension if it is that of a picture.
  static func stem(_ name: String) -> String {
    let last = name.split(separator: "/").last.map(String.init) ?? name
    return isPicture(last) ? URL(filePath: last).deletingPathExtension().lastPathComponent : last
  }

  static func bytes(of url: URL) throws(DatasetError) -> [UInt8] {
    guard FileManager.default.fileExists(atPath: url.path) else { throw .notFound(url.path) }
    do throws(PhotoError) {
      let file = try RegularFile(url)
      guard file.byteCount <= largestFile else { throw .tooLarge("\(file.byteCount) bytes") }
      return try file.bytes(at: 0, count: file.byteCount)
    } catch {
      throw .malformed(url.path, reason: "it \(error)")
    }
  }
}
