import Detectors
import Foundation
import ImageKit

/// What an inventory knows of roads, stretch by stretch: pavement, cracks, patches, potholes and the crack rate.
///
/// The pavement is cut into the cells of a mesh, and each cell belongs to the photo in which its pixels are smallest: what
/// lies in a cell is counted as that photo shows it, so that overlap counts nothing twice. What several photos show as one defect
/// is counted once as that defect, wherever the best view of it would be. Stretches are those of a road
/// network's sections, or pieces of the flight's own axis. The result depends on the inventory alone, not on the order in which
/// photos were inspected.
public struct RoadSurvey: Sendable, Equatable {
  /// The length of a stretch in metres, with and without a road network.
  public static let defaultLength = (onNetwork: 100.0, onFlight: 20.0)

  /// The stretches of which pavement was seen: in the order of the network, or of the flights' names, and of chainage.
  public let sections: [SurveyedSection]
  /// Pavement that was seen, in square metres, each place once.
  public let pavement: Double
  /// The part of it that lies on no section of the network; 0 without a network.
  public let offNetwork: Double
  /// The rule of the crack rate.
  public let rule: CrackRateRule

  /// Whether photos of the inventory show pavement.
  public static func isPossible(_ inventory: Inventory) -> Bool { inventory.photos.contains { $0.pavement != nil } }

  /// Makes the survey.
  ///
  /// - Parameters:
  ///   - inventory: what was found.
  ///   - network: the roads that the run was given; `nil` cuts each flight along its own axis.
  ///   - sectionLength: the length of a stretch in metres; `nil` is ``defaultLength``.
  ///   - rule: the rule of the crack rate, and the mesh.
  ///   - plane: the plane map on whose grid the mesh lies; `nil` is one about the first photo.
  ///   - statuses: which decisions of people to include; rejected defects are left out unless asked for.
  public init(
    _ inventory: Inventory, network: RoadNetwork? = nil, sectionLength: Double? = nil, rule: CrackRateRule,
    plane: (any PlaneCoordinates)? = nil, statuses: Set<DefectStatus> = [.new, .accepted, .edited]
  ) {
    let views = SurveyedPhotos(inventory, plane: plane)
    var mesh = SurveyMesh(cell: rule.cell)
    for photo in views.photos.indices {
      guard let view = views.photos[photo] else { continue }
      mesh.claim(view.rings, for: Int32(photo)) { view.pixel(at: $0) }
    }
    var stretches = RoadStretches(
      views: views, mesh: mesh, network: network,
      length: sectionLength ?? (network == nil ? Self.defaultLength.onFlight : Self.defaultLength.onNetwork))
    mesh.assignSections { cell, owner in stretches.add(cell, seenBy: owner) }
    var tally = DamageTally(mesh: mesh, sections: stretches.sections, views: views)
    for defect in inventory.defects where statuses.contains(defect.status) {
      // The kind is the defect's: a person may have corrected it.
      tally.add(defect)
    }
    let finished = tally.finished(rule)
    sections = stretches.order.map { finished[$0] }
    pavement = Double(stretches.cellCount) * mesh.cellArea
    offNetwork = Double(stretches.cellCount - stretches.placedCellCount) * mesh.cellArea
    self.rule = rule
  }
}
