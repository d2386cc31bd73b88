import CDetectors

/// The instructions a kernel may use; every variant gives the same bits.
package enum KernelVariant: Sendable, CaseIterable {
  /// What every machine of this kind has.
  case baseline
  /// 256-bit integers on x86-64.
  case avx2

  /// The widest variant this machine runs.
  package static var best: KernelVariant { dt_best_variant() == DT_AVX2 ? .avx2 : .baseline }

  var code: dt_variant { self == .avx2 ? DT_AVX2 : DT_BASELINE }
}
