import CNetworks
import CNetworksCheck
import Foundation
import Testing

@testable import Detectors

@Suite struct NetworkRowTests {
  @Test(arguments: NetworkVariant.allCases.filter { $0 != .scalar && $0.isAvailable }, [1, 2, 3] as [UInt64])
  func `every variant of this processor gives the scalar bits on random rows`(variant: NetworkVariant, seed: UInt64) {
    let difference = nn_check_rows(variant.code, seed, 400)
    #expect(difference.differs == 0, "\(variant), seed \(seed): \(difference)")
  }

  @Test(.enabled(if: NetworkVariant.avx512VNNI.isAvailable, "needs AVX512-VNNI"), arguments: [1, 2] as [UInt64])
  func `the kernels for AVX-VNNI give the scalar bits in another encoding`(seed: UInt64) {
    let difference = nn_check_evex_rows(seed, 400)
    #expect(difference.differs == 0, "seed \(seed): \(difference)")
  }

  @Test func `the check sees a difference`() {
    // Pairs that would saturate are what the weights' condition forbids; a kernel that is not exact must not pass.
    #expect(nn_check_rows(NN_SCALAR, 1, 10).differs == 0)
    #expect(nn_check_planted_rows(1, 200).differs == 1)
  }

  @Test func `the best variant is one that this machine has`() {
    #expect(NetworkVariant.best.isAvailable)
    #expect(NetworkVariant.scalar.isAvailable)
  }

  @Test func `no probability lies near a half of a byte`() {
    // A logit of 0 is 127.5 exactly, whatever the library, and is rounded up.
    for byte in 0...255 where byte != 128 {
      let value = 255 / (1 + exp(-Double(byte - 128) / 16))
      #expect(abs(value - value.rounded(.down) - 0.5) > 1e-6)
    }
    #expect(Int8Network.probabilityOfLogit[128] == 128)
    #expect(Int8Network.probabilityOfLogit == Int8Network.probabilityOfLogit.sorted())
  }
}
