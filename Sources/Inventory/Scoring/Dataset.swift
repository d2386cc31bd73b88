import Detectors
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
  /// Folders whose pictures are left out because they have no labels, in the order of their names.
  public var unlabelledFolders: [String]

  /// Reads a dataset: a folder or file of one of the formats, or a folder whose subfolders are such.
  ///
  /// - Parameters:
  ///   - url: where it is.
  ///   - split: a text file with one name a line, with or without folder and extension: only these are kept.
  ///   - takesBareAsEmpty: true where folders of pictures without labels, at any depth, show nothing that a detector
  ///     is meant to find.
  /// - Throws: ``DatasetError``; that a folder has no labels, or with `takesBareAsEmpty` that none is without.
  public init(contentsOf url: URL, split: URL? = nil, takesBareAsEmpty: Bool = false) throws(DatasetError) {
    guard FileManager.default.fileExists(atPath: url.path) else { throw .notFound(url.path) }
    name = url.deletingPathExtension().lastPathComponent
    formats = []
    examples = []
    unlabelledFolders = []
    self.split = split?.lastPathComponent
    if let reader = DatasetList.reader(of: url) {
      guard !takesBareAsEmpty else { throw .labelled(url.path) }
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
      try add(BareFolders.examples(in: url, name: name), areEmpty: takesBareAsEmpty, of: url)
    }
    if let split { try keep(only: split) }
    guard !examples.isEmpty else { throw .empty(url.path) }
  }

  /// Takes pictures without labels as empty, or remembers that they are left out.
  private mutating func add(_ bare: [DatasetExample], areEmpty: Bool, of url: URL) throws(DatasetError) {
    if areEmpty {
      guard !bare.isEmpty else { throw formats.isEmpty ? .empty(url.path) : .labelled(url.path) }
      formats.append(BareFolders.format)
      examples += bare
    } else {
      guard !formats.isEmpty else {
        throw bare.isEmpty ? .unknownFormat(url.path) : .unlabelled(url.path, pictures: bare.count)
      }
      unlabelledFolders = Set(bare.map(\.folder)).sorted()
    }
  }

  /// Returns those of a detector's kinds that the labels tell.
  ///
  /// A mask tells of the first alone, shapes of what any of their labels names, and a sound picture of all. What a dataset does
  /// not tell of is neither right nor wrong.
  public func told(of classes: [DamageClass]) -> [DamageClass] {
    var told = Set(classes.prefix(1))
    for example in examples {
      switch example.truth {
      case .mask: continue
      case .shapes(let shapes, _):
        told.formUnion(shapes.compactMap { LabelClasses.damageClass(of: $0.label, among: classes) })
      case .nothing: return classes
      }
    }
    return classes.filter(told.contains)
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
