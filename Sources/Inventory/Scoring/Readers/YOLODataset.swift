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
        let bytes = try DatasetFiles.bytes(of: labels)
        // A picture that cannot be read is skipped later, with its reason; its boxes do not matter then.
        if !bytes.isEmpty, let size = try? DatasetPicture.size(of: image) {
          shapes = try self.shapes(of: bytes, names, size, file: labels)
        }
      }
      examples.append(
        DatasetExample(name: name, folder: folder, image: image, truth: .shapes(shapes, coverPixels: false)))
    }
    return examples
  }

  /// Returns the boxes that the bytes of a label file describe, in pixels of a picture of that size.
  static func shapes(
    of bytes: [UInt8], _ names: [Int: String], _ size: (width: Int, height: Int), file: URL
  ) throws(DatasetError) -> [LabelledShape] {
    var shapes: [LabelledShape] = []
    // Empty lines are kept for the numbers of the others.
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let fields = line.split(whereSeparator: \.isWhitespace)
      guard !fields.isEmpty else { continue }
      shapes.append(try shape(fields, names, size, at: "\(file.path), line \(index + 1)"))
    }
    return shapes
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
      return classNames(inList: try DatasetFiles.bytes(of: file))
    }
    for name in ["data.yaml", "data.yml"] {
      let file = url.appending(path: name)
      guard FileManager.default.fileExists(atPath: file.path) else { continue }
      return try classNames(inYAML: try DatasetFiles.bytes(of: file), file: file)
    }
    throw .notFound(url.appending(path: "classes.txt").path)
  }

  /// Returns the names of a list, one a line, by their place in it.
  static func classNames(inList bytes: [UInt8]) -> [Int: String] {
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    return Dictionary(uniqueKeysWithValues: lines.enumerated().map { ($0, $1.trimmingCharacters(in: .whitespaces)) })
  }

  /// Returns what stands under `names` in a YAML file: a list, or a mapping of numbers.
  static func classNames(inYAML bytes: [UInt8], file: URL) throws(DatasetError) -> [Int: String] {
    guard !hasAnchor(bytes) else {
      throw .unsupported(file.path, reason: "it has an anchor ('&'), which is not read; write its names out")
    }
    guard let names = (try? Yams.compose(yaml: String(decoding: bytes, as: UTF8.self)))?["names"] else {
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

  /// Returns whether YAML could have an anchor: '&' where a node can begin, before anything but a blank.
  ///
  /// Thirty lines that repeat each other tenfold would be unfolded into more nodes than there is time for.
  private static func hasAnchor(_ bytes: [UInt8]) -> Bool {
    var last = UInt8(ascii: "\n")
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "&"), " \t\r\n[{,".utf8.contains(last), index + 1 < bytes.count,
        !" \t\r\n".utf8.contains(bytes[index + 1])
      {
        return true
      }
      last = byte
    }
    return false
  }
}
