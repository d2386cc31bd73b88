import Foundation
import ImageKit
import TestSupport
import Testing

@testable import Detectors

/// Worn stripes as the road detector reports them, on a rendered photo with a stripe of known wear laid over its asphalt.
@Suite struct FadedMarkingDetectionTests {
  private static let gsd = 0.005

  /// The street with a white stripe along free asphalt, from (540, 790) to (558, 1330), 30 pixels (15 cm) wide.
  private func street(lost: Double) throws -> Image<RGB8> {
    let file = Fixtures.directory.appending(path: "Flights/kaohsiung-street/photos/STREET_0001.JPG")
    let photo = try JPEGDecoder.decode([UInt8](try Data(contentsOf: file)), as: RGB8.self)
    var random = SeededGenerator(seed: 4)
    // Patches of eight pixels, 4 cm.
    let patches = (0..<250 * 250).map { _ in Double.random(in: 0..<1, using: &random) }
    return Image(width: photo.width, height: photo.height) { bytes in
      photo.withUnsafeBytes { bytes.copyMemory(from: $0) }
      for y in 790..<1330 {
        for x in 500..<600 where patches[y / 8 * 250 + x / 8] >= lost {
          let along = Double(y) + 0.5 - 790
          guard abs(Double(x) + 0.5 - 540 - along / 30) <= 15 else { continue }
          bytes.storeBytes(
            of: RGB8(red: 225, green: 224, blue: 220), toByteOffset: 3 * (y * photo.width + x), as: RGB8.self)
        }
      }
    }
  }

  private func markings(_ photo: Image<RGB8>, gsd: Double?) throws -> [Detection] {
    try DetectorRunner(detector: RoadDamageDetector()).findings(in: photo, groundSampleDistance: gsd).detections.filter
    {
      $0.damageClass == .fadedMarking
    }
  }

  @Test func `a worn stripe is told with its outline, sizes, lost paint and direction to the road`() throws {
    let found = try markings(street(lost: 0.5), gsd: Self.gsd)
    let stripe = try #require(found.first)
    #expect(found.count == 1)
    #expect(abs(try #require(stripe.paintLost) - 0.5) < 0.12)
    let line = try #require(stripe.centreLines.first)
    #expect(stripe.centreLines.count == 1 && abs(Polyline(points: line).length - 540) < 60)
    #expect(abs(try #require(stripe.width).median - 30) < 6)
    // The outline is that of the stripe as it was painted, not of what is left.
    #expect(abs(Double(stripe.mask.area) - 540 * 30) < 4000)
    let box = stripe.boundingBox
    #expect(box.x > 515 && box.endX < 585 && box.y > 770 && box.endY < 1350)
    // The road runs upwards in this photo.
    #expect(try #require(stripe.angleToRoad) < 15)
    #expect((0.6...0.95).contains(stripe.confidence))
  }

  @Test func `a good stripe and a photo of unknown scale tell of none`() throws {
    #expect(try markings(street(lost: 0), gsd: Self.gsd).isEmpty)
    #expect(try markings(street(lost: 0.5), gsd: nil).isEmpty)
  }

  @Test func `where a city has no road no marking is reported`() throws {
    let found = try DetectorRunner(detector: RoadDamageDetector()).findings(
      in: street(lost: 0.5), groundSampleDistance: Self.gsd, roads: RoadGuide { _ in nil })
    #expect(found.detections.allSatisfy { $0.damageClass != .fadedMarking })
  }
}
