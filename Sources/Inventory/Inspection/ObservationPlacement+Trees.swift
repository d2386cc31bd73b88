import Detectors
import Foundation
import ImageKit

extension ObservationPlacement {
  /// One standard deviation of where the edge of a crown, a tree or the pavement is, in pixels: networks tell edges by cells
  /// of a few pixels.
  static let edgeSigma = 2.0

  /// Returns what is known of a tree: what needs no place when it has none.
  ///
  /// Its surroundings are not looked at.
  static func tree(of detection: Detection, on placement: ObservationPlacement?) -> TreeMeasures? {
    guard detection.damageClass.isTree else { return nil }
    let view = detection.tree
    var tree = TreeMeasures(decline: view?.decline.map { min(1, max(0, $0)) })
    switch detection.damageClass {
    case .fallenTree:
      tree.blocksCarriageway = view?.reach != nil ? true : view?.overCarriageway.map { _ in false }
      tree.blockedWidth = placement?.width(across: view?.reach)
      tree.carriagewayWidth = placement?.width(across: view?.carriageway)
    case .leaningTree: tree.lean = .leaning
    case .canopyOverPavement:
      tree.overhangDepth = placement?.overhang(across: view?.reach)
      tree.carriagewayWidth = placement?.width(across: view?.carriageway)
    default: tree.lean = .notAssessable
    }
    return tree
  }

  /// Adds to the measures of a tree the doubt of how high it is, and its stem.
  func completing(_ measures: Measures, of detection: Detection) -> Measures {
    guard detection.damageClass.isTree else { return measures }
    var measures = measures
    if CrownHeight.matters(to: detection.damageClass) {
      let point = try? projection.place(Self.representativePoint(of: detection))
      // The part over the pavement grows and shrinks along its edge, which is about as long as the area is across.
      let isPart = detection.damageClass == .canopyOverPavement
      let side = isPart ? (measures.area?.value ?? 0).squareRoot() : 0
      let shift = point.map(CrownHeight.displacement) ?? 0
      measures.area = CrownHeight.widened(measures.area, at: point, power: 2, shift: side * shift)
    }
    if detection.damageClass.isCrown { measures.diameter = measures.area.flatMap(Measure.init(diameterOfCircleOf:)) }
    measures.tree?.stem =
      detection.damageClass == .fallenTree ? measures.width.flatMap { StemClass(diameter: $0.median) } : nil
    return measures
  }

  /// The length of a line across the road, in metres.
  private func width(across line: [PixelPoint]?) -> Measure? {
    guard let line, line.count >= 2, let length = try? projection.length(of: line, pixelSigma: Self.edgeSigma),
      length.value > 0
    else { return nil }
    return Measure(length.value, sigma: length.sigma)
  }

  /// The same from the edge of the pavement to a canopy that stands above it.
  private func overhang(across line: [PixelPoint]?) -> Measure? {
    guard let depth = width(across: line), let middle = line?.first,
      let point = try? projection.place(middle)
    else { return nil }
    return CrownHeight.widened(depth, at: point, power: 1, shift: CrownHeight.displacement(at: point))
  }
}
