import Foundation

/// Random numbers that a seed repeats on every machine: SplitMix64 by Steele, Lea and Flood, 2014.
public struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  /// Starts the sequence that belongs to a seed.
  public init(seed: UInt64) { state = seed }

  /// Returns the next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Returns a normal deviate of mean 0 and variance 1, by Box and Muller.
  public mutating func normal() -> Double {
    let u = (Double(next() >> 11) + 1) / 9_007_199_254_740_992
    let v = Double(next() >> 11) / 9_007_199_254_740_992
    return (-2 * log(u)).squareRoot() * cos(2 * .pi * v)
  }
}
