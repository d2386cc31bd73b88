import ImageKit
import TestSupport
import Testing

@testable import Detectors

@Suite struct Int8NetworkTests {
  @Test(arguments: NetworkFixture.all, NetworkVariant.allCases.filter(\.isAvailable))
  func `a network gives what an independent implementation gives`(
    fixture: NetworkFixture, variant: NetworkVariant
  ) throws {
    let network = try fixture.network(variant: variant)
    let photo = try fixture.photo()
    let maps = try network.probabilities(of: photo, window: photo.bounds)
    let expected = try fixture.expected(classes: network.graph.classes)
    #expect(maps.count == expected.count)
    for (map, expected) in zip(maps, expected) {
      #expect(map.width == (photo.width + network.outputStride - 1) / network.outputStride)
      #expect(map.values == expected)
    }
  }

  @Test(arguments: ["pyramid", "fine", "many-classes", "single"], [11, 12] as [UInt64])
  func `the map of a window is that part of the photo's map`(name: String, seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let network = try NetworkFixture(name: name, picture: "67x45").network()
    let photo = Pictures.noise(width: 150 + Int.random(in: 0..<60, using: &generator), height: 131, seed: seed)
    let whole = try network.probabilities(of: photo, window: photo.bounds)
    for _ in 0..<12 {
      let (x, y) = (Int.random(in: 0..<photo.width, using: &generator), Int.random(in: 0..<131, using: &generator))
      let window = Window(
        x: x, y: y, width: Int.random(in: 1...photo.width - x, using: &generator),
        height: Int.random(in: 1...131 - y, using: &generator))
      let maps = try network.probabilities(of: photo, window: window)
      for (part, whole) in zip(maps, whole) {
        #expect(part.values == whole.values(of: network.cells(of: window)), "seed \(seed), \(window)")
      }
    }
  }

  @Test func `a window far inside is computed with no more around it than its values depend on`() throws {
    let graph = try NetworkFixture(name: "pyramid", picture: "67x45").network().graph
    let span = Int8Network.span(1000..<1100, of: 5472, graph: graph)
    #expect(span.lowerBound >= 1000 - graph.reach.before - 2 * graph.alignment)
    #expect(span.upperBound <= 1100 + graph.reach.after + 2 * graph.alignment)
    #expect(graph.reach.before > 0 && graph.reach.before < 100)
  }

  @Test func `the reach is not too small and not far too large`() throws {
    // A single changed pixel must change nothing beyond the reach; some change must come near it.
    let network = try NetworkFixture(name: "pyramid", picture: "67x45").network()
    let reach = network.graph.reach
    let a = Pictures.noise(width: 320, height: 320, seed: 5)
    let b = Pictures.photo(width: 320, height: 320) { x, y in
      let pixel = a[x, y]
      return (x, y) == (160, 160) ? RGB8(red: ~pixel.red, green: ~pixel.green, blue: ~pixel.blue) : pixel
    }
    let before = try network.probabilities(of: a, window: a.bounds)
    let after = try network.probabilities(of: b, window: b.bounds)
    var farthest = 0
    for (one, other) in zip(before, after) {
      for (index, (u, v)) in zip(one.values, other.values).enumerated() where u != v {
        let x = index % one.width * network.outputStride
        farthest = max(farthest, abs(x - 160))
      }
    }
    #expect(farthest <= max(reach.before, reach.after) + network.graph.alignment)
    #expect(farthest > 0)
  }

  @Test func `a network keeps giving the same when photos change size`() throws {
    let network = try NetworkFixture(name: "pyramid", picture: "67x45").network()
    let photos = [(200, 100), (64, 64), (200, 100)].map { Pictures.noise(width: $0.0, height: $0.1, seed: 3) }
    let maps = try photos.map { try network.probabilities(of: $0, window: $0.bounds)[0].values }
    #expect(maps[0] == maps[2])
    #expect(network.memoryByteCount < 1_000_000)
  }

  @Test func `workers do not disturb each other`() async throws {
    let fixture = NetworkFixture(name: "pyramid", picture: "67x45")
    let photo = Pictures.noise(width: 333, height: 222, seed: 9)
    let expected = try fixture.network().probabilities(of: photo, window: photo.bounds).map(\.values)
    try await withThrowingTaskGroup(of: [[UInt8]].self) { group in
      for _ in 0..<8 {
        group.addTask { try fixture.network().probabilities(of: photo, window: photo.bounds).map(\.values) }
      }
      for try await maps in group { #expect(maps == expected) }
    }
  }

  @Test(arguments: [(1, 1), (1, 40), (40, 1), (15, 17), (2, 300)])
  func `photos of every size have a map`(width: Int, height: Int) throws {
    for name in ["pyramid", "fine", "many-classes", "single"] {
      let photo = Pictures.noise(width: width, height: height, seed: 1)
      let fixture = NetworkFixture(name: name, picture: "67x45")
      let expected = try fixture.network(variant: .scalar).probabilities(of: photo, window: photo.bounds)
      for variant in NetworkVariant.allCases where variant.isAvailable {
        let maps = try fixture.network(variant: variant).probabilities(of: photo, window: photo.bounds)
        #expect(maps.map(\.values) == expected.map(\.values), "\(name), \(variant)")
      }
    }
  }
}
