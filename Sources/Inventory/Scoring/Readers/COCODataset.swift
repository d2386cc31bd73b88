import Foundation
import ImageKit

/// COCO instances: a `.json` with images, categories and annotations of polygons or boxes, the pictures beside it.
///
/// Pictures are looked for beside the file, in `images/` there, and in `images/` one folder up. Pixels are scored on
/// pictures all of whose annotations have polygons, and on empty ones if any annotation has.
public enum COCODataset: DatasetReader {
  /// What the format is called.
  public static let name = "coco"

  /// Returns whether this is a JSON file, or a folder with one at the top or in `annotations/`.
  public static func recognises(_ url: URL) -> Bool { !files(in: url).isEmpty }

  /// Returns the pictures with their shapes.
  public static func examples(in url: URL, folder: String) throws(DatasetError) -> [DatasetExample] {
    let files = files(in: url)
    guard let file = files.first else { throw .unknownFormat(url.path) }
    guard files.count == 1 else { throw .ambiguous(url.path, files: files.map(\.lastPathComponent)) }
    return try pictures(of: try DatasetFiles.bytes(of: file), file: file).map { (entry) throws(DatasetError) in
      DatasetExample(
        name: entry.name, folder: folder, image: try picture(entry.name, of: file),
        truth: .shapes(entry.shapes, coverPixels: entry.coverPixels))
    }
  }

  /// Returns the pictures that the bytes of a file describe, by name, without looking for them.
  static func pictures(
    of bytes: [UInt8], file: URL
  ) throws(DatasetError) -> [(name: String, shapes: [LabelledShape], coverPixels: Bool)] {
    let contents: COCOFile
    do {
      contents = try JSONDecoder().decode(COCOFile.self, from: Data(bytes))
    } catch let error as DecodingError {
      throw .malformed(file.path, reason: COCOFile.words(error))
    } catch {
      throw .malformed(file.path, reason: "\(error)")
    }
    let labels = Dictionary(contents.categories.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    let annotations = Dictionary(grouping: contents.annotations, by: \.image_id)
    var shapes: [Int: [LabelledShape]] = [:]
    for (image, list) in annotations {
      for annotation in list { shapes[image, default: []].append(try shape(annotation, labels, file)) }
    }
    let hasOutlines = shapes.values.contains { $0.contains { !$0.outlines.isEmpty } }
    return contents.images.sorted { $0.file_name < $1.file_name }.map { image in
      let own = shapes[image.id] ?? []
      return (image.file_name, own, hasOutlines && own.allSatisfy { !$0.outlines.isEmpty })
    }
  }

  private static func files(in url: URL) -> [URL] {
    if !DatasetFiles.isFolder(url) { return url.pathExtension.lowercased() == "json" ? [url] : [] }
    for folder in [url, url.appending(path: "annotations")] {
      let found = DatasetFiles.names(in: folder).filter { $0.lowercased().hasSuffix(".json") }
      if !found.isEmpty { return found.map { folder.appending(path: $0) } }
    }
    return []
  }

  private static func shape(
    _ annotation: COCOFile.Annotation, _ labels: [Int: String], _ file: URL
  ) throws(DatasetError) -> LabelledShape {
    guard let label = labels[annotation.category_id] else {
      throw .malformed(file.path, reason: "annotation \(annotation.id) has no category \(annotation.category_id)")
    }
    var outlines: [[PixelPoint]] = []
    switch annotation.segmentation {
    case nil: break
    case .runLengths:
      throw .unsupported(
        file.path,
        reason: "annotation \(annotation.id) is run-length coded; export it as polygons, or as images/ and masks/")
    case .polygons(let rings):
      for ring in rings {
        guard ring.count >= 6, ring.count.isMultiple(of: 2), ring.allSatisfy({ abs($0) < 1e6 }) else {
          throw .malformed(file.path, reason: "annotation \(annotation.id) has a polygon that is none")
        }
        outlines.append(stride(from: 0, to: ring.count, by: 2).map { PixelPoint(u: ring[$0], v: ring[$0 + 1]) })
      }
    }
    var box: PixelBox?
    if let numbers = annotation.bbox, !numbers.isEmpty {
      guard numbers.count == 4, numbers.allSatisfy({ abs($0) < 1e6 }), numbers[2] >= 0, numbers[3] >= 0 else {
        throw .malformed(file.path, reason: "annotation \(annotation.id) has a box that is none")
      }
      box = PixelBox(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3])
    }
    return LabelledShape(label: label, box: box, outlines: outlines)
  }

  private static func picture(_ name: String, of file: URL) throws(DatasetError) -> URL {
    let places = try places(of: name, beside: file)
    guard let found = places.first(where: { FileManager.default.fileExists(atPath: $0.path) }) else {
      throw .notFound(places[1].path)
    }
    return found
  }

  /// Returns where a picture may lie, none of it outside the dataset.
  static func places(of name: String, beside file: URL) throws(DatasetError) -> [URL] {
    let folder = file.deletingLastPathComponent()
    guard !name.hasPrefix("/"), !name.split(separator: "/").contains("..") else {
      throw .malformed(file.path, reason: "the picture '\(name)' lies outside the dataset")
    }
    return [
      folder, folder.appending(path: "images"), folder.deletingLastPathComponent().appending(path: "images"),
    ].map { $0.appending(path: name) }
  }
}
