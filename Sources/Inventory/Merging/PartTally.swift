import Detectors

/// Whether what one photo shows twice may be parts of one crack.
///
/// Where a photo shows both as one, the photos are asked, and of all such pairs together no more may speak for two than for one. Where none does, lines are pieces of one
/// crack if they are of one kind and do not run beside each other; areas never are.
struct PartTally {
  /// Whether one of them is a piece that only its photo shows and that lies on what others show: a piece of whatever kind may.
  private let isPiece: Bool
  /// By how many photos the two of each photo that are likeliest one thing are.
  private var margins: [Int: Int] = [:]
  /// Whether two were met that only photos could make one, and two that nothing could.
  private var needsVote = false
  private var isImpossible = false
  /// What speaks most for one thing; `nil` when no photo had to be asked.
  private(set) var vote: PartVotes.Vote?

  init(isPiece: Bool = false) { self.isPiece = isPiece }

  /// Whether what was counted may be one thing.
  var isOne: Bool { mayBeOne && (margins.isEmpty ? !needsVote : vote != nil && margins.values.reduce(0, +) >= 0) }

  /// Whether pairs that are still to be counted can make it one thing.
  var mayBeOne: Bool { !isImpossible }

  /// Counts two of one photo.
  mutating func count(_ first: Sighting, _ second: Sighting, _ vote: PartVotes.Vote?, _ limits: MergingLimits) {
    guard first.family == .cracking else {
      isImpossible = true
      return
    }
    // A piece that goes on where a line ends may begin beside it.
    guard Self.partBeside(first, second, limits) < (isPiece ? limits.partOfWhole : limits.alongside) else {
      needsVote = true
      return
    }
    guard let vote else {
      let canContinue =
        first.line != nil && second.line != nil && (isPiece || first.damageClass.canContinue(second.damageClass))
      if !canContinue { needsVote = true }
      return
    }
    margins[first.photo] = max(margins[first.photo] ?? .min, vote.margin)
    guard vote.isOne, self.vote.map({ $0.margin < vote.margin }) ?? true else { return }
    self.vote = vote
  }

  /// The part of the shorter of two lines that runs beside the other; none of what has no line.
  static func partBeside(_ first: Sighting, _ second: Sighting, _ limits: MergingLimits) -> Double {
    guard let one = first.line, let other = second.line else { return 0 }
    let (short, long) = one.length <= other.length ? (one, other) : (other, one)
    let beside = 2 * limits.besidePixels * max(first.groundSampleDistance, second.groundSampleDistance)
    let covered = short.samples.count { long.covers($0, shiftedBy: .zero, within: beside) }
    return Double(covered) / Double(short.samples.count)
  }
}
