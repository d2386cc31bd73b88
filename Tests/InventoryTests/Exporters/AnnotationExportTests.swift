import Detectors
import Foundation
import ImageKit
import TestSupport
import Testing

@testable import Inventory

struct AnnotationExportTests {
  private func content(_ format: String, _ inventory: Inventory? = nil) throws -> ExportContent {
    try #require(ExporterList.exporter(named: format)).content(
      of: try inventory ?? Sample.inventory(), options: ExportOptions())
  }

  @Test func `the CVAT file is the recorded one`() throws {
    try expectSnapshot(try content("cvat").files[0].bytes, named: "annotations.cvat.xml")
  }

  @Test func `the COCO file has every photo, box and outline`() throws {
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(try content("coco").files[0].bytes)) as? [String: Any])
    let images = try #require(json["images"] as? [[String: Any]])
    let annotations = try #require(json["annotations"] as? [[String: Any]])
    #expect(images.count == 2 && annotations.count == 6 && json["provenance"] == nil)
    let crack = try #require(annotations.first { ($0["bbox"] as? [Int])?.first == 10 })
    #expect(crack["bbox"] as? [Int] == [10, 10, 100, 10] && crack["area"] as? Int == 940)
    let attributes = try #require(crack["attributes"] as? [String: Any])
    #expect(attributes["status"] as? String == "new" && attributes["detector"] as? String == "crack@1")
  }

  @Test func `a defect that two photos show is annotated in both, under the kind that was decided`() throws {
    var inventory = try Sample.inventory()
    var defect = try Sample.defect(Sample.crack(1))
    defect.observations.append(Sample.crack(2, shift: 50))
    defect.damageClass = .sealedCrack
    inventory.defects = [defect]
    let pictures = AnnotatedPicture.pictures(of: inventory, options: ExportOptions())
    #expect(pictures.map { $0.annotations.map(\.damageClass) } == [[.sealedCrack], [.sealedCrack]])
    #expect(pictures[1].annotations[0].box == PixelBox(x: 60, y: 10, width: 100, height: 10))
  }

  @Test func `YOLO labels are read back as the boxes they were`() throws {
    let files = try content("yolo").files
    #expect(files.map(\.path) == ["data.yaml", "labels/DJI_0001.txt", "labels/DJI_0002.txt"])
    let text = String(decoding: files[1].bytes, as: UTF8.self)
    #expect(text.contains("0 0.015000 0.005000 0.025000 0.003333\n"))
    let names = Dictionary(
      uniqueKeysWithValues: DamageClass.allCases.enumerated().map { ($0.offset, $0.element.rawValue) })
    let shapes = try YOLODataset.shapes(of: files[1].bytes, names, (4000, 3000), file: URL(filePath: "x"))
    #expect(shapes.map(\.label).sorted() == ["crack", "crack", "pothole"])
    let pothole = try #require(shapes.first { $0.label == "pothole" }?.box)
    #expect(abs(pothole.x - 500) < 0.01 && abs(pothole.y - 500) < 0.01 && abs(pothole.width - 60) < 0.01)
    #expect(String(decoding: files[0].bytes, as: UTF8.self).contains("  6: pothole\n"))
  }

  @Test func `boxes are cut at the edge of the picture`() throws {
    var inventory = try Sample.inventory()
    inventory.defects = [try Sample.defect(Sample.crack(1, shift: 3950))]
    let text = String(decoding: try content("yolo", inventory).files[1].bytes, as: UTF8.self)
    #expect(text == "0 0.995000 0.005000 0.010000 0.003333\n")
  }

  @Test func `labels of names that clash or lead elsewhere have names of their own`() throws {
    var inventory = try Sample.inventory()
    inventory.photos[0].key.name = "../../x.JPG"
    inventory.photos[1].key.name = "a/../x.JPG"
    inventory.defects = []
    let paths = try content("yolo", inventory).files.map(\.path)
    #expect(paths.allSatisfy { !$0.split(separator: "/").contains("..") } && Set(paths).count == 3, "\(paths)")
  }

  @Test func `photos of several flights are told apart`() throws {
    var inventory = try Sample.inventory()
    inventory.photos[1].key.flight = "flight-b"
    let names = AnnotatedPicture.pictures(of: inventory, options: ExportOptions()).map(\.fileName)
    #expect(names == ["flight-a/DJI_0001.JPG", "flight-b/DJI_0002.JPG"])
  }
}
