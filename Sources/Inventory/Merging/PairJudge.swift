import Detectors
import Foundation
import ImageKit

/// Says of two sightings in different photos whether they are one defect.
struct PairJudge {
  let limits: MergingLimits
  /// What each photo shows, by its number.
  let views: [SurveyPhoto.View]
  /// How many other things of the family are to be expected on a square metre of one photo.
  let density: [DamageFamily: Double]

  /// Returns how far from its box a sighting's partners may be, in metres.
  static func reach(of sighting: Sighting, _ limits: MergingLimits) -> Double {
    let doubt = sighting.doubt
    let isAlone = doubt.isRegistered && !sighting.isSurveyed(limits)
    let drawn = sighting.line == nil ? Self.drawing.cut * sighting.size : 0
    return limits.gate.squareRoot() * ((isAlone ? doubt.own : doubt.total).major + drawn)
      + limits.besidePixels * sighting.groundSampleDistance + doubt.own.major
  }

  /// The least density that is reckoned with: one thing on a hectare.
  private static let leastDensity = 1e-4
  /// What is drawn of a thing ends somewhere else in each photo: part of its side, for wholes and for what a border cuts.
  private static let drawing = (whole: 0.2, cut: 0.4)

  /// What was found of a pair.
  struct Finding {
    var evidence: PairEvidence
    /// The part of the first one that lies on the second, and of the second that lies on the first, as far as both photos show them;
    /// of a line that one of them hardly shows, the part of a stretch long enough to tell.
    var cover = SIMD2<Double>.zero
  }

  /// Returns what speaks for one defect; `nil` for two that are too far apart to be asked about.
  func evidence(_ first: Sighting, _ second: Sighting) -> PairEvidence? { finding(first, second)?.evidence }

  /// Returns what speaks for one defect, and how much of each lies on the other.
  func finding(_ first: Sighting, _ second: Sighting) -> Finding? {
    guard first.photo != second.photo, first.family == second.family, first.site == second.site else { return nil }
    let isSameFlight = first.flight == second.flight
    guard isSameFlight || (first.isSurveyed(limits) && second.isSurveyed(limits)) else { return nil }
    let accuracy = PlaceDoubt.ofDifference(first.doubt, second.doubt, isSameFlight: isSameFlight)
    let isRegistered = isSameFlight && first.doubt.isRegistered && second.doubt.isRegistered
    let pair = Pair(
      first: first, second: second, accuracy: accuracy, isRegistered: isRegistered,
      radius: (limits.gate).squareRoot() * accuracy.major,
      beside: limits.besidePixels * max(first.groundSampleDistance, second.groundSampleDistance)
        + (isRegistered ? 1 : 0.25) * accuracy.major,
      expected: log(max(density[first.family] ?? 0, Self.leastDensity)))
    let reach = pair.radius + pair.beside
    guard first.low.x - reach <= second.high.x, second.low.x - reach <= first.high.x,
      first.low.y - reach <= second.high.y, second.low.y - reach <= first.high.y
    else { return nil }
    switch (first.line, second.line) {
    case (let one?, let other?):
      return lines(pair, one, other)
    case (let line?, nil):
      return second.area.map { inside(pair, line, of: second, area: $0, of: first) }.map { evidence, part in
        Finding(evidence: evidence, cover: SIMD2(part, 0))
      }
    case (nil, let line?):
      return first.area.map { inside(pair, line, of: first, area: $0, of: second) }.map { evidence, part in
        Finding(evidence: evidence, cover: SIMD2(0, part))
      }
    default: return areas(pair)
    }
  }

  private struct Pair {
    let first, second: Sighting
    let accuracy: PositionAccuracy
    let isRegistered: Bool
    /// How far apart the places may be, and how far beside each other a line may be drawn, in metres.
    let radius, beside: Double
    /// The logarithm of the density of others.
    let expected: Double

    /// What it counts that both photos tell one kind, or two.
    var kinds: Double {
      first.damageClass == second.damageClass ? 1 : first.damageClass.canContinue(second.damageClass) ? 0 : -2
    }

    func evidence(
      _ verdict: PairEvidence.Verdict, at difference: SIMD2<Double>, accuracy: PositionAccuracy? = nil,
      overlap: Double? = nil, sizeRatio: Double? = nil, shape: Double = 0
    ) -> PairEvidence {
      let accuracy = accuracy ?? self.accuracy
      let weight = accuracy.logDensity(at: difference) - expected + shape
      return PairEvidence(
        verdict: verdict == .same && weight <= 0 ? .crowded : verdict,
        squaredDistance: accuracy.squaredDistance(of: difference),
        offset: (difference * difference).sum().squareRoot(), overlap: overlap, sizeRatio: sizeRatio,
        isRegistered: isRegistered, weight: weight)
    }
  }

