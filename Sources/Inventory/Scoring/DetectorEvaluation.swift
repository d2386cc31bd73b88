import Detectors
import Foundation
import ImageKit

/// Runs a detector on labelled pictures and counts what it gets right.
public struct DetectorEvaluation: Sendable {
  /// The detector.
  public let detector: any Detector
  /// How far, in pixels, a found centre line may lie from a true one.
  public let tolerance: Double
  /// The kinds that are scored.
  let classes: [DamageClass]
  private let threshold: Double
  private let groundSampleDistance: Double?

  /// Creates an evaluation.
  ///
  /// - Parameters:
  ///   - detector: what is scored.
  ///   - tolerance: pixels that a centre line may be off.
  ///   - threshold: the least confidence that counts; `nil` is the detector's own.
  ///   - groundSampleDistance: metres a pixel of all pictures; `nil` when unknown.
  ///   - classes: the kinds that are scored: of the detector's those that the dataset tells.
  public init(
    detector: any Detector, tolerance: Double, threshold: Double?, groundSampleDistance: Double?, classes: [DamageClass]
  ) {
    self.detector = detector
    self.classes = classes
    self.tolerance = tolerance
    self.threshold = threshold ?? 0
    self.groundSampleDistance = groundSampleDistance
  }

  /// Scores one picture; one that cannot be decoded, or whose truth does not fit it, is skipped with a reason.
  public func score(of example: DatasetExample) throws -> ExampleScore {
    let image: Image<RGB8>
    let truth: TruthMasks
    do {
      image = try DatasetPicture.decode(example.image, as: RGB8.self)
      truth = try TruthMasks(of: example, classes: classes, width: image.width, height: image.height)
    } catch let error as PhotoError {
      return ExampleScore(example: example, classes: [], skipReason: "\(error)")
    } catch let error as DatasetError {
      return ExampleScore(example: example, classes: [], skipReason: "has no usable truth: \(error)")
    }
    let detections = try detections(in: image)
    let scores = classes.compactMap { kind in
      truth.kinds[kind].map { known in
        score(detections.filter { $0.damageClass.isKind(of: kind) }, known, kind, image)
      }
    }
    return ExampleScore(example: example, classes: scores, foreignLabels: truth.foreignLabels)
  }

  /// Returns what counts as found in a picture.
  func detections(in image: Image<RGB8>) throws -> [Detection] {
    try DetectorRunner(detector: detector).detections(in: image, groundSampleDistance: groundSampleDistance)
      .filter { $0.confidence >= threshold }
  }

  private func score(
    _ detections: [Detection], _ truth: TruthMasks.Kind, _ kind: DamageClass, _ image: Image<RGB8>
  ) -> ClassScore {
    var counts = ScoreCounts()
    let (width, height) = (image.width, image.height)
    let found = MaskArithmetic.union(detections.map(\.mask), width: width, height: height)
    if let mask = truth.mask {
      let lines = LineComparison(found: found, truth: mask, width: width, height: height, tolerance: tolerance)
      counts.foundRight = lines.right.count
      counts.foundLine = lines.right.count + lines.wrong.count
      counts.trueFound = lines.reached.count
      counts.trueLine = lines.reached.count + lines.missed.count
      counts.foundPixels = found.area
      counts.truePixels = mask.area
      counts.sharedPixels = MaskArithmetic.sharedArea(found, mask)
      if !lines.reached.isEmpty, detections.contains(where: { $0.width != nil }) {
        let widths = TruthWidths(mask: mask, line: lines.trueLine, width: width, height: height)
        counts.widths = WidthCounts(detections, truth: widths, tolerance: tolerance)
      }
    }
    if truth.isEmpty {
      counts.falseDetections = detections.count
      counts.falsePixels = found.area
      counts.emptyPixels = width * height
    }
    let boxes = truth.boxes.map { boxes in
      BoxMatching(found: detections.map { (PixelBox(of: $0), $0.confidence) }, truth: boxes)
    }
    return ClassScore(damageClass: kind, counts: counts, boxes: boxes)
  }
}
