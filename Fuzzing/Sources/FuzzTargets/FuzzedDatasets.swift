import Detectors
import Foundation
import ImageKit

@testable import Inventory

/// A COCO file: what is accepted has numbers to calculate with, masks inside their picture, and pictures inside the dataset.
@_cdecl("fuzz_coco")
public func fuzzCOCO(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  let bytes = Array(UnsafeBufferPointer(start: data, count: size))
  let file = URL(filePath: "/set/annotations/labels.json")
  guard let pictures = try? COCODataset.pictures(of: bytes, file: file) else { return 0 }
  for picture in pictures.prefix(20) {
    for place in (try? COCODataset.places(of: picture.name, beside: file)) ?? [] {
      precondition(place.standardizedFileURL.path.hasPrefix("/set/"), "a picture outside the dataset")
    }
    check(picture.shapes, coverPixels: picture.coverPixels)
  }
  return 0
}

/// YOLO: up to the first zero byte a file of names, as a list and as YAML; after it a label file.
@_cdecl("fuzz_yolo")
public func fuzzYOLO(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  let bytes = Array(UnsafeBufferPointer(start: data, count: size))
  let end = bytes.firstIndex(of: 0) ?? bytes.count
  let (head, tail) = (Array(bytes[..<end]), Array(bytes[end...].dropFirst()))
  let file = URL(filePath: "/set/labels/1.txt")
  let names = [YOLODataset.classNames(inList: head), (try? YOLODataset.classNames(inYAML: head, file: file)) ?? [:]]
  for names in names {
    guard let shapes = try? YOLODataset.shapes(of: tail, names, (width: 61, height: 23), file: file) else { continue }
    check(shapes, coverPixels: false)
  }
  return 0
}

/// Makes the truth of shapes in a small picture and checks what the scoring relies on.
private func check(_ shapes: [LabelledShape], coverPixels: Bool) {
  let (width, height) = (61, 23)
  let example = DatasetExample(
    name: "1.png", folder: "set", image: URL(filePath: "/set/1.png"),
    truth: .shapes(shapes, coverPixels: coverPixels))
  guard let truth = try? TruthMasks(of: example, classes: [.crack, .pothole], width: width, height: height) else {
    preconditionFailure("shapes need no file")
  }
  for kind in truth.kinds.values {
    var end = (row: Int32(-1), column: Int32(0))
    for run in kind.mask?.runs ?? [] {
      precondition(run.length > 0 && run.x >= 0 && run.x + run.length <= width && run.y >= 0 && run.y < height)
      precondition((run.y, run.x) > (end.row, end.column), "runs out of order, or touching")
      end = (run.y, run.x + run.length)
    }
    for box in kind.boxes ?? [] {
      precondition([box.x, box.y].allSatisfy(\.isFinite) && box.width >= 0 && box.height >= 0)
      precondition((0...1).contains(box.intersectionOverUnion(box)))
    }
    let found = [(box: PixelBox(x: 3, y: 4, width: 20, height: 9), confidence: 0.5)]
    _ = BoxMatching(found: found, truth: kind.boxes ?? [])
  }
}
