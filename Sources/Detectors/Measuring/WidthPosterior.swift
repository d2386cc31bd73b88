import Foundation

/// The width of a crack from all its cross-sections together, with what is known of cracks and lenses beforehand.
///
/// A line of width w and contrast C (a part of the ground's brightness) behind a blur σ has the darkened area A = C w and, in
/// the mean over its core of ±h, the depth C m(w, σ, h) with m → 1 for wide lines. Where w is not much larger than σ, area
/// and depth leave C and w open: a faint wide line and a dark thin one look alike. So each contrast and each blur is given
/// the weight that it has beforehand, times how well it explains the measured depth; what that leaves for w = A / C is
/// summed up by its median and its 90 % interval. Cracks are dark: contrasts near one half are the likeliest.
struct WidthPosterior {
  /// The median, and the ends of the 90 % interval, in pixels.
  let width, low, high: Double
  /// The likeliest part of the ground's brightness that the crack lacks: widths along it are area / (contrast × ground).
  let contrast: Double

  /// What sections say on the whole.
  struct Evidence {
    /// Darkness added up across the line, in grey levels × pixels, and its standard deviation.
    var area, areaDeviation: Double
    /// Mean darkness of the core, in grey levels, and its standard deviation.
    var core, coreDeviation: Double
    /// Half the width of the core, in pixels.
    var coreHalfWidth: Double
    /// The brightness of the ground, in grey levels.
    var ground: Double
  }

  /// Contrasts that a crack may have, and blurs of lens, sensor and reading, in pixels.
  private static let contrasts = (1...96).map { contrastStep * Double($0) }
  private static let contrastStep = 0.01
  private static let blurs = (0..<9).map { 0.55 + 0.1 * Double($0) }
  /// Beforehand, as densities: contrasts round one half, blurs round 0.95 pixel.
  private static let contrastWeights = contrasts.map { $0 * (0.98 - $0) }
  private static let blurWeights = blurs.map { exp(-0.5 * pow(($0 - 0.95) / 0.25, 2)) }

  /// Returns `nil` where nothing is darker than the ground.
  init?(_ evidence: Evidence) {
    guard evidence.area > 0, evidence.core > 0, evidence.ground > 0 else { return nil }
    // From dark to pale, and so from narrow to wide: no contrast is tried twice, and the first is the darkest.
    var weights: [Double] = []
    for (contrast, before) in zip(Self.contrasts, Self.contrastWeights).reversed() {
      let depth = contrast * evidence.ground
      var likelihood = 0.0
      for (blur, weight) in zip(Self.blurs, Self.blurWeights) {
        let expected = depth * Self.coreMean(width: evidence.area / depth, blur: blur, half: evidence.coreHalfWidth)
        let z = (evidence.core - expected) / evidence.coreDeviation
        likelihood += weight * exp(-0.5 * z * z)
      }
      weights.append(before * likelihood)
    }
    let total = weights.reduce(0, +)
    guard total > 1e-12 else { return nil }
    let darkest = Self.contrasts[Self.contrasts.count - 1] + Self.contrastStep / 2
    /// The contrast above which a part of the weight lies, each step's weight being spread evenly over it.
    func contrastAbove(_ part: Double) -> Double {
      var left = part * total
      for (index, weight) in weights.enumerated() {
        if weight >= left { return darkest - Self.contrastStep * (Double(index) + left / max(weight, .ulpOfOne)) }
        left -= weight
      }
      return Self.contrastStep / 2
    }
    func widthAbove(_ part: Double) -> Double { evidence.area / (contrastAbove(part) * evidence.ground) }
    contrast = contrastAbove(0.5)
    width = widthAbove(0.5)
    // The area's own doubt, which the contrasts leave out.
    let spread = 1.645 * width * evidence.areaDeviation / evidence.area
    low = max(0, width - Self.norm(width - widthAbove(0.05), spread))
    high = width + Self.norm(widthAbove(0.95) - width, spread)
  }

  /// The mean of a blurred line's profile over ±half round its middle, for a contrast of one, by Simpson's rule.
  private static func coreMean(width: Double, blur: Double, half: Double) -> Double {
    func profile(_ x: Double) -> Double {
      let scale = 1 / (2.0.squareRoot() * blur)
      return (erf((x + width / 2) * scale) - erf((x - width / 2) * scale)) / 2
    }
    return (profile(0) + 4 * profile(half / 2) + profile(half)) / 6
  }

  private static func norm(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }
}
