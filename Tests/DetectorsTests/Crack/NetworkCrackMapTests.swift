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

  @Test(arguments: [1, 2, 4, 8]) func `a pixel does not depend on the window`(stride: Int) throws {
    let map = NetworkCrackMap(threshold: 0.5) { RedNetwork(outputStride: stride) }
    let photo = Pictures.noise(width: 61, height: 43, seed: 3)
    let whole = try map.probabilities(in: Tile(whole: photo))
    #expect([whole.width, whole.height] == [61, 43])
    for window in [
      Window(x: 0, y: 0, width: 9, height: 5), Window(x: 13, y: 6, width: 20, height: 31),
      Window(x: 60, y: 42, width: 1, height: 1), Window(x: 7, y: 0, width: 54, height: 43),
    ] {
      let part = try map.probabilities(in: Tile(photo: photo, window: window, groundSampleDistance: nil))
      #expect([part.width, part.height] == [window.width, window.height])
      for y in 0..<window.height {
        for x in 0..<window.width { #expect(part[x, y] == whole[window.x + x, window.y + y]) }
      }
    }
  }

  @Test func `the threshold sets both values`() {
    func hysteresis(_ threshold: Double) -> [UInt8] {
      let both = NetworkCrackMap(threshold: threshold) { RedNetwork(outputStride: 1) }.hysteresis
      return [both.low, both.high]
    }
    #expect(hysteresis(0.5) == [64, 128])
    #expect(hysteresis(0.8) == [102, 204])
    #expect(hysteresis(0) == [1, 1])
    #expect(hysteresis(1) == [127, 255])
  }

  @Test func `networks are made once a worker`() async throws {
    let made = Mutex(0)
    let map = NetworkCrackMap(threshold: 0.5) {
      made.withLock { $0 += 1 }
      return RedNetwork(outputStride: 2)
    }
    let photo = Pictures.noise(width: 40, height: 30, seed: 4)
    for _ in 0..<5 { _ = try map.probabilities(in: Tile(whole: photo)) }
    #expect(made.withLock { $0 } == 1)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 { group.addTask { for _ in 0..<10 { _ = try map.probabilities(in: Tile(whole: photo)) } } }
      try await group.waitForAll()
    }
    #expect(made.withLock { $0 } <= 4)
  }
}
