import Foundation

/// A labelled dataset: pictures with their truth.
public struct Dataset: Sendable {
  /// The last part of its path.
  public var name: String
  /// The formats it was read from, each once.
  public var formats: [String]
  /// The pictures, by folder and name.
  public var examples: [DatasetExample]
  /// The name of the file that chose them; `nil` for all.
  public var split: String?

  /// Reads a dataset: a folder or file of one of the formats, or a folder whose subfolders are such.
  ///
  /// - Parameters:
  ///   - url: where it is.
  ///   - split: a text file with one name a line, with or without folder and extension: only these are kept.
  public init(contentsOf url: URL, split: URL? = nil) throws(DatasetError) {
    guard FileManager.default.fileExists(atPath: url.path) else { throw .notFound(url.path) }
    name = url.deletingPathExtension().lastPathComponent
    formats = []
    examples = []
    self.split = split?.lastPathComponent
    if let reader = DatasetList.reader(of: url) {
      formats = [reader.name]
      examples = try reader.examples(in: url, folder: name)
    } else {
      for part in DatasetFiles.subfolders(of: url) {
        guard let reader = DatasetList.reader(of: part) else { continue }
        if !formats.contains(reader.name) { formats.append(reader.name) }
        let prefix = part.lastPathComponent
        examples += try reader.examples(in: part, folder: prefix).map { example in
          var example = example
          example.name = "\(prefix)/\(example.name)"
          return example
        }
      }
      guard !formats.isEmpty else { throw .unknownFormat(url.path) }
    }
    if let split { try keep(only: split) }
    guard !examples.isEmpty else { throw .empty(url.path) }
  }

  private mutating func keep(only split: URL) throws(DatasetError) {
    let text = String(decoding: try DatasetFiles.bytes(of: split), as: UTF8.self)
    let wanted = Set(
      text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        .map(DatasetFiles.stem))
    let missing = wanted.subtracting(examples.map { DatasetFiles.stem($0.name) })
    guard missing.isEmpty else { throw .splitNotInDataset(split.path, names: missing.sorted()) }
    examples = examples.filter { wanted.contains(DatasetFiles.stem($0.name)) }
  }
}
