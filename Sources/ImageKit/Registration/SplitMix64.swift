/// A small generator of random numbers with a fixed course.
///
/// G. Steele et al., Fast splittable pseudorandom number generators, OOPSLA 2014.
package struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  /// Starts the course that belongs to a seed.
  package init(state: UInt64) { self.state = state }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Returns four different indices below a count of at least four.
  mutating func four(below count: Int) -> (Int, Int, Int, Int) {
    // Not Int.random(in:), whose course the standard library does not promise.
    func draw(_ taken: (Int, Int, Int)) -> Int {
      while true {
        let index = Int(next() % UInt64(count))
        if index != taken.0, index != taken.1, index != taken.2 { return index }
      }
    }
    let first = draw((-1, -1, -1))
    let second = draw((first, -1, -1))
    let third = draw((first, second, -1))
    return (first, second, third, draw((first, second, third)))
  }
}
