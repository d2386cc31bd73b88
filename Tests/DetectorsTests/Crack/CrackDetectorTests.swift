import Foundation
import ImageKit
import TestSupport
import Testing

@testable import Detectors

@Suite struct CrackDetectorTests {
  private func detections(_ photo: Image<RGB8>, threshold: Double = 0.5) throws -> [Detection] {
    try CrackDetector(options: .init(threshold: threshold)).detections(in: Tile(whole: photo))
  }

  @Test(arguments: [(2.0, 0.0), (2.0, 2.1), (3.0, 0.7), (4.5, 1.4), (6.0, 2.8)])
  func `a drawn crack has its length and width`(lineWidth: Double, turn: Double) throws {
    let points = Pictures.winding(width: 280, height: 160, turn: turn)
    let photo = Pictures.line(points, lineWidth: lineWidth, contrast: 0.6, width: 280, height: 160)
    let found = try detections(photo)
    try #require(found.count == 1)
    let length = found[0].centreLines.reduce(0) { $0 + Polyline(points: $1).length }
    #expect(abs(length / Pictures.length(points) - 1) < 0.06, "length \(length)")
    let width = try #require(found[0].width)
    #expect(abs(width.median - lineWidth) < 0.5, "width \(width.median) in \(width.low) … \(width.high)")
    #expect((width.low - 0.1...width.high + 0.1).contains(lineWidth))
    #expect((width.high - width.low) / 2 < 1.2)
    #expect(width.p95 >= width.median)
    #expect((1...64).contains(width.samples.count))
    // The mask is the drawn line: as large, and where it is.
    #expect(abs(Double(found[0].mask.area) / (lineWidth * Pictures.length(points)) - 1) < 0.35)
    for line in found[0].centreLines {
      for point in line {
        let distance = zip(points, points.dropFirst()).map { Self.distance(point, $0.0, $0.1) }.min() ?? 99
        // The map's lines overshoot the ends; what is cut off is cut to a section's spacing.
        let isEnd = [points[0], points[points.count - 1]].contains { hypot($0.u - point.u, $0.v - point.v) < 6 }
        #expect(distance < (isEnd ? 6 : 1.5))
      }
    }
  }

  private static func distance(_ p: PixelPoint, _ a: PixelPoint, _ b: PixelPoint) -> Double {
    let (du, dv) = (b.u - a.u, b.v - a.v)
    let t = max(0, min(1, ((p.u - a.u) * du + (p.v - a.v) * dv) / (du * du + dv * dv)))
    return hypot(p.u - a.u - t * du, p.v - a.v - t * dv)
  }

  @Test func `a crack thinner than a pixel gets an interval that holds its width`() throws {
    let points = Pictures.winding(width: 280, height: 160, turn: 0.4)
    for lineWidth in [0.5, 0.8] {
      let photo = Pictures.line(points, lineWidth: lineWidth, contrast: 0.9, width: 280, height: 160, noise: 1)
      let width = try #require(try detections(photo).first?.width)
      #expect(
        (width.low - 0.15...width.high + 0.15).contains(lineWidth), "\(width.median) in \(width.low) … \(width.high)")
      #expect(width.median < 1.6)
      #expect((width.high - width.low) / 2 > 0.2)
    }
  }

  @Test func `a small gap does not make two cracks`() throws {
    // It wanders: what is drawn with a ruler would be a joint.
    let whole = Pictures.winding(width: 280, height: 160, turn: 0.9)
    let points = Array(whole.filter { $0.u < 135 })
    let more = Array(whole.filter { $0.u > 135 })
    let one = Pictures.line(points, lineWidth: 3, contrast: 0.6, width: 280, height: 160, noise: 0)
    let two = Pictures.line(more, lineWidth: 3, contrast: 0.6, width: 280, height: 160, noise: 0)
    let photo = Pictures.photo(width: 280, height: 160) { x, y in
      Pictures.gray(Double(min(one[x, y].green, two[x, y].green)) + Double((x * 7 + y * 13) % 5))
    }
    #expect(try detections(photo).count == 1)
  }

  @Test func `detections are the same on every call and thread`() async throws {
    let photo = Pictures.line(
      Pictures.winding(width: 280, height: 160, turn: 0), lineWidth: 3, contrast: 0.5, width: 280, height: 160)
    let expected = try detections(photo)
    #expect(!expected.isEmpty)
    try await withThrowingTaskGroup(of: [Detection].self) { group in
      for _ in 0..<4 { group.addTask { try CrackDetector().detections(in: Tile(whole: photo)) } }
      for try await found in group { #expect(found == expected) }
    }
  }

  @Test func `detections are in pixels of the photo`() throws {
    let photo = Pictures.line(
      Pictures.winding(width: 280, height: 160, turn: 0), lineWidth: 3, contrast: 0.5, width: 280, height: 160)
    let window = Window(x: 40, y: 10, width: 200, height: 140)
    let found = try CrackDetector().detections(in: Tile(photo: photo, window: window, groundSampleDistance: nil))
    let box = try #require(found.first?.boundingBox)
    #expect(box.x >= 40 && box.endX <= 240 && box.x < 60 && box.endX > 220)
    let whole = try #require(try detections(photo).first)
    let shared = found[0].mask.intersectionArea(with: whole.mask)
    #expect(Double(shared) > 0.8 * Double(found[0].mask.area))
  }

  @Test func `a higher threshold never finds more`() throws {
    let photo = try Pictures.photo(Fixtures.directory.appending(path: "Scenes/crack/scene-3.ppm"))
    let counts = try [0, 0.2, 0.5, 0.9, 1].map { try detections(photo, threshold: $0).count }
    #expect(counts == counts.sorted(by: >))
    #expect(counts[0] > counts[4])
  }

  @Test(arguments: [(1, 1), (2, 3), (3, 500), (500, 3), (64, 64)]) func `empty pictures show nothing`(
    width: Int, height: Int
  ) throws {
    for value in [0.0, 128, 255] {
      #expect(try detections(Pictures.photo(width: width, height: height) { _, _ in Pictures.gray(value) }).isEmpty)
    }
    #expect(try detections(Pictures.noise(width: width, height: height, seed: 5)).isEmpty)
  }
}
