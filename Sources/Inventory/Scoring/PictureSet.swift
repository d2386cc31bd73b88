import Foundation
import ImageKit

/// Which labelled pictures were scored, told apart without opening one: another choice of them cannot be compared.
public struct PictureSet: Codable, Sendable, Hashable {
  /// The number of pictures, with those that could not be scored.
  public var count: Int
  /// The SHA-256 of their names, one a line, in the order of the dataset.
  public var namesSHA256: String
  /// The bytes of their files together, without those of the labels.
  public var byteCount: Int
  /// The formats of their labels.
  public var formats: [String]
  /// The name of the file that chose them; `nil` for all of a dataset.
  public var split: String?

  /// Describes the pictures of a dataset by names and file sizes.
  public init(_ dataset: Dataset) {
    count = dataset.examples.count
    namesSHA256 = FileDigest.sha256(dataset.examples.flatMap { Array($0.name.utf8) + [0x0A] })
    // A file that is none has no size: it is skipped later, with its reason.
    byteCount = dataset.examples.reduce(0) { $0 + ((try? RegularFile($1.image))?.byteCount ?? 0) }
    formats = dataset.formats
    split = dataset.split
  }
}
