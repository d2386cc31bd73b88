/// Tells the shadow of a pole or a kerb from a wide crack.
///
/// A shadow is lit by the sky alone and so is bluer than the sunlit ground beside it; it is not black, because the sky
/// is bright. The inside of a crack is the ground's colour or browner, or so dark that its colour says nothing.
struct ShadowBand {
  /// The least width of a band, in pixels: in narrower lines the flanks' colour runs in.
  var leastWidth = 5.0
  /// The least ratio of blue over red inside to blue over red outside.
  var leastBlueShift = 1.18
  /// The part of the ground's brightness that a shadow lacks at most.
  var deepest = 0.65

  /// Returns whether the sections along a line are those of a shadow.
  func isShadow(_ sections: [CrackCandidate.MeasuredSection]) -> Bool {
    guard sections.map(\.width).median >= leastWidth else { return false }
    let depth = sections.map { $0.section.depth / max(1, $0.section.ground) }.median
    return depth <= deepest && sections.map(\.blueShift).median >= leastBlueShift
  }
}
