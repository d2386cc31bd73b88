import Detectors

/// How often a photo that should show a defect does, in one inventory.
///
/// Counted without the photo that made a defect known: of those with `n` of `m` photos, `n - 1` of `m - 1` others show it.
struct DetectionRate {
  private var shown: [DamageFamily: Double] = [:]
  private var expected: [DamageFamily: Double] = [:]
  /// The part of photos that show what they should, of all families.
  private var overall = 0.5
  /// So many photos' weight has the share of its family in what is to be expected of one defect: few where some are seen in all photos
  /// and others in hardly any, more where all are as easily seen.
  private var weight = guessed

  /// Before anything is counted, so many photos speak for what is usual.
  private static let guessed = 2.0
  /// How many pairs of photos that guess counts for, and the most photos that a share ever counts for.
  private static let guessedPairs = 20.0
  private static let mostWeight = 8.0

  init(_ defects: [Defect]) {
    for defect in defects {
      let (shown, expected) = Self.others(of: defect)
      let family = DamageFamily(defect.damageClass)
      self.shown[family, default: 0] += shown
      self.expected[family, default: 0] += expected
    }
    let families = Set(defects.map { DamageFamily($0.damageClass) })
    let (all, seen) = families.reduce((0.0, 0.0)) { ($0.0 + (expected[$1] ?? 0), $0.1 + (shown[$1] ?? 0)) }
    overall = (seen + Self.guessed / 2) / (all + Self.guessed)
    // The correlation between photos of one defect, by the method of moments.
    var (excess, pairs) = (Self.guessedPairs / (1 + Self.guessed), Self.guessedPairs)
    for defect in defects {
      let (shown, expected) = Self.others(of: defect)
      let share = share(of: DamageFamily(defect.damageClass))
      let off = shown - expected * share
      excess += off * off / (share * (1 - share)) - expected
      pairs += expected * (expected - 1)
    }
    let correlation = min(max(excess / pairs, 1 / (1 + Self.mostWeight)), 0.5)
    weight = 1 / correlation - 1
  }

  /// Returns the part of photos that show such things, 0…1.
  func share(of family: DamageFamily) -> Double {
    ((shown[family] ?? 0) + Self.guessed * overall) / ((expected[family] ?? 0) + Self.guessed)
  }

  /// Returns the probability that photos overlook a defect, all of them.
  ///
  /// Some defects are hard to see in every photo. So the chance of this one starts at the share of its family, and goes by what its own
  /// flight's photos show of it: the more, the more defects of this inventory differ (a beta distribution; the probability is its
  /// binomial).
  func overlooked(_ defect: Defect, in photos: Int) -> Double {
    let share = share(of: DamageFamily(defect.damageClass))
    let (shown, expected) = Self.others(of: defect)
    // Of a family that this inventory hardly shows no more is known than that.
    let weight = min(self.weight, Self.guessed + (self.expected[DamageFamily(defect.damageClass)] ?? 0))
    let hits = weight * share + shown
    let misses = weight * (1 - share) + (expected - shown)
    return (0..<max(0, photos)).reduce(1) { $0 * (misses + Double($1)) / (hits + misses + Double($1)) }
  }

  /// Whether its own flight shows a defect so often that it can be told of photos that do not: twice, where two photos should.
  static func isSure(_ defect: Defect) -> Bool { defect.photos.count >= min(2, defect.expectedPhotoCount ?? 2) }

  private static func others(of defect: Defect) -> (shown: Double, expected: Double) {
    let shown = defect.photos.count - 1
    return (Double(shown), Double(max(shown, (defect.expectedPhotoCount ?? 1) - 1)))
  }
}
