/// What keeps a measured width from being one level of a rule, and which pixel would do.
///
/// Two doubts make the interval of a width: that of the pixels, which a closer photo narrows, and that of the scale, which
/// only a better known distance narrows. A closer photo is named where the pixels alone, or both together, keep the
/// interval across a limit.
public struct WidthShortfall: Sendable, Hashable {
  /// The limit that cannot be decided, in millimetres: the lowest that the interval spans; the rule's lowest where the
  /// crack is narrower than a pixel.
  public var limit: Double
  /// The size of a pixel across the crack, in millimetres.
  public var pixel: Double
  /// The size of a pixel that would do, in millimetres; `nil` where a finer one would not help.
  ///
  /// It has ``WidthResolution/pixelsAcrossLimit`` pixels across the limit and is at least twice as fine as now, because
  /// what lay across the limit once would lie across it again; but no finer than ``WidthResolution/mostUsefulPixels``.
  public var neededPixel: Double?
  /// By how much the scale would leave the width open either way with 90 % probability, relative to it, on the pixels that
  /// would do and with the distance known no better than now; `nil` where that is less than the pixels will leave open.
  public var scaleDoubt: Double?

  /// A photo that is not at least this much finer is not worth a flight.
  private static let worthwhile = 0.8

  /// Compares a width with a rule; `nil` when the rule gives it one level, or does not grade by width.
  ///
  /// - Parameters:
  ///   - width: as measured, in millimetres.
  ///   - rule: the rule that grades it.
  ///   - view: how the photo saw it.
  public init?(of width: WidthMeasure, by rule: SeverityRule, view: GradingView = GradingView()) {
    guard rule.quantity == .width, width.isUsable, let lowest = rule.steps.first else { return nil }
    if width.isResolved {
      guard rule.level(of: width.low) != rule.level(of: width.high),
        let step = rule.steps.first(where: { $0.covers(width.low) })
      else { return nil }
      limit = step.bound
    } else {
      guard !lowest.covers(width.high) else { return nil }
      limit = lowest.bound
    }
    pixel = width.minimumGradable
    // 1.645 standard deviations: the same 90 % as the interval.
    let doubt = 1.645 * max(0, view.scaleSigma)
    if !width.isResolved || Self.pixelsMatter(width, limit: limit, scale: doubt * width.median) {
      let coarsest = min(limit / WidthResolution.pixelsAcrossLimit, pixel / 2)
      let needed = max(coarsest, limit / WidthResolution.mostUsefulPixels)
      neededPixel = needed <= pixel * Self.worthwhile ? needed : nil
    }
    let there = view.growsCloser ? doubt * pixel / (neededPixel ?? pixel) : doubt
    scaleDoubt = there > WidthResolution.doubtAtLimit ? there : nil
  }

  /// Whether the pixels keep the interval across the limit, by themselves or together with the scale.
  private static func pixelsMatter(_ width: WidthMeasure, limit: Double, scale: Double) -> Bool {
    let gap = abs(width.median - limit)
    let side = width.median > limit ? width.median - width.low : width.high - width.median
    let pixels = max(0, side * side - scale * scale).squareRoot()
    return scale < gap || pixels >= gap
  }
}

extension WidthMeasure {
  /// Whether all of it are numbers that make an interval.
  var isUsable: Bool { median.isFinite && low <= high && high.isFinite }

  /// Whether the photo resolves it: below one pixel nothing but the darkness is measured.
  var isResolved: Bool { low > 0 && median >= minimumGradable }
}
