import Foundation

/// Folders of pictures without labels: pictures of nothing when that is said, else forgotten labels.
enum BareFolders {
  /// What such folders are called among the formats.
  static let format = "empty"
  /// Folders below this depth are not looked into; links can make a folder its own subfolder.
  private static let deepest = 8

  /// Returns the pictures of a folder and of those below it that no reader recognises, by folder and name.
  ///
  /// - Parameters:
  ///   - url: a folder that no reader recognises.
  ///   - name: what the pictures at its top count for; others count for their path from it.
  static func examples(in url: URL, name: String) -> [DatasetExample] {
    examples(in: url, path: "", name: name, depth: 0)
  }

  private static func examples(in url: URL, path: String, name: String, depth: Int) -> [DatasetExample] {
    guard depth < deepest else { return [] }
    var found: [DatasetExample] = []
    var folders: [String] = []
    for entry in DatasetFiles.names(in: url) {
      let place = url.appending(path: entry)
      if DatasetFiles.isFolder(place) {
        folders.append(entry)
      } else if DatasetFiles.isPicture(entry) {
        found.append(
          DatasetExample(
            name: path + entry, folder: path.isEmpty ? name : String(path.dropLast()), image: place, truth: .nothing))
      }
    }
    for folder in folders {
      let place = url.appending(path: folder)
      guard DatasetList.reader(of: place) == nil else { continue }
      found += examples(in: place, path: "\(path)\(folder)/", name: name, depth: depth + 1)
    }
    return found
  }
}
