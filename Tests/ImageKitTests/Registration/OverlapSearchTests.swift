import Foundation
import Testing

@testable import ImageKit

struct OverlapSearchTests {
  /// Strips 20 m apart with photos every 2 m: what a camera that fires on time makes.
  static let views: [OverlapSearch.View?] = (0..<3).flatMap { strip in
    (0..<40).map { OverlapSearch.View(centre: SIMD2(Double(strip) * 20, Double($0) * 2), radius: 20) }
  }

  @Test func `dense strips are paired along and across the flight`() {
    let pairs = OverlapSearch().pairs(Self.views)
    func strip(_ index: Int) -> Int { index / 40 }
    let across = pairs.filter { strip($0.first) != strip($0.second) }
    #expect(across.count >= 80, "\(across.count)")
    #expect(pairs.contains { $0 == (10, 11) })
    #expect(pairs.allSatisfy { $0.first < $0.second })
    #expect(pairs.count < 120 * 8)
    // Beyond the reach of two footprints nothing is compared.
    #expect(!pairs.contains { strip($0.second) - strip($0.first) > 1 })
  }

  @Test func `photos without a view have no partners, and photos of one place have`() {
    let view = OverlapSearch.View(centre: SIMD2(5, 5), radius: 10)
    #expect(OverlapSearch().pairs([nil, view, nil]).isEmpty)
    let pairs = OverlapSearch().pairs([view, nil, view, view])
    #expect(pairs.map { [$0.first, $0.second] } == [[0, 2], [0, 3], [2, 3]])
  }

  @Test func `a far flight of many photos is not compared with every photo`() {
    let many = (0..<400).map { index -> OverlapSearch.View? in
      OverlapSearch.View(centre: SIMD2(Double(index % 20), Double(index / 20)), radius: 50)
    }
    #expect(OverlapSearch().pairs(many).count <= 400 * 8)
  }
}
