import ImageKit
import Testing

@testable import Detectors

@Suite struct RidgeCrackMapTests {
  private func bytes(_ map: Image<Gray8>) -> [UInt8] { map.withUnsafeBytes { Array($0) } }

  private func scene() -> Image<RGB8> {
    Pictures.line(
      Pictures.winding(width: 301, height: 170, turn: 1), lineWidth: 3, contrast: 0.5, width: 301, height: 170, noise: 6
    )
  }

  @Test func `the map does not depend on how the work is cut`() {
    let tile = Tile(whole: scene())
    let expected = bytes(RidgeCrackMap().probabilities(in: tile))
    #expect(expected.max() == 255)
    for (width, height) in [(1, 1), (17, 5), (64, 64), (100, 33), (4096, 7), (32, 4096)] {
      var map = RidgeCrackMap()
      map.filter.cutWidth = width
      map.filter.cutHeight = height
      // One pixel at a time is slow: a corner of the picture will do.
      guard width > 1 else {
        let corner = Tile(
          photo: tile.photo, window: Window(x: 100, y: 60, width: 40, height: 30), groundSampleDistance: nil)
        #expect(bytes(map.probabilities(in: corner)) == bytes(RidgeCrackMap().probabilities(in: corner)))
        continue
      }
      #expect(bytes(map.probabilities(in: tile)) == expected, "\(width) × \(height)")
    }
  }

  @Test(arguments: [(1, 1), (1, 50), (50, 1), (31, 33), (301, 170)]) func `every variant gives the same bits`(
    width: Int, height: Int
  ) {
    let tile = Tile(whole: Pictures.noise(width: width, height: height, seed: 8))
    let maps = KernelVariant.allCases.map { variant in
      var map = RidgeCrackMap()
      map.variant = variant
      return bytes(map.probabilities(in: tile))
    }
    #expect(maps[0] == maps[1])
  }

  @Test func `threads do not change the map`() async {
    let tile = Tile(whole: scene())
    let expected = bytes(RidgeCrackMap().probabilities(in: tile))
    await withTaskGroup(of: [UInt8].self) { group in
      for _ in 0..<4 { group.addTask { RidgeCrackMap().probabilities(in: tile).withUnsafeBytes { Array($0) } } }
      for await map in group { #expect(map == expected) }
    }
  }

  @Test func `a step from bright to dark is not a line`() {
    let photo = Pictures.photo(width: 120, height: 90) { x, y in Pictures.gray(x + y / 3 < 60 ? 170 : 70) }
    #expect(bytes(RidgeCrackMap().probabilities(in: Tile(whole: photo))).allSatisfy { $0 < 110 })
  }

  @Test func `green ground is silent`() {
    let points = [PixelPoint(u: 10, v: 50), PixelPoint(u: 150, v: 40)]
    let gray = Pictures.line(points, lineWidth: 3, contrast: 0.5, width: 160, height: 90)
    let green = Pictures.photo(width: 160, height: 90) { x, y in
      let v = gray[x, y].green
      return RGB8(red: v / 2, green: v, blue: v / 3)
    }
    #expect(bytes(RidgeCrackMap().probabilities(in: Tile(whole: gray))).max() == 255)
    #expect(bytes(RidgeCrackMap().probabilities(in: Tile(whole: green))).max() == 0)
  }

  @Test func `the same contrast counts less on rougher ground`() {
    let points = [PixelPoint(u: 10, v: 50), PixelPoint(u: 150, v: 40)]
    let responses = [1.0, 8, 30].map { noise in
      let photo = Pictures.line(points, lineWidth: 2, contrast: 0.3, width: 160, height: 90, noise: noise)
      let map = RidgeCrackMap().probabilities(in: Tile(whole: photo))
      return stride(from: 30, to: 130, by: 1).reduce(0) { $0 + Int(map[$1, Int(50 - Double($1 - 10) / 14)].value) }
        / 100
    }
    #expect(responses[0] > 230)
    #expect(responses[1] <= responses[0])
    #expect(responses[2] < responses[1] - 10)
  }
}
