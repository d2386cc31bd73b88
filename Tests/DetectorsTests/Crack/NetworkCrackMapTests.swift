import ImageKit
import Synchronization
import TestSupport
import Testing

@testable import Detectors

@Suite struct NetworkCrackMapTests {
  /// Says of each cell what the red of the photo's pixel in its middle is.
  private final class RedNetwork: Network {
    let classes = ["crack"]
    let outputStride: Int
    init(outputStride: Int) { self.outputStride = outputStride }

    func probabilities(of photo: Image<RGB8>, window: Window) throws(ModelError) -> [Image<Gray8>] {
      let cells = cells(of: window)
      let values = (0..<cells.height).flatMap { y in
        (0..<cells.width).map { x in
          photo[
            min(photo.width - 1, (cells.x + x) * outputStride + outputStride / 2),
            min(photo.height - 1, (cells.y + y) * outputStride + outputStride / 2)
          ].red
        }
      }
      return [Image(width: cells.width, height: cells.height, values: values)]
    }
  }

  @Test(arguments: [1, 2, 4, 8], [false, true]) func `a pixel does not depend on the window`(
    stride: Int, half: Bool
  ) throws {
    let map = NetworkCrackMap(classes: nil, threshold: 0.5, looksAtHalfSize: half) { RedNetwork(outputStride: stride) }
    let photo = Pictures.noise(width: 61, height: 43, seed: 3)
    let whole = try map.maps(in: Tile(whole: photo)).cracks
    #expect([whole.width, whole.height] == [61, 43])
    for window in [
      Window(x: 0, y: 0, width: 9, height: 5), Window(x: 13, y: 6, width: 20, height: 31),
      Window(x: 60, y: 42, width: 1, height: 1), Window(x: 7, y: 0, width: 54, height: 43),
    ] {
      let part = try map.maps(in: Tile(photo: photo, window: window, groundSampleDistance: nil)).cracks
      #expect([part.width, part.height] == [window.width, window.height])
      for y in 0..<window.height {
        for x in 0..<window.width { #expect(part[x, y] == whole[window.x + x, window.y + y]) }
      }
    }
  }

  /// Surely a crack where the photo is small: what only a look at half its size finds.
  private final class SmallPhotoNetwork: Network {
    let classes = ["crack"]
    let outputStride = 2

    func probabilities(of photo: Image<RGB8>, window: Window) throws(ModelError) -> [Image<Gray8>] {
      let cells = cells(of: window)
      let values = (0..<cells.width * cells.height).map { index -> UInt8 in
        let isLeft = 2 * (cells.x + index % cells.width) < photo.width / 2
        return photo.width < 50 && isLeft ? 230 : 30
      }
      return [Image(width: cells.width, height: cells.height, values: values)]
    }
  }

  @Test func `the surer of both sizes counts, in its place`() throws {
    let map = NetworkCrackMap(classes: nil, threshold: 0.5, looksAtHalfSize: true) { SmallPhotoNetwork() }
    let found = try map.maps(in: Tile(whole: Pictures.noise(width: 80, height: 60, seed: 2))).cracks
    #expect(found[20, 30].value == 230 && found[70, 30].value == 30)
    #expect((33..<48).contains { (31...229).contains(found[$0, 30].value) })
  }

  @Test func `a half photo is the mean of two by two`() {
    for (width, height) in [(1, 1), (2, 3), (33, 20), (70, 41)] {
      let photo = Pictures.noise(width: width, height: height, seed: 9)
      for variant in [KernelVariant.best, .baseline] {
        let half = PhotoHalving.half(of: photo, variant: variant)
        #expect([half.width, half.height] == [(width + 1) / 2, (height + 1) / 2])
        for y in 0..<half.height {
          for x in 0..<half.width {
            let (right, below) = (min(2 * x + 1, width - 1), min(2 * y + 1, height - 1))
            let four = [photo[2 * x, 2 * y], photo[right, 2 * y], photo[2 * x, below], photo[right, below]]
            #expect(Int(half[x, y].green) == (four.reduce(0) { $0 + Int($1.green) } + 2) / 4)
            #expect(Int(half[x, y].blue) == (four.reduce(0) { $0 + Int($1.blue) } + 2) / 4)
          }
        }
      }
    }
  }

  @Test func `the threshold sets both values`() {
    func hysteresis(_ threshold: Double) -> [UInt8] {
      let both = NetworkCrackMap(classes: nil, threshold: threshold) { RedNetwork(outputStride: 1) }.hysteresis
      return [both.low, both.high]
    }
    #expect(hysteresis(0.5) == [64, 128])
    #expect(hysteresis(0.8) == [102, 204])
    #expect(hysteresis(0) == [1, 1])
    #expect(hysteresis(1) == [127, 255])
  }

  /// Gives the red, green and blue of a photo as its three maps.
  private final class ColourNetwork: Network {
    let classes = ["crack", "sealed_crack", "built_surface"]
    let outputStride = 1

    func probabilities(of photo: Image<RGB8>, window: Window) throws(ModelError) -> [Image<Gray8>] {
      func map(_ value: (RGB8) -> UInt8) -> Image<Gray8> {
        let values = (0..<window.height).flatMap { y in
          (0..<window.width).map { x in value(photo[window.x + x, window.y + y]) }
        }
        return Image(width: window.width, height: window.height, values: values)
      }
      return [map(\.red), map(\.green), map(\.blue)]
    }
  }

  @Test func `cracks lie on built surfaces, and no place is both open and sealed`() throws {
    let map = NetworkCrackMap(classes: ColourNetwork().classes, threshold: 0.5) { ColourNetwork() }
    let photo = Pictures.noise(width: 50, height: 40, seed: 6)
    let maps = try map.maps(in: Tile(whole: photo))
    let sealed = try #require(maps.sealed)
    var surely = 0
    for y in 0..<photo.height {
      for x in 0..<photo.width {
        let pixel = photo[x, y]
        let open = min(64, Int(pixel.blue))
        let (crack, filled) = (Int(pixel.red) * open / 64, Int(pixel.green) * open / 64)
        #expect(Int(maps.cracks[x, y].value) == (2 * crack >= filled ? crack : 0))
        #expect(Int(sealed[x, y].value) == (filled > 2 * crack ? filled : 0))
        if open == 64 { surely += 1 }
      }
    }
    #expect(surely > 1000)
  }

  @Test func `a photo without sealed cracks has no map of them`() throws {
    let map = NetworkCrackMap(classes: ColourNetwork().classes, threshold: 0.5) { ColourNetwork() }
    let photo = Pictures.photo(width: 20, height: 20) { _, _ in RGB8(red: 200, green: 127, blue: 200) }
    #expect(try map.maps(in: Tile(whole: photo)).sealed == nil)
  }

  @Test func `networks are made once a worker`() async throws {
    let made = Mutex(0)
    let map = NetworkCrackMap(classes: nil, threshold: 0.5) {
      made.withLock { $0 += 1 }
      return RedNetwork(outputStride: 2)
    }
    let photo = Pictures.noise(width: 40, height: 30, seed: 4)
    for _ in 0..<5 { _ = try map.maps(in: Tile(whole: photo)).cracks }
    #expect(made.withLock { $0 } == 1)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 { group.addTask { for _ in 0..<10 { _ = try map.maps(in: Tile(whole: photo)).cracks } } }
      try await group.waitForAll()
    }
    #expect(made.withLock { $0 } <= 4)
  }
}
