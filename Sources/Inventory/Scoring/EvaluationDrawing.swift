import Detectors
import ImageKit

/// A picture with what a detector found right, found wrongly and missed drawn on it, for people.
///
/// Centre lines in four colours: true and found green, true and missed orange, found rightly cyan, found wrongly magenta;
/// boxes likewise where the truth has only boxes.
public enum EvaluationDrawing {
  static let reached = RGB8(red: 0, green: 220, blue: 0)
  static let missed = RGB8(red: 255, green: 150, blue: 0)
  static let right = RGB8(red: 0, green: 220, blue: 255)
  static let wrong = RGB8(red: 255, green: 0, blue: 200)
  /// What the colours mean, for outputs.
  public static let legend = "true and found green, missed orange, found rightly cyan, wrongly magenta"

  /// Returns the drawing of an example as a JPEG.
  public static func jpeg(of example: DatasetExample, by evaluation: DetectorEvaluation) throws -> [UInt8] {
    let image = try DatasetPicture.decode(example.image, as: RGB8.self)
    let (width, height) = (image.width, image.height)
    let truth = try TruthMasks(of: example, classes: evaluation.classes, width: width, height: height)
    let detections = try evaluation.detections(in: image)
    var canvas = Canvas(of: image, longerSide: 2048)
    for kind in evaluation.classes {
      let found = detections.filter { $0.damageClass.isKind(of: kind) }
      if let mask = truth.kinds[kind]?.mask {
        let lines = LineComparison(
          found: MaskArithmetic.union(found.map(\.mask), width: width, height: height), truth: mask, width: width,
          height: height, tolerance: evaluation.tolerance)
        for (pixels, color) in [
          (lines.reached, reached), (lines.missed, missed), (lines.right, right), (lines.wrong, wrong),
        ] {
          for position in pixels {
            // A filled square: a line of a single point would leave no trace.
            let pixel = Window(x: position % width, y: position / width, width: 1, height: 1)
            try canvas.fill(pixel, color: color, opacity: 1)
          }
        }
      } else if let boxes = truth.kinds[kind]?.boxes {
        let matching = BoxMatching(found: found.map { (PixelBox(of: $0), $0.confidence) }, truth: boxes)
        for (box, isHit) in zip(boxes, matching.isHit) { try draw(box, isHit ? reached : missed, on: &canvas) }
        // In the order of the matching, surest first.
        let order = found.indices.sorted { (-found[$0].confidence, $0) < (-found[$1].confidence, $1) }
        for (index, match) in zip(order, matching.found) {
          try draw(PixelBox(of: found[index]), match.isRight ? right : wrong, on: &canvas)
        }
      }
    }
    return try JPEGEncoder.encode(canvas.image, quality: 90, halvesChroma: false)
  }

  private static func draw(_ box: PixelBox, _ color: RGB8, on canvas: inout Canvas) throws {
    let corners = [(0.0, 0.0), (1, 0), (1, 1), (0, 1)].map { across, down in
      PixelPoint(u: box.x + across * box.width, v: box.y + down * box.height)
    }
    try canvas.drawLine(corners, isClosed: true, color: color, thickness: 1, halo: 0)
  }
}
