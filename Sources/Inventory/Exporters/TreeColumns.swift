import Detectors

/// What exports say of trees.
///
/// Work orders have these columns behind all others where the inventory comes of a run that looked for trees, or holds any; map
/// features have them where they are trees.
enum TreeColumns {
  /// The columns, in order.
  static let names = [
    "decline_pct", "crown_diameter_m", "lean", "stem_class_mm", "blocks_carriageway", "blocked_width_m",
    "blocked_width_low_m", "blocked_width_high_m", "carriageway_width_m", "overhang_depth_m", "overhang_depth_low_m",
    "overhang_depth_high_m", "target", "target_label", "carriageway_distance_m", "carriageway_area_m2", "corridor",
    "corridor_distance_m", "corridor_area_m2", "building_distance_m", "season_likely", "severity_reason",
  ]

  /// The columns as tables know them; the reason of a severity is one that every table may have.
  static let columns: [WorkOrderColumns.Column] = names.filter { $0 != "severity_reason" }.map { name in
    let isNumber = ["_m", "_m2", "_pct"].contains { name.hasSuffix($0) }
    return .init(name, isNumber ? .number : .text, isDefault: false, isDerived: name == "target_label")
  }

  /// One value.
  enum Value {
    case number(Double?, places: Int)
    case code(String?)
    case text(String?)
    case flag(Bool?)
  }

  /// Returns the values of a tree by column; `nil` for other kinds.
  static func values(of defect: Defect, labels: Labels) -> [(String, Value)]? {
    guard let tree = defect.measures.tree else { return nil }
    let diameter = defect.damageClass.isCrown ? defect.measures.diameter.map { $0.value / 1000 } : nil
    let values: [Value] = [
      .number(tree.decline.map { $0 * 100 }, places: 0), .number(diameter, places: 1), .code(tree.lean?.rawValue),
      .text(tree.stem?.rawValue), .flag(tree.blocksCarriageway), .number(tree.blockedWidth?.value, places: 1),
      .number(tree.blockedWidth?.interval.low, places: 1), .number(tree.blockedWidth?.interval.high, places: 1),
      .number(tree.carriagewayWidth?.value, places: 1), .number(tree.overhangDepth?.value, places: 1),
      .number(tree.overhangDepth?.interval.low, places: 1), .number(tree.overhangDepth?.interval.high, places: 1),
      .code(tree.target?.rawValue), .text(tree.target.map(labels.text)), .number(tree.carriagewayDistance, places: 1),
      .number(tree.carriagewayArea, places: 1), .text(tree.corridor), .number(tree.corridorDistance, places: 1),
      .number(tree.corridorArea, places: 1),
      .number(tree.buildingDistance, places: 1), .flag(tree.isSeasonLikely ? true : nil),
      .text(labels.reason(of: defect.severity)),
    ]
    return Array(zip(names, values))
  }

  /// Returns the values as cells of a table.
  static func cells(of defect: Defect, labels: Labels) -> [String: TableCell] {
    let values = values(of: defect, labels: labels) ?? []
    return Dictionary(
      values.map { name, value in
        let cell: TableCell =
          switch value {
          case .number(let number, let places): .number(number, places: places)
          case .code(let code): .optional(code)
          case .text(let text): text.map { .text($0) } ?? .empty
          case .flag(let flag): flag.map { .plain($0 ? "true" : "false") } ?? .empty
          }
        return (name, cell)
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Returns the values as members of a map feature, without those that every feature has.
  static func members(of defect: Defect, labels: Labels) -> [(String, JSONText)] {
    (values(of: defect, labels: labels) ?? []).filter { $0.0 != "severity_reason" }.map { name, value in
      switch value {
      case .number(let number, let places): (name, .decimal(number, places: places))
      case .code(let text), .text(let text): (name, .text(text))
      case .flag(let flag): (name, flag.map { .boolean($0) } ?? .null)
      }
    }
  }
}

extension Inventory {
  /// Whether it comes of a run that looked for trees, or holds any.
  var isAboutTrees: Bool {
    let ran = Set((provenance?.detectors ?? []).map(\.name))
    let looked = DetectorList.all.contains { ran.contains($0.name) && $0.damageClasses.contains(where: \.isTree) }
    return looked || defects.contains { $0.damageClass.isTree }
  }
}
