import Foundation
import ImageKit
import TestSupport
import Testing

@testable import Detectors

@Suite struct ShadowBandTests {
  /// A winding dark band on warm, textured ground; what is left of each channel inside it.
  private func band(width: Double, red: Double, green: Double, blue: Double) -> Tile {
    let points = Pictures.winding(width: 320, height: 200, turn: 0.3)
    let cover = Pictures.line(points, lineWidth: width, contrast: 1, width: 320, height: 200, ground: 255, noise: 0)
    var random = SeededGenerator(seed: 11)
    let photo = Pictures.photo(width: 320, height: 200) { x, y in
      let inside = 1 - Double(cover[x, y].green) / 255
      let ground = 150 + Double.random(in: -5...5, using: &random)
      func channel(_ value: Double, _ left: Double) -> UInt8 { UInt8(value * (1 - inside * (1 - left))) }
      return RGB8(red: channel(ground, red), green: channel(ground, green), blue: channel(ground * 0.9, blue))
    }
    return Tile(photo: photo, window: photo.bounds, groundSampleDistance: 0.005)
  }

  @Test func `a wide crack is reported`() throws {
    #expect(
      try CrackDetector(crackMap: RidgeCrackMap()).detections(in: band(width: 9, red: 0.4, green: 0.4, blue: 0.4)).count
        == 1)
    // Almost black: what colour there is says nothing.
    #expect(
      try CrackDetector(crackMap: RidgeCrackMap()).detections(in: band(width: 9, red: 0.1, green: 0.11, blue: 0.14))
        .count == 1)
  }

  @Test func `a band lit by the blue sky alone is not`() throws {
    #expect(
      try CrackDetector(crackMap: RidgeCrackMap()).detections(in: band(width: 9, red: 0.4, green: 0.44, blue: 0.52))
        .isEmpty)
  }

  @Test func `a narrow line may be bluish`() throws {
    #expect(
      try CrackDetector(crackMap: RidgeCrackMap()).detections(in: band(width: 3, red: 0.4, green: 0.44, blue: 0.52))
        .count == 1)
  }
}
