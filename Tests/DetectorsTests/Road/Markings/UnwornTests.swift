import Foundation
import TestSupport
import Testing

@testable import Detectors

/// What could be taken for a worn stripe and is none.
@Suite struct UnwornTests {
  private static func goodStripe() -> DrawnStreet {
    var street = DrawnStreet()
    street.paint(from: (0.5, 4), to: (11.5, 4), width: 0.15)
    return street
  }

  @Test func `shadows on a good stripe are no wear`() {
    var bands = Self.goodStripe()
    bands.change(where: { u, v in (u + v).truncatingRemainder(dividingBy: 1.5) < 0.6 }) { colour, _ in colour *= 0.45 }
    #expect(bands.found.isEmpty)
    var along = Self.goodStripe()
    along.change(where: { _, v in v > 4.05 }) { colour, _ in colour *= 0.45 }
    #expect(along.found.isEmpty)
  }

  @Test func `light through leaves makes no worn stripe and wears no good one`() {
    for hasStripe in [true, false] {
      var street = hasStripe ? Self.goodStripe() : DrawnStreet()
      var random = SeededGenerator(seed: 3)
      let leaves = (0..<260).map { _ in
        (
          u: Double.random(in: 1..<11, using: &random), v: Double.random(in: 1..<7, using: &random),
          radius: Double.random(in: 0.08..<0.3, using: &random)
        )
      }
      street.change(disks: leaves) { $0 *= 0.45 }
      #expect(street.found.isEmpty, "with a stripe: \(hasStripe)")
    }
  }

  @Test func `cars, leaves and a crack on a good stripe are no wear`() {
    var car = Self.goodStripe()
    car.change(where: { u, v in (4...8.4).contains(u) && (3.3...5.1).contains(v) }) { colour, _ in
      colour = SIMD3(40, 45, 60)
    }
    #expect(car.found.isEmpty)
    var leaves = Self.goodStripe()
    var random = SeededGenerator(seed: 5)
    let places = (0..<400).map { _ in
      (u: Double.random(in: 0..<12, using: &random), v: Double.random(in: 3..<5, using: &random), radius: 0.03)
    }
    leaves.change(disks: places) { $0 = SIMD3(150, 95, 40) }
    #expect(leaves.found.isEmpty)
    var crack = Self.goodStripe()
    crack.change(where: { u, v in abs(v - 4 - 0.03 * sin(3 * u)) < 0.012 }) { colour, _ in colour = SIMD3(50, 50, 50) }
    #expect(crack.found.isEmpty)
  }

  @Test func `edges of gravel and kerbs are no stripes`() {
    var gravel = DrawnStreet()
    gravel.change(where: { u, v in v > 5 + 0.1 * sin(4 * u) + 0.06 * sin(17 * u) }) { colour, random in
      colour = SIMD3(repeating: 165 + Double.random(in: -35..<35, using: &random))
    }
    #expect(gravel.found.isEmpty)
    var kerb = DrawnStreet()
    kerb.change(where: { _, v in v > 5 }) { colour, _ in colour = SIMD3(150, 145, 138) }
    kerb.change(where: { u, v in (5...5.15).contains(v) && u.truncatingRemainder(dividingBy: 1) > 0.02 }) {
      colour, random in
      colour = SIMD3(repeating: Double.random(in: 150..<230, using: &random))
    }
    #expect(kerb.found.isEmpty)
  }

  @Test func `rows of dots and rumble strips are no worn stripes`() {
    var dots = DrawnStreet()
    for row in 0..<3 {
      for column in 0..<30 {
        let (u, v) = (1 + 0.3 * Double(column), 3 + 0.3 * Double(row))
        dots.paint(from: (u, v), to: (u + 0.12, v), width: 0.12)
      }
    }
    #expect(dots.found.isEmpty)
    var line = DrawnStreet()
    for column in 0..<30 {
      line.paint(from: (1 + 0.3 * Double(column), 4), to: (1.15 + 0.3 * Double(column), 4), width: 0.15)
    }
    #expect(line.found.isEmpty)
  }

  @Test func `bare asphalt of any grain holds nothing`() {
    for asphalt in [60.0, 105, 180] { #expect(DrawnStreet(asphalt: asphalt, seed: UInt64(asphalt)).found.isEmpty) }
  }

  @Test func `pixels must be fine enough for a stripe`() {
    #expect(MarkingSight.halvings(cell: 0.0332) == 0, "Brighton Beach")
    #expect(MarkingSight.halvings(cell: 0.005) == 2)
    #expect(MarkingSight.halvings(cell: 0.04) == nil && MarkingSight.halvings(cell: 0) == nil)
  }
}
