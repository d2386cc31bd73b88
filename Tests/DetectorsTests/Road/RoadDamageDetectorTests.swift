import Foundation
import ImageKit
import TestSupport
import Testing

@testable import Detectors

@Suite struct RoadDamageDetectorTests {
  private func photo(_ path: String = "kaohsiung-street/photos/STREET_0002.JPG") throws -> Image<RGB8> {
    let file = Fixtures.directory.appending(path: "Flights").appending(path: path)
    return try JPEGDecoder.decode([UInt8](try Data(contentsOf: file)), as: RGB8.self)
  }

  @Test func `cracks of the street are told by their direction to the road`() throws {
    let found = try DetectorRunner(detector: RoadDamageDetector()).findings(in: photo(), groundSampleDistance: 0.005)
    let along = found.detections.filter { $0.damageClass == .longitudinalCrack && $0.boundingBox.height > 500 }
    let across = found.detections.filter { $0.damageClass == .transverseCrack && $0.boundingBox.width > 500 }
    // The road runs upwards in this photo.
    #expect(!along.isEmpty && !across.isEmpty)
    #expect(along.allSatisfy { ($0.angleToRoad ?? 90) <= 45 } && across.allSatisfy { ($0.angleToRoad ?? 0) > 45 })
    #expect(found.detections.allSatisfy { $0.damageClass != .crack }, "off the road only when asked for")
    let pavement = try #require(found.pavement)
    #expect(abs(sin((pavement.axis ?? 0) - .pi / 2)) < 0.25, "axis \(String(describing: pavement.axis))")
  }

  @Test func `a filled crack is one, and the open crack that crosses it stays open`() throws {
    let photo = try photo("kaohsiung-street-later/photos/LATER_0002.JPG")
    let runner = DetectorRunner(detector: RoadDamageDetector())
    let found = try runner.findings(in: photo, groundSampleDistance: 0.005).detections
    let sealed = found.filter { $0.damageClass == .sealedCrack }
    #expect(sealed.count == 1)
    let band = try #require(sealed.first)
    // 55 mm wide and 4.4 m long, of which this photo shows the larger part.
    let width = try #require(band.width).median
    #expect(band.boundingBox.width > 450 && abs(width * 5 - 55) < 20)
    let open = found.filter { $0.damageClass != .sealedCrack && !$0.centreLines.isEmpty }
    let crossing = open.filter { line in
      line.boundingBox.x < band.boundingBox.endX && line.boundingBox.endX > band.boundingBox.x
        && line.boundingBox.y < band.boundingBox.y && line.boundingBox.endY > band.boundingBox.endY
    }
    #expect(crossing.contains { ($0.width?.median ?? 100) * 5 < 15 })
    // Of unknown scale, nobody can tell what is wide.
    #expect(try runner.findings(in: photo).detections.allSatisfy { $0.damageClass != .sealedCrack })
  }

  @Test func `a hole full of water is a pothole and no patch`() throws {
    let photo = try photo("kaohsiung-street/photos/STREET_0004.JPG")
    let found = try DetectorRunner(detector: RoadDamageDetector()).findings(in: photo, groundSampleDistance: 0.005)
    let areas = found.detections.filter { [.pothole, .repair, .utilityCover].contains($0.damageClass) }
    let hole = try #require(areas.first { $0.damageClass == .pothole })
    let same = areas.filter { other in
      let (a, b) = (hole.boundingBox, other.boundingBox)
      let width = min(a.endX, b.endX) - max(a.x, b.x)
      let height = min(a.endY, b.endY) - max(a.y, b.y)
      return width > 0 && height > 0 && 2 * width * height > a.width * a.height
    }
    #expect(same.count == 1, "one thing is one record")
  }

  @Test func `a city's network decides where the road runs and where there is none`() throws {
    let photo = try photo()
    let runner = DetectorRunner(detector: RoadDamageDetector())
    // Turned by a quarter, along is across.
    let turned = try runner.findings(in: photo, groundSampleDistance: 0.005, roads: RoadGuide { _ in 0 })
    let long = turned.detections.filter { $0.boundingBox.height > 500 && !$0.centreLines.isEmpty }
    #expect(!long.isEmpty && long.allSatisfy { $0.damageClass != .longitudinalCrack })
    let none = try runner.findings(in: photo, groundSampleDistance: 0.005, roads: RoadGuide { _ in nil })
    #expect(none.detections.allSatisfy { $0.damageClass == .sealedCrack })
  }

  @Test func `asked for with the crack detector it does the work of both`() throws {
    let both = try DetectorList.detectors(named: ["crack", "road"])
    #expect(both.map { type(of: $0).name } == ["road"])
    #expect(try DetectorList.detectors(named: ["crack"]).map { type(of: $0).name } == ["crack"])
    #expect(both[0].models.map(\.name) == ["road-unet-s", "crack-unet-s"])
  }

  @Test func `where nothing is paved nothing is reported`() throws {
    let values = (0..<256 * 192).flatMap { index -> [UInt8] in
      let grain = UInt8((index &* 2_654_435_761 >> 8) & 31)
      return [30 + grain, 90 + grain, 25 + grain]
    }
    let lawn = unsafe Image<RGB8>(width: 256, height: 192) { unsafe $0.copyBytes(from: values) }
    let found = try DetectorRunner(detector: RoadDamageDetector()).findings(in: lawn)
    #expect(found.detections.isEmpty && found.pavement == nil)
  }

  @Test func `another network is refused with a word on what to do`() {
    let error = #expect(throws: ModelError.self) { try DetectorList.make(named: "road", model: .classical) }
    #expect(error?.description.contains("--detectors crack") == true)
  }
}
