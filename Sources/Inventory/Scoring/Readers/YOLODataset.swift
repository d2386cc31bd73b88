import Foundation
import Yams

/// YOLO boxes: `images/`, `labels/` with a text file a picture, and `classes.txt` or `data.yaml` for the names.
///
/// A line is `class x y width height`, the centre and size as fractions of the picture. A picture without a text file has
/// nothing in it.
public enum YOLODataset: DatasetReader {
  /// What the format is called.
  public static let name = "yolo"

  /// Returns whether both folders are there.
  public static func recognises(_ url: URL) -> Bool {
    ["images", "labels"].allSatisfy { DatasetFiles.isFolder(url.appending(path: $0)) }
  }

  /// Returns the pictures with their boxes.
  public static func examples(in url: URL, folder: String) throws(DatasetError) -> [DatasetExample] {
    let names = try classNames(in: url)
    let images = url.appending(path: "images")
    var examples: [DatasetExample] = []
    for name in DatasetFiles.names(in: images) where DatasetFiles.isPicture(name) {
      let image = images.appending(path: name)
      let labels = url.appending(path: "labels/\(DatasetFiles.stem(name)).txt")
      var shapes: [LabelledShape] = []
      if FileManager.default.fileExists(atPath: labels.path) {
        let lines = String(decoding: try DatasetFiles.bytes(of: labels), as: UTF8.self)
          .split(whereSeparator: \.isNewline).map { $0.split(whereSeparator: \.isWhitespace) }
        // A picture that cannot be read is skipped later, with its reason; its boxes do not matter then.
        if lines.contains(where: { !$0.isEmpty }), let size = try? DatasetPicture.size(of: image) {
          for (index, fields) in lines.enumerated() where !fields.isEmpty {
            shapes.append(try shape(fields, names, size, at: "\(labels.path), line \(index + 1)"))
          }
        }
      }
      examples.append(
        DatasetExample(name: name, folder: folder, image: image, truth: .shapes(shapes, coverPixels: false)))
    }
    return examples
  }

  private static func shape(
    _ fields: [Substring], _ names: [Int: String], _ size: (width: Int, height: Int), at place: String
  ) throws(DatasetError) -> LabelledShape {
    let numbers = fields.dropFirst().compactMap { Double($0) }
    guard let id = Int(fields[0]), numbers.count == fields.count - 1, numbers.allSatisfy({ abs($0) <= 2 }) else {
      throw .malformed(place, reason: "a line is 'class x y width height' with fractions of the picture")
    }
    guard numbers.count == 4 else {
      throw .unsupported(place, reason: "only boxes of five numbers are read; export outlines as COCO polygons")
    }
    guard let label = names[id] else { throw .malformed(place, reason: "class \(id) has no name") }
    let (width, height) = (numbers[2] * Double(size.width), numbers[3] * Double(size.height))
    guard width >= 0, height >= 0 else { throw .malformed(place, reason: "a box of negative size") }
    return LabelledShape(
      label: label,
      box: PixelBox(
        x: numbers[0] * Double(size.width) - width / 2, y: numbers[1] * Double(size.height) - height / 2,
        width: width, height: height))
  }

  private static func classNames(in url: URL) throws(DatasetError) -> [Int: String] {
    for name in ["classes.txt", "labels/classes.txt"] {
      let file = url.appending(path: name)
      guard FileManager.default.fileExists(atPath: file.path) else { continue }
      let lines = String(decoding: try DatasetFiles.bytes(of: file), as: UTF8.self).split(whereSeparator: \.isNewline)
      return Dictionary(uniqueKeysWithValues: lines.enumerated().map { ($0, $1.trimmingCharacters(in: .whitespaces)) })
    }
    for name in ["data.yaml", "data.yml"] {
      let file = url.appending(path: name)
      guard FileManager.default.fileExists(atPath: file.path) else { continue }
      let text = String(decoding: try DatasetFiles.bytes(of: file), as: UTF8.self)
      guard let names = (try? Yams.compose(yaml: text))?["names"] else {
        throw .malformed(file.path, reason: "it has no names")
      }
      if let list = names.sequence {
        return Dictionary(uniqueKeysWithValues: list.enumerated().map { ($0, $1.string ?? "") })
      }
      if let mapping = names.mapping {
        return Dictionary(
          mapping.compactMap { key, value in key.int.map { ($0, value.string ?? "") } },
          uniquingKeysWith: { first, _ in first })
      }
      throw .malformed(file.path, reason: "its names are no list")
    }
    throw .notFound(url.appending(path: "classes.txt").path)
  }
}
