import ImageKit

extension CrackCandidate {
  /// Returns the candidate as a detection: mask, outline, simplified centre lines and widths.
  func detection(as damageClass: DamageClass, confidence: Double, bounds: Window) -> Detection {
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
    let outline = MaskOutline.rings(of: mask, tolerance: 0.5)
    return Detection(
      damageClass: damageClass, confidence: confidence, mask: mask, outline: outline,
      centreLines: branches.map { $0.line.simplified(tolerance: 0.5).points }, width: widthProfile,
      pattern: pattern(outline: outline))
  }

  /// The widths, or `nil` where no section shows the line.
  ///
  /// The contrast is one for the crack; what varies along it is the darkened area, and with it the width.
  private var widthProfile: WidthProfile? {
    let sections = branches.flatMap(\.sections).filter { $0.width > 0 }
    guard !sections.isEmpty else { return nil }
    func median(_ value: (LineSection) -> Double) -> Double {
      sections.map { value($0.section) }.median
    }
    let area = median(\.area)
    let core = median(\.core)
    let ground = median(\.ground)
    // Medians of n sections are about 1.25 / √n as uncertain as one; sections share what the ground does over their length.
    let noise = 1.25 * median(\.texture) / max(1, Double(sections.count) / 2).squareRoot()
    let evidence = WidthPosterior.Evidence(
      area: area, areaDeviation: (noise * noise * 9 + area * area * 0.00005).squareRoot(), core: core,
      coreDeviation: (noise * noise + core * core * 0.0001).squareRoot(), coreHalfWidth: median(\.coreHalfWidth),
      ground: ground)
    guard let posterior = WidthPosterior(evidence) else { return nil }
    let widths = sections.map { $0.section.area / (posterior.contrast * ground) }
    let count = min(64, sections.count)
    let samples = (0..<count).map { i in
      let index = i * sections.count / count
      let s = sections[index]
      return WidthProfile.Sample(point: s.point, normalU: s.normalU, normalV: s.normalV, width: widths[index])
    }
    return WidthProfile(
      samples: samples, median: posterior.width, p95: max(posterior.width, widths.quantile(0.95)),
      low: posterior.low, high: posterior.high)
  }
}
