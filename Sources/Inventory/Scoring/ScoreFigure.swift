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

  /// Whether more is better.
  public var isBetterWhenHigher: Bool { self != .falsePerMegapixel }

  /// By how much it may be worse than a baseline that states nothing else.
  public var defaultMargin: Double { self == .falsePerMegapixel ? 0.02 : 0.01 }
}
