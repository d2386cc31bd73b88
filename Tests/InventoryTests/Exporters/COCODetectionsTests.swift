import Detectors
import Foundation
import ImageKit
import Testing

@testable import Inventory

struct COCODetectionsTests {
  private func detection() -> Detection {
    // A frame of 6 × 4 pixels with a hole of 2 × 2.
    let runs = (0..<4).flatMap { row -> [PixelMask.Run] in
      let y = Int32(row + 2)
      guard (1...2).contains(row) else { return [PixelMask.Run(y: y, x: 3, length: 6)] }
      return [PixelMask.Run(y: y, x: 3, length: 2), PixelMask.Run(y: y, x: 7, length: 2)]
    }
    let outer = [PixelPoint(u: 3, v: 2), PixelPoint(u: 9, v: 2), PixelPoint(u: 9, v: 6), PixelPoint(u: 3, v: 6)]
    let hole = [PixelPoint(u: 5, v: 3), PixelPoint(u: 5, v: 5), PixelPoint(u: 7, v: 5), PixelPoint(u: 7, v: 3)]
    return Detection(
      damageClass: .crack, confidence: 0.12345, mask: PixelMask(runs: runs), outline: [outer, hole],
      pattern: .map)
  }

  private func file() -> COCODetections {
    COCODetections(
      pictures: [
        .init(fileName: "a/\"><script>.jpg", width: 20, height: 10, detections: [detection()]),
        .init(fileName: "空.jpg", width: 4, height: 4, detections: []),
      ], damageClasses: [.pothole, .crack], provenance: Sample.provenance)
  }

  @Test func `the file is the recorded one`() throws {
    try expectSnapshot(file().bytes(), named: "detections.json")
  }

  @Test func `an angle to the road is an attribute, and without attributes there are none`() throws {
    var file = file()
    file.pictures[0].detections[0].angleToRoad = 87.25
    #expect(String(decoding: file.bytes(), as: UTF8.self).contains("{\"pattern\":\"map\",\"angle_to_road_deg\":87.3}"))
    file.pictures[0].detections[0].angleToRoad = nil
    file.pictures[0].detections[0].pattern = nil
    #expect(!String(decoding: file.bytes(), as: UTF8.self).contains("attributes"))
  }

  @Test func `box, area, score and category are those of the detection`() throws {
    let json = try #require(try JSONSerialization.jsonObject(with: Data(file().bytes())) as? [String: Any])
    let annotation = try #require((json["annotations"] as? [[String: Any]])?.first)
    #expect(annotation["bbox"] as? [Int] == [3, 2, 6, 4])
    #expect(annotation["area"] as? Int == 20)
    #expect(annotation["score"] as? Double == 0.1235)
    #expect(annotation["image_id"] as? Int == 1)
    #expect((annotation["attributes"] as? [String: String]) == ["pattern": "map"])
    let categories = try #require(json["categories"] as? [[String: Any]])
    #expect(categories.map { $0["name"] as? String } == ["crack", "pothole"])
    #expect(annotation["category_id"] as? Int == categories[0]["id"] as? Int)
    #expect((json["images"] as? [[String: Any]])?.map { $0["file_name"] as? String } == ["a/\"><script>.jpg", "空.jpg"])
  }

  @Test func `filling the polygon gives the pixels of the mask`() {
    let polygons = PixelPolygon.withoutHoles(detection().outline)
    #expect(polygons.count == 1)
    var filled: Set<[Int32]> = []
    for y in 0..<10 {
      for x in 0..<20 where PixelRing.contains(polygons[0], PixelPoint(u: Double(x) + 0.5, v: Double(y) + 0.5)) {
        filled.insert([Int32(x), Int32(y)])
      }
    }
    var mask: Set<[Int32]> = []
    for run in detection().mask.runs { for x in run.x..<run.x + run.length { mask.insert([x, run.y]) } }
    #expect(filled == mask)
  }

  @Test func `a category keeps its id whatever else is in the file`() {
    #expect(COCODetections.categoryID(of: .crack) == 1)
    #expect(Set(DamageClass.allCases.map(COCODetections.categoryID(of:))).count == DamageClass.allCases.count)
  }
}
