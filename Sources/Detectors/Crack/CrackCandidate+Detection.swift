import ImageKit

extension CrackCandidate {
  /// Returns the candidate as a detection: mask, outline, simplified centre lines and widths.
  func detection(confidence: Double, bounds: Window) -> Detection {
    var stroke = StrokeMask(bounds: bounds)
    for branch in branches {
      let radius = max(1, branch.width / 2)
      for (a, b) in zip(branch.line.points, branch.line.points.dropFirst()) {
        let steps = max(1, Int(Polyline.distance(a, b).rounded(.up)))
        for i in 0...steps {
          let t = Double(i) / Double(steps)
          stroke.draw(PixelPoint(u: a.u + t * (b.u - a.u), v: a.v + t * (b.v - a.v)), radius: radius)
        }
      }
    }
    let mask = stroke.mask
    return Detection(
      damageClass: .crack, confidence: confidence, mask: mask, outline: MaskOutline.rings(of: mask, tolerance: 0.5),
      centreLines: branches.map { $0.line.simplified(tolerance: 0.5).points }, width: widthProfile)
  }

  /// The widths, or `nil` where no section shows the line.
  private var widthProfile: WidthProfile? {
    let sections = branches.flatMap(\.sections).filter { $0.width > 0 }
    guard !sections.isEmpty else { return nil }
    let widths = sections.map(\.width)
    let count = min(64, sections.count)
    let samples = (0..<count).map { i in
      let s = sections[i * sections.count / count]
      return WidthProfile.Sample(point: s.point, normalU: s.normalU, normalV: s.normalV, width: s.width)
    }
    return WidthProfile(
      samples: samples, median: CrackMeasuring.median(widths), p95: CrackMeasuring.quantile(widths, 0.95),
      low: CrackMeasuring.median(sections.map(\.low)), high: CrackMeasuring.median(sections.map(\.high)))
  }
}