  /// Two lines: the part that both photos show of each must lie on the other.
  private func lines(_ pair: Pair, _ first: GroundLine, _ second: GroundLine) -> Finding {
    let seenFirst = first.samples.filter { views[pair.second.photo].shows($0.point) }
    let seenSecond = second.samples.filter { views[pair.first.photo].shows($0.point) }
    let (lengthFirst, lengthSecond) =
      (Double(seenFirst.count) * first.spacing, Double(seenSecond.count) * second.spacing)
    let shorter = min(lengthFirst, lengthSecond)
    guard shorter >= pair.beside else {
      return Finding(evidence: pair.evidence(.notSeenTogether, at: .zero))
    }
    let alignment = LineAlignment(accuracy: pair.accuracy, beside: pair.beside)
    // The shorter one is moved: all of it should fit.
    let shift =
      lengthFirst <= lengthSecond
      ? alignment.shift(of: seenFirst, onto: second, reach: pair.radius + pair.beside)
      : -alignment.shift(of: seenSecond, onto: first, reach: pair.radius + pair.beside)
    let onSecond = seenFirst.count { second.covers($0, shiftedBy: shift, within: pair.beside) }
    let onFirst = seenSecond.count { first.covers($0, shiftedBy: -shift, within: pair.beside) }
    let (coveredFirst, coveredSecond) = (Double(onSecond) * first.spacing, Double(onFirst) * second.spacing)
    let overlap = max(coveredFirst / lengthFirst, coveredSecond / lengthSecond)
    let ratio = max(lengthFirst, lengthSecond) / shorter
    // So little that any line through it would cover it must be covered nearly whole.
    let least = min(3 * pair.beside, 0.8 * shorter)
    let covered = min(coveredFirst, coveredSecond)
    // Where photos miss parts, a long common stretch tells as much as a large part.
    let isLong = covered >= 8 * pair.beside && overlap >= limits.longLineOverlap
    let verdict: PairEvidence.Verdict =
      if pair.accuracy.squaredDistance(of: shift) > limits.gate {
        .tooFar
      } else if (overlap < limits.lineOverlap && !isLong) || covered < least {
        .noOverlap
      } else {
        .same
      }
    let evidence = pair.evidence(
      verdict, at: shift, overlap: overlap, sizeRatio: ratio,
      shape: 6 * (overlap - limits.lineOverlap) + 4 * covered / max(lengthFirst, lengthSecond)
        + pair.kinds)
    return Finding(
      evidence: evidence,
      cover: SIMD2(
        coveredFirst / max(lengthFirst, min(first.length, 8 * pair.beside)),
        coveredSecond / max(lengthSecond, min(second.length, 8 * pair.beside))))
  }

  /// A line and an area of the same damage, of which the line must lie in the area; and the part of it that does.
  private func inside(
    _ pair: Pair, _ line: GroundLine, of areal: Sighting, area: GroundArea, of linear: Sighting
  ) -> (PairEvidence, part: Double) {
    let seen = line.samples.filter { views[areal.photo].shows($0.point) }
    guard !seen.isEmpty else { return (pair.evidence(.notSeenTogether, at: .zero), 0) }
    let inside = seen.count { area.contains($0.point) }
    let part = Double(inside) / Double(seen.count)
    // Where places are only as good as the tags, a line that happens to lie in an area says nothing.
    let verdict: PairEvidence.Verdict = !pair.isRegistered || part < limits.lineInArea ? .noOverlap : .same
    // That it lies somewhere in an area tells its place no better than the area is large: two areas that cover each other tell more.
    let accuracy = pair.accuracy.adding(PositionAccuracy(circle: Self.drawing.whole * areal.size))
    let evidence = pair.evidence(
      verdict, at: .zero, accuracy: accuracy, overlap: part, shape: 3 * (part - limits.lineInArea) + pair.kinds)
    return (
      evidence,
      Double(inside) * line.spacing / max(Double(seen.count) * line.spacing, min(line.length, 8 * pair.beside))
    )
  }

  /// Two areas, or two places of which no more is known.
  private func areas(_ pair: Pair) -> Finding {
    let (first, second) = (pair.first, pair.second)
    let isCut = first.isCut || second.isCut
    let drawn = (isCut ? Self.drawing.cut : Self.drawing.whole) * max(first.size, second.size)
    let accuracy = pair.accuracy.adding(PositionAccuracy(circle: drawn))
    let difference = second.point - first.point
    let ratio = first.size > 0 && second.size > 0 ? max(first.size, second.size) / min(first.size, second.size) : nil
    // Crowns that are compared stand where their outlines are not.
    let isInPlace = pair.isRegistered && !CrownHeight.matters(to: first.damageClass)
    var overlap: Double?
    if let one = first.area, let other = second.area {
      overlap = one.intersectionOverSmaller(other, shift: isInPlace ? .zero : -difference)
    }
    let least = isInPlace ? limits.areaOverlap : limits.movedAreaOverlap
    // Areas of no sharp border end elsewhere in each photo, and have their middle elsewhere: that they cover each other counts.
    let isCovered = isInPlace && overlap ?? 0 >= limits.coveredArea
    let verdict: PairEvidence.Verdict =
      if accuracy.squaredDistance(of: difference) > limits.gate, !isCovered {
        .tooFar
      } else if let ratio, ratio > limits.sizeRatio, !isCut {
        .size
      } else if let overlap, overlap < least {
        .noOverlap
      } else {
        .same
      }
    let evidence = pair.evidence(
      verdict, at: isCovered ? .zero : difference, accuracy: accuracy, overlap: overlap, sizeRatio: ratio,
      shape: (overlap.map { 6 * ($0 - least) } ?? 0) + pair.kinds)
    guard isInPlace, let overlap, let one = first.area?.area, let other = second.area?.area else {
      return Finding(evidence: evidence)
    }
    // The overlap is of the smaller one.
    return Finding(
      evidence: evidence, cover: overlap * min(one, other) / SIMD2(max(one, 1e-9), max(other, 1e-9)))
  }
}

extension Sighting {
  /// Whether its place on the earth is so well known that things of another flight can be told to be the same.
  func isSurveyed(_ limits: MergingLimits) -> Bool { doubt.total.major <= limits.surveyed }
}
