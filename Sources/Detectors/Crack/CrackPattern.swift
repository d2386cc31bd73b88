import ImageKit

/// How the lines of a crack hang together.
public enum CrackPattern: String, Hashable, Sendable, Codable, CaseIterable {
  /// One line.
  case single
  /// A line that forks.
  case branched
  /// Lines that close around pieces of the ground: map cracking, alligator cracking.
  case map
}

extension CrackCandidate {
  /// The least length of a line that makes a fork, in pixels and as a part of the whole.
  private static let leastBranch = (pixels: 16.0, part: 0.08)
  /// The least number of pieces that a map has, and the least area of a piece, in pixels.
  private static let leastPieces = (count: 2, area: 60.0)

  /// Returns the pattern of the lines whose strokes have an outline.
  func pattern(outline: [[PixelPoint]]) -> CrackPattern {
    // Holes run the other way round, so their area has the other sign.
    let pieces = outline.map(PixelRing.signedArea).filter { $0 <= -Self.leastPieces.area }
    if pieces.count >= Self.leastPieces.count { return .map }
    let least = max(Self.leastBranch.pixels, Self.leastBranch.part * length)
    // Lines between two junctions are part of whatever goes on behind them.
    let forks = branches.filter { !$0.sections.isEmpty && ($0.startIsFree != $0.endIsFree) && $0.line.length >= least }
    return forks.count >= 3 ? .branched : .single
  }
}
