import Foundation
import ImageKit
import TestSupport
import Testing

@testable import Detectors

@Suite struct RuledLineTests {
  private let rule = RuledLine(groundSampleDistance: 0.005)

  /// A line measured to a quarter of a pixel.
  private func line(_ count: Int, seed: UInt64 = 3, _ point: (Double) -> PixelPoint) -> Polyline {
    var random = SeededGenerator(seed: seed)
    return Polyline(
      points: (0..<count).map { i in
        let p = point(Double(i))
        return PixelPoint(
          u: p.u + .random(in: -0.4...0.4, using: &random), v: p.v + .random(in: -0.4...0.4, using: &random))
      })
  }

  @Test func `joints, squares and covers are made`() {
    #expect(rule.isMade(line(60) { PixelPoint(u: 5 + 0.9 * $0, v: 9 + 0.4 * $0) }))
    #expect(rule.isMade(line(400) { PixelPoint(u: 3000 - $0, v: 2000 + 0.1 * $0) }))
    #expect(rule.isMade(line(400) { PixelPoint(u: min($0, 200), v: max(0, $0 - 200)) }))
    #expect(rule.isMade(line(360) { PixelPoint(u: 100 + 57 * cos($0 / 57), v: 90 + 57 * sin($0 / 57)) }))
  }

  @Test(arguments: [12.0, 30, 60]) func `what wanders is not made`(wave: Double) {
    let wandering = line(300) { PixelPoint(u: $0, v: 50 + 4 * sin($0 / wave) + 2 * sin($0 / 9)) }
    #expect(!rule.isMade(wandering))
    #expect(!rule.isMade(Polyline(points: Array(wandering.points.prefix(60)))))
  }

  @Test func `a bend, a short line and a rough ring are not made`() {
    #expect(!rule.isMade(line(200) { PixelPoint(u: 400 * cos($0 / 400), v: 400 * sin($0 / 400)) }))
    #expect(!rule.isMade(line(30) { PixelPoint(u: $0, v: 4) }))
    #expect(!rule.isMade(line(360) { PixelPoint(u: (57 + 4 * sin($0 / 8)) * cos($0 / 57), v: 57 * sin($0 / 57)) }))
    #expect(!rule.isMade(Polyline(points: [])))
  }

  @Test func `where a pixel is centimetres wide, straight lines stay`() {
    let straight = line(300) { PixelPoint(u: $0, v: 20 + 0.3 * $0) }
    #expect(rule.isMade(straight))
    #expect(RuledLine(groundSampleDistance: nil).isMade(straight))
    #expect(!RuledLine(groundSampleDistance: 0.0175).isMade(straight))
  }

  @Test func `a crack across a joint is reported and the joint is not`() throws {
    let crack = Pictures.winding(width: 320, height: 240, turn: 0.5)
    let joint = [PixelPoint(u: 150, v: -5), PixelPoint(u: 170, v: 245)]
    let one = Pictures.line(crack, lineWidth: 3, contrast: 0.6, width: 320, height: 240, seed: 1)
    let two = Pictures.line(joint, lineWidth: 3, contrast: 0.6, width: 320, height: 240, seed: 2)
    let photo = Pictures.photo(width: 320, height: 240) { x, y in
      Pictures.gray(Double(min(one[x, y].green, two[x, y].green)))
    }
    let tile = Tile(photo: photo, window: photo.bounds, groundSampleDistance: 0.005)
    let lines = try CrackDetector(crackMap: RidgeCrackMap()).detections(in: tile).flatMap(\.centreLines)
    let length = lines.reduce(0) { $0 + Polyline(points: $1).length }
    #expect(abs(length / Pictures.length(crack) - 1) < 0.1, "\(length) of \(Pictures.length(crack))")
    for point in lines.joined() { #expect(abs(point.v - 120) < 60, "on the joint: \(point)") }
  }
}
