/// The maps of the tree network, in the order of its outputs.
///
/// The first says how near a cell lies to the middle of a crown, the next, inside crowns, whether the crown is declining (brown, losing its
/// leaves), and the third how near it lies to the middle of a dead (or bare) crown. Then come what belongs to standing canopy, to stems and
/// limbs that lie, to anything that lies, and to the carriageway, also where something hides it. The others hold the box of the crown: where
/// its middle lies, in units of 32 pixels, and the logarithms, to base 2 over 8 pixels, of its half sides.
enum TreeMap: Int, CaseIterable {
  case crown, declining, dead
  case canopy, stem, fallen, carriageway
  case offsetU, offsetV, sideU, sideV

  /// Pixels of the network's units of places and sides.
  static let offsetUnit = 32.0
  static let sideUnit = 8.0

  /// The map's name in a model's `classes`.
  var name: String {
    switch self {
    case .crown: "crown"
    case .declining: "declining"
    case .dead: "dead"
    case .canopy: "canopy"
    case .stem: "stem"
    case .fallen: "fallen"
    case .carriageway: "carriageway"
    case .offsetU: "offset_u"
    case .offsetV: "offset_v"
    case .sideU: "side_u"
    case .sideV: "side_v"
    }
  }
}
