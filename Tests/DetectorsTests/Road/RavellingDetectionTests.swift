import Foundation
import ImageKit
import TestSupport
import Testing

@testable import Detectors

/// Ravelled asphalt as the road detector reports it, on a rendered photo whose free asphalt was given stones.
@Suite struct RavellingDetectionTests {
  private static let gsd = 0.005
  /// Free asphalt of the street: 2.4 × 2.7 m.
  private static let spot = Window(x: 440, y: 790, width: 480, height: 540)

  private func street(stones strength: Double) throws -> Image<RGB8> {
    let file = Fixtures.directory.appending(path: "Flights/kaohsiung-street/photos/STREET_0001.JPG")
    let photo = try JPEGDecoder.decode([UInt8](try Data(contentsOf: file)), as: RGB8.self)
    var random = SeededGenerator(seed: 5)
    let stones = (0..<300 * 300).map { _ in strength * Double.random(in: -1...1, using: &random) }
    return unsafe Image(width: photo.width, height: photo.height) { bytes in
      unsafe photo.withUnsafeBytes { unsafe bytes.copyMemory(from: $0) }
      for y in Self.spot.y..<Self.spot.endY {
        for x in Self.spot.x..<Self.spot.endX {
          let pixel = photo[x, y]
          let stone = stones[(y - Self.spot.y) / 3 * 300 + (x - Self.spot.x) / 3]
          let values = [pixel.red, pixel.green, pixel.blue].map { UInt8(min(255, max(0, Double($0) + stone))) }
          unsafe bytes.storeBytes(
            of: RGB8(red: values[0], green: values[1], blue: values[2]), toByteOffset: 3 * (y * photo.width + x),
            as: RGB8.self)
        }
      }
    }
  }

  private func found(_ photo: Image<RGB8>, gsd: Double?) throws -> [Detection] {
    try DetectorRunner(detector: RoadDamageDetector()).findings(in: photo, groundSampleDistance: gsd).detections.filter
    {
      $0.damageClass == .ravelling
    }
  }

  @Test func `asphalt with loose stones is told, and sound asphalt with shade, cracks and paint is not`() throws {
    #expect(try found(street(stones: 0), gsd: Self.gsd).isEmpty)
    let areas = try found(street(stones: 45), gsd: Self.gsd)
    let area = try #require(areas.first)
    #expect(areas.count == 1 && (0.5...0.75).contains(area.confidence))
    let (box, spot) = (area.boundingBox, Self.spot)
    #expect(abs(box.x - spot.x) <= 112 && abs(box.endX - spot.endX) <= 112)
    #expect(abs(box.y - spot.y) <= 112 && abs(box.endY - spot.endY) <= 112)
  }

  @Test func `a photo of unknown scale tells of none`() throws {
    #expect(try found(street(stones: 45), gsd: nil).isEmpty)
  }
}
