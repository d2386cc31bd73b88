/// A figure that says how well a detector does.
public enum ScoreFigure: String, Sendable, Hashable, CaseIterable, Codable {
  /// The part of the found centre line within the tolerance of a true one.
  case precision = "centre-line precision"
  /// The part of the true centre line within the tolerance of a found one.
  case recall = "centre-line recall"
  /// Their harmonic mean.
  case f1 = "centre-line F1"
  /// True centre line that was found over all of it plus what was found wrongly.
  case lineIoU = "clIoU"
  /// Pixels that both masks have over those that either has.
  case pixelIoU = "pixel IoU"
  /// Twice the shared pixels over the pixels of both masks.
  case pixelF1 = "pixel F1"
  /// The area under precision over recall of boxes that overlap a true one by an IoU of 0.5.
  case ap50 = "AP50"
  /// Detections per megapixel of pictures without any truth.
  case falsePerMegapixel = "false per megapixel"
  /// The mean distance of measured widths from the mask's, in pixels, over found line that is right.
  case widthError = "width error, px"
  /// The mean of measured widths less the mask's, in pixels, over the same line.
  case widthBias = "width bias, px"
  /// The part of the detections whose 90 % interval holds the mask's median width.
  case widthIntervals = "width intervals right"

  /// Whether it judges widths: only masks whose edges are those of the damage can tell.
  public var isOfWidths: Bool { [.widthError, .widthBias, .widthIntervals].contains(self) }

  /// Returns by how much a value is worse than another; negative when it is better.
  public func loss(from before: Double, to after: Double) -> Double {
    switch self {
    case .falsePerMegapixel, .widthError: after - before
    case .widthBias: abs(after) - abs(before)
    // Intervals that hold too often are wider than they say.
    case .widthIntervals: abs(after - 0.9) - abs(before - 0.9)
    case .precision, .recall, .f1, .lineIoU, .pixelIoU, .pixelF1, .ap50: before - after
    }
  }

  /// By how much it may be worse than a baseline that states nothing else.
  public var defaultMargin: Double {
    switch self {
    case .falsePerMegapixel: 0.02
    case .widthError, .widthBias: 0.1
    case .widthIntervals: 0.05
    case .precision, .recall, .f1, .lineIoU, .pixelIoU, .pixelF1, .ap50: 0.01
    }
  }
}
