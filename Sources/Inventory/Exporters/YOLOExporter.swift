import Detectors
import ImageKit

/// The inventory as YOLO boxes: a text file a photo with lines `class x y width height`, as fractions of the picture.
///
/// `data.yaml` names the kinds; their numbers are the same in every export. Put the photos, or links to them, into
/// `images/` beside `labels/`. A photo that shows nothing has an empty file.
public struct YOLOExporter: InventoryExporter {
  /// The name on the command line.
  public static let name = "yolo"
  /// What the format is for.
  public static let summary = "Boxes as YOLO text files with data.yaml, a folder or ZIP file for training."
  /// The folder name that suits it.
  public static let defaultFileName = "yolo"

  /// Creates an exporter.
  public init() {}

  /// Returns the folder.
  public func content(of inventory: Inventory, options: ExportOptions) throws(ExportError) -> ExportContent {
    var files: [ExportContent.File] = []
    let kinds = DamageClass.allCases
    var text = "# Put the photos, or links to them, into images/.\npath: .\ntrain: images\nval: images\n"
    text += "nc: \(kinds.count)\nnames:\n"
    for (index, kind) in kinds.enumerated() { text += "  \(index): \(kind.rawValue)\n" }
    files.append(.init("data.yaml", Array(text.utf8)))
    var taken: Set<String> = []
    var renamed = 0
    for picture in AnnotatedPicture.pictures(of: inventory, options: options) {
      var lines = ""
      for annotation in picture.annotations {
        guard let index = kinds.firstIndex(of: annotation.damageClass), let box = Self.box(annotation, in: picture)
        else { continue }
        lines += "\(index) \(box)\n"
      }
      let stem = SafeFileName.path(picture.fileName, withoutExtension: true)
      if stem != SafeFileName.withoutExtension(picture.fileName) { renamed += 1 }
      var unique = stem
      var number = 2
      while !taken.insert(unique.lowercased()).inserted {
        unique = "\(stem)_\(number)"
        number += 1
      }
      files.append(.init("labels/\(unique).txt", Array(lines.utf8)))
    }
    let remarks =
      renamed == 0
      ? [] : ["\(renamed) photos have names that no file system takes everywhere; their labels are renamed"]
    return ExportContent(folder: files, remarks: remarks)
  }

  /// Returns centre and size as fractions of the picture, inside it; `nil` for a box without area.
  private static func box(_ annotation: Annotation, in picture: AnnotatedPicture) -> String? {
    let (width, height) = (Double(picture.width), Double(picture.height))
    let left = min(width, max(0, annotation.box.x)), right = min(width, max(0, annotation.box.endX))
    let top = min(height, max(0, annotation.box.y)), bottom = min(height, max(0, annotation.box.endY))
    guard right > left, bottom > top else { return nil }
    let numbers = [
      (left + right) / 2 / width, (top + bottom) / 2 / height, (right - left) / width, (bottom - top) / height,
    ]
    return numbers.compactMap { FixedDecimal.text($0, places: 6) }.joined(separator: " ")
  }
}

/// File names made from names that come from anywhere.
enum SafeFileName {
  /// Returns a path that stays inside its folder and that every file system takes.
  static func path(_ name: String, withoutExtension: Bool) -> String {
    let name = withoutExtension ? self.withoutExtension(name) : name
    let parts = name.split(separator: "/").map { part -> String in
      var clean = String(
        String.UnicodeScalarView(
          PlainText.oneLine(String(part)).unicodeScalars.map { "<>:\"\\|?*".unicodeScalars.contains($0) ? "_" : $0 }))
      if clean.hasPrefix(".") { clean = "_" + clean.dropFirst() }
      while clean.utf8.count > 180 { clean.removeLast() }
      while clean.hasSuffix(".") || clean.hasSuffix(" ") { clean.removeLast() }
      return clean.isEmpty ? "_" : clean
    }
    return parts.isEmpty ? "_" : parts.joined(separator: "/")
  }

  /// Returns the name without the extension of its last part.
  static func withoutExtension(_ name: String) -> String {
    guard let dot = name.lastIndex(of: "."), !name[dot...].contains("/"), dot != name.startIndex,
      name[name.index(before: dot)] != "/"
    else { return name }
    return String(name[..<dot])
  }
}
