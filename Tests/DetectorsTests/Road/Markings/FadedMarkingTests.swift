import Foundation
import Testing

@testable import Detectors

/// Streets of which all is drawn: what is worn is found and measured, and what is good or no paint at all is left alone.
@Suite struct FadedMarkingTests {
  @Test(arguments: [0.1, 0.15, 0.3]) func `a good stripe is not reported`(width: Double) {
    var street = DrawnStreet()
    street.paint(from: (1, 3), to: (11, 4), width: width)
    #expect(street.found.isEmpty)
  }

  @Test(arguments: [0.3, 0.5], [0.12, 0.2, 0.45])
  func `a worn stripe is one, with its length, width and lost paint`(kept: Double, width: Double) throws {
    var street = DrawnStreet()
    street.paint(from: (1, 3), to: (11, 4), width: width, lost: 1 - kept)
    let found = street.found
    #expect(found.count == 1)
    let stripe = try #require(found.first)
    #expect(abs(stripe.lost - (1 - kept)) < 0.06, "lost \(stripe.lost)")
    #expect((7.5...10.3).contains(Double(stripe.rowCount) * 0.024))
    #expect(abs((stripe.first?.width ?? 0) * 0.024 - width) < 0.04)
    #expect(abs((stripe.first?.line.angle(to: MarkingLine(u: 0, v: 0, du: 1, dv: 0)) ?? 1) - atan(0.1)) < 0.01)
  }

  @Test(arguments: [0.12, 0.2, 0.45])
  func `of a stripe at the bound, three tenths lost, what is worse is reported`(width: Double) throws {
    var street = DrawnStreet()
    street.paint(from: (1, 3), to: (11, 4), width: width, lost: 0.3)
    let stripe = try #require(street.found.first)
    #expect(street.found.count == 1)
    #expect((0.3...0.42).contains(stripe.lost) && (1.2...8).contains(Double(stripe.rowCount) * 0.024))
  }

  @Test func `paint on coarse pixels is told as on fine ones`() throws {
    var street = DrawnStreet(metres: (16, 10), cell: 0.034)
    street.paint(from: (2, 2), to: (14, 8), width: 0.15, lost: 0.5)
    let stripe = try #require(street.found.first)
    #expect(street.found.count == 1 && abs(stripe.lost - 0.5) < 0.15)
  }

  @Test func `the worn part of a stripe is reported, and its good part is not`() throws {
    var street = DrawnStreet()
    street.paint(from: (0.5, 4), to: (6, 4), width: 0.15)
    street.paint(from: (6, 4), to: (11.5, 4), width: 0.15, lost: 0.5)
    let stripe = try #require(street.found.first)
    #expect(street.found.count == 1)
    let first = try #require(stripe.first?.rows.first), last = try #require(stripe.last?.rows.last)
    #expect(abs(min(first.u, last.u) * 0.024 - 6) < 0.8 && abs(max(first.u, last.u) * 0.024 - 11.5) < 0.5)
  }

  @Test func `the gaps of a good broken line are no wear`() {
    var street = DrawnStreet(metres: (24, 4))
    for start in [1.0, 7, 13, 19] { street.paint(from: (start, 2), to: (start + 3, 2), width: 0.15) }
    #expect(street.found.isEmpty)
    var short = DrawnStreet()
    for step in 0..<9 { short.paint(from: (1 + Double(step), 2), to: (1.5 + Double(step), 2), width: 0.15) }
    #expect(short.found.isEmpty)
  }

  @Test func `the worn pieces of a broken line are one stripe`() throws {
    var street = DrawnStreet(metres: (24, 4))
    for start in [1.0, 7, 13, 19] { street.paint(from: (start, 2), to: (start + 3, 2), width: 0.15, lost: 0.45) }
    let found = street.found
    #expect(found.count == 1)
    let stripe = try #require(found.first)
    #expect(stripe.count == 4 && abs(Double(stripe.rowCount) * 0.024 - 12) < 1.5 && abs(stripe.lost - 0.45) < 0.08)
  }

  @Test func `of the bars of a crossing the worn ones are reported, each by itself`() throws {
    var street = DrawnStreet(metres: (10, 6))
    for bar in 0..<8 {
      let u = 1.0 + Double(bar)
      street.paint(from: (u, 1.5), to: (u, 4.5), width: 0.45, lost: bar == 2 || bar == 5 ? 0.5 : 0)
    }
    let found = street.found
    #expect(found.count == 2)
    let places = found.compactMap { $0.first?.rows.first?.u }.map { $0 * 0.024 }.sorted()
    #expect(places.count == 2 && abs(places[0] - 3) < 0.1 && abs(places[1] - 6) < 0.1)
    #expect(found.allSatisfy { abs($0.lost - 0.5) < 0.12 })
  }

  @Test func `yellow paint is paint, and paint of other colours is none`() {
    for (colour, count) in [(DrawnStreet.yellow, 1), (SIMD3(120.0, 190, 230), 0), (SIMD3(120.0, 220, 120), 0)] {
      var street = DrawnStreet()
      street.paint(from: (1, 4), to: (11, 4), width: 0.15, lost: 0.5, colour: colour)
      #expect(street.found.count == count, "\(colour)")
    }
  }

  @Test func `shade across a worn stripe changes nothing of what its lit parts lost`() throws {
    var street = DrawnStreet()
    street.paint(from: (1, 4), to: (11, 4), width: 0.15, lost: 0.5)
    street.change(where: { u, _ in (4...8).contains(u) }) { colour, _ in colour *= 0.5 }
    let stripe = try #require(street.found.first)
    #expect(street.found.count == 1 && abs(stripe.lost - 0.5) < 0.1)
    // Paint in the shade is as bright as ground in the sun, and so is light through leaves: it may be left out.
    #expect((5...10.3).contains(Double(stripe.rowCount) * 0.024))
  }
}
