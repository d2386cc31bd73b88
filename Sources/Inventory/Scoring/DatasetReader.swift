import Foundation

/// Reads one format of labelled datasets.
///
/// To add one: write its file in `Readers/` and add it to ``DatasetList/readers``.
public protocol DatasetReader: Sendable {
  /// What the format is called in outputs: `coco`.
  static var name: String { get }
  /// Returns whether a file or folder looks like the format; cheap.
  static func recognises(_ url: URL) -> Bool
  /// Returns the pictures with their truth, in the order of their names.
  ///
  /// - Parameters:
  ///   - url: what was recognised.
  ///   - folder: the name of the folder that the pictures count for.
  static func examples(in url: URL, folder: String) throws(DatasetError) -> [DatasetExample]
}

/// The formats of labelled datasets that are read.
public enum DatasetList {
  /// All readers; the first that recognises a folder reads it.
  public static let readers: [any DatasetReader.Type] = [
    MaskFolderDataset.self, COCODataset.self, YOLODataset.self,
  ]

  static func reader(of url: URL) -> (any DatasetReader.Type)? { readers.first { $0.recognises(url) } }
}
