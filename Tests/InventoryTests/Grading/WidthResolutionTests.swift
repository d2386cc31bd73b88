import Detectors
import Foundation
import ImageKit
import TestSupport
import Testing

@testable import Inventory

/// What is promised of four and eight pixels, on drawn cracks that the detector finds and measures.
struct WidthResolutionTests {
  /// Cracks of a width on photos whose blur, noise and contrast nobody tells.
  private func intervals(
    of width: Double, count: Int, seed: UInt64
  ) throws -> [(low: Double, median: Double, high: Double)] {
    var random = SeededGenerator(seed: seed)
    return try (0..<count).compactMap { _ in
      let photo = DrawnCrack.photo(width: width, &random)
      let found = try CrackDetector().detections(
        in: Tile(photo: photo, window: photo.bounds, groundSampleDistance: nil))
      return found.max { $0.mask.area < $1.mask.area }?.width.map { ($0.low, $0.median, $0.high) }
    }
  }

  /// The part of drawn cracks that a rule with a limit of so many pixels gives one level, and the right one.
  private func shareGraded(_ width: Double, limit: Double, as level: SeverityLevel) throws -> Double {
    let pack = RulePack(
      id: "own", title: "", source: "",
      rules: [
        SeverityRule(
          id: "width", damageClasses: [.crack], quantity: .width,
          steps: [
            .init(level: .low, bound: limit, includesBound: true),
            .init(level: .high, bound: .infinity, includesBound: true),
          ])
      ])
    let found = try intervals(of: width, count: 12, seed: 7)
    #expect(found.count >= 11, "\(found.count) of 12 found")
    // A pixel is a millimetre.
    let right = found.count { low, median, high in
      let measure = WidthMeasure(median: median, p95: median, low: low, high: high, minimumGradable: 1)
      return pack.severity(of: .crack, measures: Measures(width: measure)).grade == .levels(level...level)
    }
    return Double(right) / Double(found.count)
  }

  @Test func `four pixels across a limit tell half and twice of it, and three do not`() throws {
    let enough = WidthResolution.pixelsAcrossLimit
    #expect(try shareGraded(enough / 2, limit: enough, as: .low) >= 0.9)
    #expect(try shareGraded(enough * 2, limit: enough, as: .high) >= 0.9)
    #expect(try shareGraded((enough - 1) / 2, limit: enough - 1, as: .low) <= 0.75)
  }

  @Test func `beyond eight pixels an interval is as long, relative to the width`() throws {
    func relative(_ width: Double) throws -> Double {
      let lengths = try intervals(of: width, count: 8, seed: 3).map { ($0.high - $0.low) / width }.sorted()
      return lengths[lengths.count / 2]
    }
    let finest = WidthResolution.mostUsefulPixels
    let (before, at, beyond) = (try relative(finest / 2), try relative(finest), try relative(finest * 1.5))
    #expect(at < 0.5 * before, "\(before) at half, \(at)")
    #expect(beyond > 0.8 * at, "\(at), \(beyond) beyond")
    #expect(before / 2 <= 1.4 * WidthResolution.doubtAtLimit, "\(before / 2) either way at four pixels")
  }

  @Test func `sizes and distances follow from the pixel`() {
    #expect(abs(WidthResolution.narrowestGradable(groundSampleDistance: 0.0015) - 6) < 1e-12)
    #expect(abs(WidthResolution.groundSampleDistance(toGrade: 6) - 0.0015) < 1e-12)
    // 4/3 inch, 20 megapixels: 12.29 mm over 17.3 mm / 5280 are 3751 pixels, 0.267 mm a pixel and metre.
    #expect(abs(WidthResolution.standOff(groundSampleDistance: 0.000267, focalLengthPixels: 3751) - 1) < 0.002)
  }
}
