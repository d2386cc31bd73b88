/// What is counted on a picture; counts of several pictures add up, and figures follow from the sums.
public struct ScoreCounts: Sendable, Hashable {
  /// Pixels of the found centre line, and those of them within the tolerance of a true one.
  public var foundLine = 0, foundRight = 0
  /// Pixels of the true centre line, and those of them within the tolerance of a found one.
  public var trueLine = 0, trueFound = 0
  /// Pixels of the masks: found, true, and both.
  public var foundPixels = 0, truePixels = 0, sharedPixels = 0
  /// On pictures without any truth: detections, their pixels, and the pixels looked at.
  public var falseDetections = 0, falsePixels = 0, emptyPixels = 0
  /// Measured widths beside those of the masks.
  public var widths = WidthCounts()

  /// Creates counts of nothing.
  public init() {}

  /// Adds up the kinds of one picture; the pixels looked at are the same for all of them and count once.
  init(of kinds: [ClassScore]) {
    for score in kinds {
      let pixels = max(emptyPixels, score.counts.emptyPixels)
      add(score.counts)
      emptyPixels = pixels
    }
  }

  /// Returns a figure, or `nil` where there is nothing to work it out from; ``ScoreFigure/ap50`` is not one of counts.
  ///
  /// Without any truth, what is found says only how much is invented: lines and pixels have no figure then.
  public func value(_ figure: ScoreFigure) -> Double? {
    func ratio(_ part: Int, _ whole: Int) -> Double? { whole > 0 ? Double(part) / Double(whole) : nil }
    switch figure {
    case .precision: return trueLine > 0 ? ratio(foundRight, foundLine) : nil
    case .recall: return ratio(trueFound, trueLine)
    case .f1:
      guard trueLine > 0 else { return nil }
      let (precision, recall) = (value(.precision) ?? 0, value(.recall) ?? 0)
      return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0
    case .lineIoU: return trueLine > 0 ? ratio(trueFound, trueLine + foundLine - foundRight) : nil
    case .pixelIoU: return truePixels > 0 ? ratio(sharedPixels, foundPixels + truePixels - sharedPixels) : nil
    case .pixelF1: return truePixels > 0 ? ratio(2 * sharedPixels, foundPixels + truePixels) : nil
    case .ap50: return nil
    case .falsePerMegapixel: return emptyPixels > 0 ? Double(falseDetections) * 1e6 / Double(emptyPixels) : nil
    case .widthError: return widths.length > 0 ? widths.absoluteError / widths.length : nil
    case .widthBias: return widths.length > 0 ? widths.error / widths.length : nil
    case .widthIntervals: return ratio(widths.intervalsHeld, widths.intervals)
    }
  }

  /// Adds the counts of another picture, so many times.
  mutating func add(_ other: ScoreCounts, times: Int = 1) {
    foundLine += other.foundLine * times
    foundRight += other.foundRight * times
    trueLine += other.trueLine * times
    trueFound += other.trueFound * times
    foundPixels += other.foundPixels * times
    truePixels += other.truePixels * times
    sharedPixels += other.sharedPixels * times
    falseDetections += other.falseDetections * times
    falsePixels += other.falsePixels * times
    emptyPixels += other.emptyPixels * times
    widths.add(other.widths, times: times)
  }
}
