/// The maps of the road network, in the order of its outputs.
///
/// The first five say how near a cell lies to the middle of a thing of that kind; the next whether it lies inside an area of damage. The
/// others hold, as they come from the network: where the middle of the cell's box lies, in units of 32 pixels; the logarithms, to base 2
/// over 8 pixels, of the box's half sides nearest to the directions of u and v; the cosine and sine of four times the angle of its sides; and
/// those of twice the angle of the road.
enum RoadMap: Int, CaseIterable {
  case lineCrack, alligatorCrack, repair, pothole, utilityCover
  case inside
  case offsetU, offsetV, sideU, sideV
  case frameCosine, frameSine, axisCosine, axisSine

  /// The maps of things.
  static let things: [RoadMap] = [.lineCrack, .alligatorCrack, .repair, .pothole, .utilityCover]
  /// Pixels of the network's units of places and sides.
  static let offsetUnit = 32.0
  static let sideUnit = 8.0

  /// The map's name in a model's `classes`.
  var name: String {
    switch self {
    case .lineCrack: "line_crack"
    case .alligatorCrack: DamageClass.alligatorCrack.rawValue
    case .repair: DamageClass.repair.rawValue
    case .pothole: DamageClass.pothole.rawValue
    case .utilityCover: DamageClass.utilityCover.rawValue
    case .inside: "inside"
    case .offsetU: "offset_u"
    case .offsetV: "offset_v"
    case .sideU: "side_u"
    case .sideV: "side_v"
    case .frameCosine: "frame_cosine"
    case .frameSine: "frame_sine"
    case .axisCosine: "axis_cosine"
    case .axisSine: "axis_sine"
    }
  }
}
