import Foundation
import TestSupport

/// The files of the repository, for tests that read the source.
enum SourceTree {
  struct File {
    let path: String
    let text: String
  }

  static func swiftFiles(in folder: String) throws -> [File] {
    try files(in: folder, extensions: ["swift"])
  }

  /// Returns the files below a folder in the order of their paths; none is an error, so that no rule is vacuous.
  static func files(in folder: String, extensions: Set<String>) throws -> [File] {
    let root = Fixtures.repository.appending(path: folder)
    let enumerator = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
    var files: [File] = []
    while let url = enumerator?.nextObject() as? URL {
      guard extensions.contains(url.pathExtension) else { continue }
      let path = url.path.replacingOccurrences(of: Fixtures.repository.path, with: "")
      files.append(File(path: String(path.drop { $0 == "/" }), text: try String(contentsOf: url, encoding: .utf8)))
    }
    struct Empty: Error { let folder: String }
    guard !files.isEmpty else { throw Empty(folder: folder) }
    return files.sorted { $0.path < $1.path }
  }

  /// Returns the names of the modules a file imports.
  static func imports(in text: String) -> [String] {
    text.matches(of: /(?m)^\s*(?:@\w+(?:\(\w+\))?\s+)?(?:public |internal |private )?import (?:\w+ )?(\w+)/).map {
      String($0.1)
    }
  }
}
