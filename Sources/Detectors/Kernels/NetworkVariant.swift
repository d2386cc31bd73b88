import CNetworks

/// The instructions that the rows of a network use; every variant gives the same bits.
package enum NetworkVariant: String, Sendable, CaseIterable {
  /// Plain C, the specification.
  case scalar
  /// 256-bit integers.
  case avx2
  /// 256-bit byte products.
  case avxVNNI
  /// 512-bit byte products.
  case avx512VNNI
  /// Tiles of 16 × 64 bytes.
  case amx
  /// Byte products of arm64.
  case neon

  /// The fastest variant this machine runs.
  package static var best: NetworkVariant { allCases.first { $0.code == nn_best_variant() } ?? .scalar }

  /// Whether this machine runs it.
  package var isAvailable: Bool { nn_runs(code) != 0 }

  var code: nn_variant {
    switch self {
    case .scalar: NN_SCALAR
    case .avx2: NN_AVX2
    case .avxVNNI: NN_AVX_VNNI
    case .avx512VNNI: NN_AVX512_VNNI
    case .amx: NN_AMX
    case .neon: NN_NEON
    }
  }
}
