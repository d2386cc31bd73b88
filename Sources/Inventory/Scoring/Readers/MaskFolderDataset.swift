import Foundation

/// A folder with `images/` and `masks/`: for each picture a mask of the same name, PNG or JPEG, damage above 127.
public enum MaskFolderDataset: DatasetReader {
  /// What the format is called.
  public static let name = "masks"

  /// Returns whether both folders are there.
  public static func recognises(_ url: URL) -> Bool {
    ["images", "masks"].allSatisfy { DatasetFiles.isFolder(url.appending(path: $0)) }
  }

  /// Returns the pictures; one without a mask is an error, because an undamaged picture has a black one.
  public static func examples(in url: URL, folder: String) throws(DatasetError) -> [DatasetExample] {
    let (images, masks) = (url.appending(path: "images"), url.appending(path: "masks"))
    let maskNames = Dictionary(
      DatasetFiles.names(in: masks).filter(DatasetFiles.isPicture).map { (DatasetFiles.stem($0), $0) },
      uniquingKeysWith: { first, _ in first })
    var examples: [DatasetExample] = []
    for name in DatasetFiles.names(in: images) where DatasetFiles.isPicture(name) {
      guard let mask = maskNames[DatasetFiles.stem(name)] else {
        throw .badTruth(
          masks.appending(path: DatasetFiles.stem(name) + ".png").path,
          reason: "it is missing; a picture without damage needs a black mask")
      }
      examples.append(
        DatasetExample(
          name: name, folder: folder, image: images.appending(path: name), truth: .mask(masks.appending(path: mask))))
    }
    return examples
  }
}
