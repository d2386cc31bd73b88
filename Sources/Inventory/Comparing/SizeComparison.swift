import Detectors
import Foundation
import ImageKit

/// Compares the sizes of one thing in two flights.
struct SizeComparison {
  /// One flight's pieces of the thing, the largest first.
  struct Pieces {
    let defects: [Defect]
    let sightings: [Sighting]
    /// Returns the part of some points that the other flight shows as finely, 0…1.
    let share: ([SIMD2<Double>]) -> Double
    /// Returns the points of a line that lie along nothing that the other flight drew.
    let fresh: ([GroundLine.Sample]) -> [GroundLine.Sample]
    /// Returns whether the other flight would have shown what lies at some points.
    let wouldShow: ([SIMD2<Double>]) -> Bool
  }

  /// Where less than this part of a line is shown by the other flight too, lengths are not compared.
  private static let leastShare = 0.3
  /// The ends of a line, in pixels of each flight.
  private static let ends = 6.0
  /// What is taken for the doubt of a size that states none, as a part of it.
  private static let unstated = 0.05
  /// The doubt of where a carriageway begins, in metres, and of what part of a crown is brown and of a marking bare; guesses.
  private static let edge = 0.3
  private static let decline = 0.12
  private static let paint = 0.1

  /// Returns the sizes that both know, each with the doubt that its measures state.
  static func changes(from before: Pieces, to after: Pieces) -> [SizeChange] {
    guard let old = before.defects.first, let new = after.defects.first else { return [] }
    var changes: [SizeChange] = []
    func add(_ quantity: SizeChange.Quantity, _ one: Measure?, _ other: Measure?, floor: Double = 0) {
      guard let one, let other, one.value.isFinite, other.value.isFinite, one.value >= 0, other.value >= 0 else {
        return
      }
      let first = one.sigma ?? unstated * one.value
      let second = other.sigma ?? unstated * other.value
      let sigma = (first * first + second * second + floor * floor).squareRoot()
      changes.append(
        SizeChange(
          quantity: quantity, before: Measure(one.value, sigma: first), after: Measure(other.value, sigma: second),
          sigma: sigma))
    }
    let (one, other) = (before.sightings.first, after.sightings.first)
    if let one, let other, one.line != nil, other.line != nil {
      let pixels = one.groundSampleDistance + other.groundSampleDistance
      if !new.damageClass.isTree {
        let (old, new, isDoubtful) = lengths(before, after)
        add(.length, old, new, floor: ends * pixels)
        if changes.last?.quantity == .length { changes[changes.count - 1].isDoubtful = isDoubtful }
      }
      // Paint does not grow wider.
      if new.damageClass != .fadedMarking { add(.width, width(of: old), width(of: new)) }
    } else if one?.line == nil, other?.line == nil, Self.hasArea(old.damageClass), Self.hasArea(new.damageClass),
      !(before.sightings + after.sightings).contains(where: \.isCut)
    {
      add(.area, area(of: before), area(of: after))
    }
    add(
      .paintLost, old.measures.paintLost.map { Measure($0, sigma: paint) },
      new.measures.paintLost.map { Measure($0, sigma: paint) })
    if let tree = old.measures.tree, let later = new.measures.tree {
      add(.blockedWidth, tree.blockedWidth, later.blockedWidth, floor: edge)
      if old.damageClass.isCrown, new.damageClass.isCrown {
        add(
          .decline, tree.decline.map { Measure($0, sigma: decline) }, later.decline.map { Measure($0, sigma: decline) })
      }
    }
    return changes
  }

  /// Kinds whose area says how bad they are; that of a crown says when it was in leaf, and of a patch how much was mended.
  private static func hasArea(_ kind: DamageClass) -> Bool {
    switch kind {
    case .pothole, .alligatorCrack, .blockCrack, .ravelling, .fadedMarking, .spalling, .exposedRebar, .efflorescence:
      true
    default: false
    }
  }

  /// The lengths before and after, and whether what makes the difference may have been overlooked.
  ///
  /// One flight may show as one network what the other shows as several cracks, each paired with one of its own. So a line counts as
  /// longer by no more than what lies along nothing that was drawn before, and as shorter by no more than what nothing is drawn along.
  private static func lengths(_ before: Pieces, _ after: Pieces) -> (Measure?, Measure?, Bool) {
    guard let old = length(of: before), var new = length(of: after) else { return (nil, nil, false) }
    let isLonger = new.measure.value > old.measure.value
    let (pieces, all) = isLonger ? (after, new) : (before, old)
    let fresh = pieces.fresh(all.samples)
    let most = all.measure.value * Double(fresh.count) / Double(max(1, all.samples.count))
    new.measure.value =
      isLonger
      ? min(new.measure.value, old.measure.value + most) : max(new.measure.value, old.measure.value - most)
    return (old.measure, new.measure, !fresh.isEmpty && !pieces.wouldShow(fresh.map(\.point)))
  }

  /// The length of all pieces, each stretch once, as far as the other flight shows it, and points along it.
  private static func length(of pieces: Pieces) -> (measure: Measure, samples: [GroundLine.Sample])? {
    guard let first = pieces.defects.first, let sighting = pieces.sightings.first, let line = sighting.line,
      let measured = first.measures.length, line.length > 0
    else { return nil }
    var (length, samples) = (measured.value, line.samples)
    let others = pieces.sightings.dropFirst().compactMap(\.line)
    if !others.isEmpty {
      let beside = ends * sighting.groundSampleDistance + sighting.doubt.own.major
      var stitching = LineStitching(line.lines, beside: beside)
      for other in others { _ = stitching.add(other.lines, shiftedBy: .zero) }
      // On a slope a line is longer than on the map.
      let slope = measured.value / line.length
      length = max(length, stitching.length * ((0.5...2).contains(slope) ? slope : 1))
      samples = GroundLine(stitching.lines, tolerance: 0).samples
    }
    let share = pieces.share(samples.map(\.point))
    guard share >= leastShare else { return nil }
    let relative = measured.sigma.map { $0 / max(measured.value, 1e-9) } ?? unstated
    return (Measure(length * share, sigma: relative * length * share), samples)
  }

  /// The width with a standard deviation from its 90 % interval; `nil` where the photos do not resolve it.
  private static func width(of defect: Defect) -> Measure? {
    guard let width = defect.measures.width, width.low > 0, width.median >= width.minimumGradable else { return nil }
    return Measure(width.median, sigma: max(0, width.high - width.low) / 3.29)
  }

  private static func area(of pieces: Pieces) -> Measure? {
    guard let first = pieces.defects.first?.measures.area, first.value > 0 else { return nil }
    let sum = pieces.defects.reduce(0) { $0 + ($1.measures.area?.value ?? 0) }
    return Measure(sum, sigma: (first.sigma ?? unstated * first.value) * sum / first.value)
  }
}
