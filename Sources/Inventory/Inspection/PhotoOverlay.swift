import Detectors
import ImageKit

/// Findings drawn on a reduced copy of their photo.
///
/// Colour says severity; each finding carries a label, in an inventory the first characters of its identifier, by which
/// it is found in the work orders. Unlike a mask it is made to be looked at: lines are as thick on every photo.
struct PhotoOverlay {
  /// One finding to draw, in pixels of the photo.
  struct Finding {
    let outline: [[PixelPoint]]
    let centreLines: [[PixelPoint]]
    let color: RGB8
    let label: String
    /// How large it is; the largest get their labels first.
    let extent: Double
  }

  /// The longer side of an overlay, in pixels.
  static let longerSide = 2400
  /// Only so many findings carry a label, the largest first: more would hide the photo.
  static let maximumLabels = 40
  private static let white = RGB8(red: 255, green: 255, blue: 255)

  let title: String
  let findings: [Finding]

  /// Returns the overlay as a JPEG file.
  func jpeg(over photo: Image<RGB8>) throws(PictureError) -> [UInt8] {
    var canvas = Canvas(of: photo, longerSide: Self.longerSide)
    for finding in findings {
      if finding.centreLines.isEmpty {
        for ring in finding.outline {
          try canvas.fill(ring, color: finding.color, opacity: 0.3)
          try canvas.drawLine(ring, isClosed: true, color: finding.color, thickness: 2)
        }
      } else {
        for line in finding.centreLines { try canvas.drawLine(line, color: finding.color, thickness: 2) }
      }
    }
    let largest = findings.sorted { ($1.extent, $0.label) < ($0.extent, $1.label) }
    for finding in largest.prefix(Self.maximumLabels) {
      guard let anchor = finding.labelAnchor else { continue }
      try canvas.drawText(finding.label, at: anchor, height: 12, color: Self.white)
    }
    let corner = PixelPoint(u: 12 / canvas.scaleX, v: 26 / canvas.scaleY)
    try canvas.drawText(title, at: corner, height: 14, color: Self.white)
    return try JPEGEncoder.encode(canvas.image, quality: 88, halvesChroma: false)
  }
}

extension PhotoOverlay.Finding {
  /// Where the label stands: at the rightmost vertex, so that the text lies beside the finding and not on it.
  fileprivate var labelAnchor: PixelPoint? {
    (centreLines.flatMap(\.self) + outline.flatMap(\.self)).max { ($0.u, $1.v) < ($1.u, $0.v) }
  }

  /// Draws a defect by its worst possible grade: yellow to red, cyan where the photo cannot tell.
  init(_ defect: Defect, observation: Observation) {
    var parts = [String(defect.uid.prefix(6))]
    if defect.damageClass != .crack { parts.append(defect.damageClass.rawValue.replacing("_", with: " ")) }
    let measures = defect.measures
    if let length = measures.length?.value {
      parts.append("\((length * 10).rounded() / 10) m")
    } else if let area = measures.area?.value {
      parts.append("\((area * 100).rounded() / 100) m2")
    }
    if let width = measures.width, defect.severity.worst != nil { parts.append("\(Int(width.median.rounded())) mm") }
    if let blocked = measures.tree?.blockedWidth?.value { parts.append("blocks \((blocked * 10).rounded() / 10) m") }
    if let lost = measures.paintLost { parts.append("\(Int((100 * lost).rounded())) % bare") }
    let color =
      switch defect.severity.worst {
      case nil: RGB8(red: 60, green: 220, blue: 255)
      case .low: RGB8(red: 255, green: 230, blue: 60)
      case .medium: RGB8(red: 255, green: 150, blue: 30)
      case .high: RGB8(red: 255, green: 60, blue: 60)
      }
    self.init(
      outline: observation.outline,
      centreLines: defect.damageClass.isDrawnByOutline ? [] : observation.centreLines, color: color,
      label: parts.joined(separator: " "), extent: Double(observation.maskArea))
  }

  /// Draws a detection that has no place and so no grade.
  init(_ detection: Detection) {
    let percent = Int((detection.confidence * 100).rounded())
    self.init(
      outline: detection.outline, centreLines: detection.damageClass.isDrawnByOutline ? [] : detection.centreLines,
      color: RGB8(red: 255, green: 230, blue: 60),
      label: "\(detection.damageClass.rawValue.replacing("_", with: " ")) \(percent) %",
      extent: Double(detection.mask.area))
  }
}
