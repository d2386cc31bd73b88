/// Why a labelled dataset, or one picture of it, cannot be used; every case names the file.
public enum DatasetError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is no such file or folder.
  case notFound(String)
  /// Nothing there is a format that is read here.
  case unknownFormat(String)
  /// There are pictures and no labels; carries how many.
  case unlabelled(String, pictures: Int)
  /// Pictures were to be taken as empty, and all have labels.
  case labelled(String)
  /// Several label files could be meant.
  case ambiguous(String, files: [String])
  /// A label file is damaged; carries what is wrong.
  case malformed(String, reason: String)
  /// A label file uses what is not read here; carries what, and what to do.
  case unsupported(String, reason: String)
  /// The split names pictures that the dataset does not have.
  case splitNotInDataset(String, names: [String])
  /// There is no picture to score.
  case empty(String)
  /// The truth of one picture does not fit it; carries what is wrong.
  case badTruth(String, reason: String)

  /// What is wrong and what to do, in one sentence.
  public var description: String {
    switch self {
    case .notFound(let path): "\(path) was not found; check the path"
    case .unknownFormat(let path):
      "\(path) is no dataset that is read here; it needs images/ beside masks/ (masks of equal names), a COCO .json, or "
        + "images/ beside labels/ with classes.txt or data.yaml (YOLO); a folder of such folders will do"
    case .unlabelled(let path, let pictures):
      "\(path) has \(pictures) pictures and no labels; add masks/ or labels, or give --empty if there is nothing to be "
        + "found on them: then all that is found is false"
    case .labelled(let path):
      "\(path) has labels, and --empty is for folders of pictures without; leave it out"
    case .ambiguous(let path, let files):
      "\(path) has several COCO files (\(files.joined(separator: ", "))); give the one that is meant in place of the folder"
    case .malformed(let path, let reason): "\(path) is damaged (\(reason)); export the labels again"
    case .unsupported(let path, let reason): "\(path) cannot be read: \(reason)"
    case .splitNotInDataset(let path, let names):
      "\(path) names pictures that the dataset does not have: \(names.prefix(5).joined(separator: ", "))"
        + (names.count > 5 ? " and \(names.count - 5) more" : "") + "; give the split file that belongs to the dataset"
    case .empty(let path): "\(path) has no pictures to score; put JPEG or PNG files into images/"
    case .badTruth(let path, let reason): "\(path) is no truth for its picture (\(reason)); export the labels again"
    }
  }
}
