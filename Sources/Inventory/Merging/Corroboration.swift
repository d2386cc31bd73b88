import Detectors

/// Asks the other photos whether a tree lies on the ground.
///
/// What lies is at one place in all photos. The crown of a standing tree is not: it is shown where its line of sight meets the ground, metres
/// apart in photos from two places, and so each photo shows it somewhere else and alone.
enum Corroboration {
  /// The rule that stands for a fallen tree that most photos contradict.
  static let rule = "\(RulePackList.treesID)/contradicted"
  /// Fewer photos that show its place say nothing.
  static let leastPhotos = 3

  /// Takes a fallen tree's claims back where more photos contradict it than show it: it stays in the inventory, is not graded, and blocks nothing.
  ///
  /// Two photos that show it at one place are hardly a crown that stands: they must be fewer than a third.
  ///
  /// - Parameter areCompared: whether its photos were compared with their neighbours, so that one thing has one place.
  static func judge(_ defect: inout Defect, areCompared: Bool) {
    let shown = defect.photos.count
    guard defect.damageClass == .fallenTree, areCompared, let expected = defect.expectedPhotoCount,
      expected >= leastPhotos, (shown < 2 ? 2 : 3) * shown < expected
    else { return }
    defect.confidence *= Double(shown) / Double(expected)
    defect.measures.tree?.blocksCarriageway = nil
    defect.measures.tree?.blockedWidth = nil
    defect.severity = Severity(grade: .notGradable, rule: rule, reason: reason(shown: shown, expected: expected))
  }

  /// Returns the reason of such a severity.
  static func reason(shown: Int, expected: Int) -> String {
    "\(shown) of the \(expected) photos of its place show it. What lies on the ground is seen at one place in all; a crown "
      + "that stands is not. Look at the overlays."
  }
}
