import Detectors

/// How often a photo that should show a defect does, in one inventory.
///
/// Counted without the photo that made a defect known: of those with `n` of `m` photos, `n - 1` of `m - 1` others show it.
struct DetectionRate {
  private var shown: [DamageFamily: Double] = [:]
  private var expected: [DamageFamily: Double] = [:]
  /// So many photos' weight has the share of its family in what is to be expected of one defect: few where some are seen in all photos
  /// and others in hardly any, many where all are as easily seen.
  private var weight = guessed

  /// Before anything is counted, so many photos of which half show it; and so many a family's share counts for.
  private static let guessed = 2.0
  /// How many pairs of photos that guess of the weight counts for.
  private static let guessedPairs = 20.0
  /// A share never counts for more photos than this.
  private static let mostWeight = 50.0

  init(_ defects: [Defect]) {
    for defect in defects {
      let (shown, expected) = Self.others(of: defect)
      let family = DamageFamily(defect.damageClass)
      self.shown[family, default: 0] += shown
      self.expected[family, default: 0] += expected
    }
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
    ((shown[family] ?? 0) + Self.guessed / 2) / ((expected[family] ?? 0) + Self.guessed)
  }

  /// Returns the probability that photos overlook a defect, all of them.
  ///
  /// Some defects are hard to see in every photo. So the chance of this one starts at the share of its family, and goes by what its own
  /// flight's photos show of it: the more, the more defects of this inventory differ (a beta distribution; the probability is its
  /// binomial).
  func overlooked(_ defect: Defect, in photos: Int) -> Double {
    let share = share(of: DamageFamily(defect.damageClass))
    let (shown, expected) = Self.others(of: defect)
    let hits = weight * share + shown
    let misses = weight * (1 - share) + (expected - shown)
    return (0..<max(0, photos)).reduce(1) { $0 * (misses + Double($1)) / (hits + misses + Double($1)) }
  }

  private static func others(of defect: Defect) -> (shown: Double, expected: Double) {
    let shown = defect.photos.count - 1
    return (Double(shown), Double(max(shown, (defect.expectedPhotoCount ?? 1) - 1)))
  }
}
