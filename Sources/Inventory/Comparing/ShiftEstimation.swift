import Detectors
import Foundation
import ImageKit

/// Estimates the shift between two flights from the defects that both show.
///
/// Where votes say that it may lie, defects are paired, the best pairs give a shift by least squares with what lies off counting
/// less, and of all such shifts the one is taken under which most fits. What the flights state of their receivers is the beginning
/// of it: a shift far beyond that needs that much more support.
struct ShiftEstimation {
  let before, after: [Sighting]
  let density: [DamageFamily: Double]
  /// The doubt of the shift before anything is compared: what each flight shares.
  let stated: PositionAccuracy

  /// The doubt of a place that only votes speak for, in metres, round by round.
  private static let rounds = [0.45, 0.3, 0.2]
  /// What the first round leaves of the places that votes speak for.
  private static let mostPromising = 2
  /// Lines are drawn no finer than this, in metres, and with so many points.
  private static let coarse = (tolerance: 0.02, points: 24.0)
  /// At most so many earlier defects are asked which shift fits; all are asked about the last one.
  private static let mostAsked = 150
  /// A shift that fits almost as well as the best one leaves open which is right, from so many metres apart on: the logarithm of 20.
  private static let clear = (weight: 3.0, metres: 1.0)
  /// What is drawn of an area ends elsewhere in each flight: part of its side.
  private static let drawn = 0.15
  /// Pairs farther off than so many standard deviations count less.
  private static let outlying = 2.5

  private struct Fit {
    var shift: SIMD2<Double>
    var accuracy: PositionAccuracy
    var pairs: Int
    var disagreement: Double
    var weight: Double
  }

  init(before: [Sighting], after: [Sighting], density: [DamageFamily: Double]) {
    let coarse = Self.coarse
    self.before = before.map { $0.coarse(tolerance: coarse.tolerance, mostSamples: coarse.points) }
    self.after = after.map { $0.coarse(tolerance: coarse.tolerance, mostSamples: coarse.points) }
    self.density = density
    // Receivers that state nothing are off by a metre at least.
    stated = Self.shared(before).adding(Self.shared(after))
  }

  /// Returns the shift.
  func shift(before beforeName: String, after afterName: String) -> FlightShift {
    func unknown(_ basis: FlightShift.Basis, pairs: Int) -> FlightShift {
      FlightShift(
        before: beforeName, after: afterName, east: 0, north: 0, accuracy: stated, pairs: pairs, disagreement: 1,
        basis: basis)
    }
    guard !before.isEmpty, !after.isEmpty else { return unknown(.tooFewPairs, pairs: 0) }
    // 99 % of the doubt, and half a metre for what it leaves out.
    let search = ShiftSearch(reach: min(60, 3.04 * stated.major + 0.5))
    let asked = stride(from: 0, to: before.count, by: max(1, before.count / Self.mostAsked)).map { $0 }
    var fits: [Fit] = []
    for start in [.zero] + search.candidates(before: before, after: after) {
      let fit = Fit(shift: start, accuracy: stated, pairs: 0, disagreement: 1, weight: 0)
      fits.append(refined(fit, sigma: Self.rounds[0], asked: asked))
    }
    fits = Self.ranked(
      Self.apart(Self.ranked(fits)).prefix(Self.mostPromising).map { fit in
        Self.rounds.dropFirst().reduce(fit) { refined($0, sigma: $1, asked: asked) }
      })
    guard let best = fits.first, best.pairs >= FlightShift.leastPairs else {
      return unknown(.tooFewPairs, pairs: fits.first?.pairs ?? 0)
    }
    let rival = fits.first { fit in
      let way = fit.shift - best.shift
      return (way * way).sum() > Self.clear.metres * Self.clear.metres
    }
    if let rival, rival.weight > best.weight - Self.clear.weight { return unknown(.ambiguous, pairs: best.pairs) }
    let last = refined(best, sigma: Self.rounds[Self.rounds.count - 1], asked: Array(before.indices))
    return FlightShift(
      before: beforeName, after: afterName, east: last.shift.x, north: last.shift.y, accuracy: last.accuracy,
      pairs: last.pairs, disagreement: last.disagreement, basis: .estimated)
  }

  private static func ranked(_ fits: [Fit]) -> [Fit] {
    fits.sorted { ($1.weight, $0.shift.x, $0.shift.y) < ($0.weight, $1.shift.x, $1.shift.y) }
  }

  /// Leaves out fits that are the same as a better one.
  private static func apart(_ fits: [Fit]) -> [Fit] {
    var kept: [Fit] = []
    for fit in fits {
      let isKnown = kept.contains { other in
        let way = other.shift - fit.shift
        return (way * way).sum() < clear.metres * clear.metres
      }
      if !isKnown { kept.append(fit) }
    }
    return kept
  }

