import ImageKit
import Testing

@testable import Detectors

@Suite struct SuppressionTests {
  private func box(
    _ x: Int, _ y: Int, _ width: Int, _ height: Int, _ confidence: Double = 0.8, kind: DamageClass = .crack
  )
    -> Detection
  {
    let runs = (y..<y + height).map { PixelMask.Run(y: Int32($0), x: Int32(x), length: Int32(width)) }
    return Detection(damageClass: kind, confidence: confidence, mask: PixelMask(runs: runs), outline: [])
  }

  @Test func `what a tile cut off gives way to the whole`() {
    let whole = box(10, 10, 40, 4)
    let cut = box(10, 10, 15, 4, 0.95)
    #expect(Suppression()([[cut], [whole]]) == [whole])
  }

  @Test func `neighbours, other kinds and detections of one tile all stay`() {
    let a = box(0, 0, 10, 10)
    #expect(Suppression()([[a], [box(8, 0, 10, 10)]]).count == 2)
    #expect(Suppression()([[a], [box(0, 0, 10, 10, kind: .pothole)]]).count == 2)
    #expect(Suppression()([[a, box(0, 0, 10, 10)]]).count == 2)
    #expect(Suppression()([[a], [box(0, 0, 10, 10)]]).count == 1)
  }

  @Test func `shared pixels are counted run by run`() {
    #expect(box(0, 0, 10, 10).mask.intersectionArea(with: box(5, 5, 10, 10).mask) == 25)
    #expect(box(0, 0, 3, 3).mask.intersectionArea(with: box(3, 0, 3, 3).mask) == 0)
  }

  /// Reports the dark pixels of a tile, like a detector of one square thing would.
  private struct DarkPixels: Detector {
    static let name = "dark"
    static let summary = "Dark pixels."
    static let version = 1
    static let damageClasses: [DamageClass] = [.pothole]
    static let groundSampleDistance = 0.001...0.1
    static let tiling = Tiling.tiles(size: 32, overlap: 12)

    func detections(in tile: Tile) throws -> [Detection] {
      var runs: [PixelMask.Run] = []
      for y in tile.window.y..<tile.window.endY {
        for x in tile.window.x..<tile.window.endX where tile.photo[x, y].green < 50 {
          runs.append(.init(y: Int32(y), x: Int32(x), length: 1))
        }
      }
      return runs.isEmpty
        ? [] : [Detection(damageClass: .pothole, confidence: 1, mask: PixelMask(runs: runs), outline: [])]
    }
  }

  @Test(arguments: [(30, 20), (17, 22), (24, 24), (0, 0), (60, 41)])
  func `a thing smaller than the overlap is found once`(
    x: Int, y: Int
  ) throws {
    let photo = Pictures.photo(width: 70, height: 50) { px, py in
      Pictures.gray((x..<x + 8).contains(px) && (y..<y + 8).contains(py) ? 10 : 200)
    }
    let found = try DetectorRunner(detector: DarkPixels()).detections(in: photo)
    #expect(found.count == 1)
    #expect(found.first?.mask.area == 64)
  }

  @Test func `a photo is cut into tiles that cover it, or left whole`() {
    let photo = Image<RGB8>(width: 100, height: 70) { memory in
      memory.initializeMemory(as: UInt8.self, repeating: 0)
    }
    let windows = DetectorRunner.windows(of: photo, tiling: .tiles(size: 32, overlap: 12))
    for y in 0..<70 {
      for x in 0..<100 {
        #expect(windows.contains { $0.x <= x && x < $0.endX && $0.y <= y && y < $0.endY })
      }
    }
    #expect(DetectorRunner.windows(of: photo, tiling: .wholePhoto) == [photo.bounds])
  }
}
