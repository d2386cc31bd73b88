import Detectors
import ImageKit

/// What a tree could fall on: pavement that the photo shows, roads, corridors and buildings of the user's layers.
struct TreeSurroundings {
  /// Roads, corridors and buildings; `nil` where no layer was given.
  let roads, corridors, buildings: RoadNetwork?
  /// The pavement that the same photo shows.
  let pavement: Pavement?

  /// Returns whether anything is known of what a tree could fall on.
  func isKnown(about detection: Detection) -> Bool {
    roads != nil || corridors != nil || buildings != nil || pavement != nil || detection.tree?.overCarriageway != nil
  }

  /// Returns a tree's measures with what lies about it.
  ///
  /// - Parameters:
  ///   - tree: its measures so far.
  ///   - detection: what the photo shows of it.
  ///   - placement: where it lies.
  ///   - area: its area on the ground, in square metres.
  func describe(
    _ tree: TreeMeasures, of detection: Detection, at placement: Placement, area: Double?
  ) -> TreeMeasures {
    var tree = tree
    let rings = placement.outline.flatMap { [$0.outer] + $0.holes }
    let outline = rings.isEmpty ? [[placement.point]] : rings
    let farthest = TreeMeasures.farthest
    let distances = [
      roads?.nearest(to: outline, within: farthest)?.distance, distanceToPavement(from: outline, within: farthest),
    ]
    tree.carriagewayDistance = distances.compactMap { $0 }.min()
    // What the photo shows across the pavement lies on it, whatever the outlines on the ground say.
    let share = detection.damageClass == .canopyOverPavement ? 1 : min(1, max(0, detection.tree?.overCarriageway ?? 0))
    if tree.blocksCarriageway == true || share > 0 { tree.carriagewayDistance = 0 }
    if share > 0 { tree.carriagewayArea = area.map { $0 * share } }
    if let corridors, let nearest = corridors.nearest(to: outline, within: farthest) {
      tree.corridor = corridors.sections[nearest.section].id
      tree.corridorDistance = nearest.distance
      if nearest.distance == 0, let area, !rings.isEmpty {
        let share = corridors.coveredShare(of: rings)
        if share > 0 { tree.corridorArea = area * share }
      }
    }
    tree.buildingDistance = buildings?.nearest(to: outline, within: farthest)?.distance
    return tree
  }

  private func distanceToPavement(from outline: [[HorizontalPosition]], within farthest: Double) -> Double? {
    guard let pavement, let origin = outline.first?.first else { return nil }
    let plane = EquirectangularPlane(origin: origin)
    let rings = pavement.outline.flatMap { [$0.outer] + $0.holes }
    let area = PlaneArea(rings: outline.map { $0.map(plane.point) })
    let distance = area.distance(to: PlaneArea(rings: rings.map { $0.map(plane.point) }))
    return distance <= farthest ? distance : nil
  }
}