  /// Pairs what fits a shift and makes a better one of the pairs.
  private func refined(_ fit: Fit, sigma: Double, asked: [Int]) -> Fit {
    let scene = ComparisonPairs(
      before: before, after: after, shift: fit.shift, doubt: PositionAccuracy(circle: sigma),
      disagreement: fit.disagreement, density: density)
    let chosen = scene.best(scene.pairs(among: scene.neighbours(of: asked)))
    let terms = chosen.compactMap { term($0, in: scene, sigma: sigma) }
    guard let prior = stated.information else { return fit }
    var move = SIMD2<Double>.zero
    var accuracy = stated
    var disagreement = 1.0
    for _ in 0..<4 {
      var information = prior
      var right = prior.times(-fit.shift)
      var (sum, freedom) = (0.0, 0.0)
      for term in terms {
        let off = term.offset - move
        let squared = (off * term.information.times(off)).sum()
        let limit = Self.outlying * Self.outlying * disagreement
        let weight = squared > limit ? (limit / squared).squareRoot() : 1
        information = information.adding(term.information.scaled(by: weight))
        right += term.information.times(term.offset) * weight
        sum += min(squared, limit)
        freedom += term.freedom
      }
      guard let solved = information.information else { break }
      move = solved.times(right)
      disagreement = max(1, sum / max(1, freedom - 2))
      accuracy = solved.scaled(by: disagreement)
    }
    let shift = fit.shift + move
    let prize = chosen.reduce(0) { $0 + $1.weight } - stated.squaredDistance(of: shift) / 2
    return Fit(shift: shift, accuracy: accuracy, pairs: terms.count, disagreement: disagreement, weight: prize)
  }

  /// What one pair says of the shift: how far it still is off, and how surely.
  private struct Term {
    let offset: SIMD2<Double>
    let information: PositionAccuracy
    let freedom: Double
  }

  private func term(_ pair: ComparisonPairs.Pair, in scene: ComparisonPairs, sigma: Double) -> Term? {
    let (old, new) = (before[pair.before], after[pair.after - scene.count])
    let own = old.doubt.own.adding(new.doubt.own)
    let (one, other) = (scene.sightings[pair.before], scene.sightings[pair.after])
    switch (one.line, other.line) {
    case (let first?, let second?):
      let beside = scene.limits.besidePixels * max(one.groundSampleDistance, other.groundSampleDistance)
      let alignment = LineAlignment(accuracy: PositionAccuracy(circle: sigma).adding(own), beside: beside)
      let isShort = second.length <= first.length
      let solution = alignment.solution(
        of: (isShort ? second : first).samples, onto: isShort ? first : second,
        reach: 3 * (sigma + own.major) + beside)
      guard let limited = solution.information.limited(by: own) else { return nil }
      return Term(offset: isShort ? -solution.shift : solution.shift, information: limited, freedom: 1)
    case (nil, nil):
      let ends = Self.drawn * max(one.size, other.size) + one.groundSampleDistance + other.groundSampleDistance
      guard let information = own.adding(PositionAccuracy(circle: ends)).information else { return nil }
      return Term(offset: other.point - one.point, information: information, freedom: 2)
    default: return nil
    }
  }

  /// What the places of a flight share, on the whole.
  private static func shared(_ sightings: [Sighting]) -> PositionAccuracy {
    guard !sightings.isEmpty else { return PositionAccuracy(circle: 3) }
    let sum = sightings.reduce(PositionAccuracy.exact) { $0.adding($1.doubt.sharedAccuracy) }
    // Nothing is surer than a centimetre.
    return sum.scaled(by: 1 / Double(sightings.count)).adding(PositionAccuracy(circle: 0.01))
  }
}

extension PositionAccuracy {
  /// Returns what is known of a mean by an observation of this information, when the thing observed is off it by a doubt:
  /// (J⁻¹ + C)⁻¹, also where J knows nothing along one direction; `nil` when it knows nothing at all.
  func limited(by doubt: PositionAccuracy) -> PositionAccuracy? {
    guard eastEast + northNorth > 0 else { return nil }
    guard let inverse = doubt.information else { return self }
    guard let middle = adding(inverse).information else { return nil }
    // J − J (J + C⁻¹)⁻¹ J, column by column.
    func column(_ unit: SIMD2<Double>) -> SIMD2<Double> {
      let image = times(unit)
      return image - times(middle.times(image))
    }
    let (first, second) = (column(SIMD2(1, 0)), column(SIMD2(0, 1)))
    return PositionAccuracy(
      eastEast: first.x, eastNorth: (first.y + second.x) / 2, northNorth: second.y)
  }
}
