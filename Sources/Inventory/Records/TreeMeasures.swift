/// What is known of one tree besides its sizes: indicators for screening, never an arborist's rating.
public struct TreeMeasures: Sendable, Hashable {
  /// The part of the crown that is brown, defoliated or dead, 0…1; `nil` for what is not a crown.
  public var decline: Double?
  /// Whether it leans; `nil` for a tree that lies and for canopy.
  public var lean: TreeLean?
  /// How thick the stem is; `nil` where no stem was measured.
  public var stem: StemClass?
  /// Whether it lies on the carriageway; `nil` for what has not fallen, and where no carriageway was looked for.
  public var blocksCarriageway: Bool?
  /// How much of the carriageway's width is blocked, in metres.
  public var blockedWidth: Measure?
  /// The width of the carriageway where it was measured, from edge to edge, in metres.
  public var carriagewayWidth: Measure?
  /// How far canopy reaches in from the edge of the pavement, in metres.
  public var overhangDepth: Measure?
  /// What it could fall on, or has fallen on; `nil` where nothing is known of its surroundings.
  public var target: HazardTarget?
  /// Metres to the nearest pavement or road, 0 on it; `nil` where there is none within ``TreeMeasures/farthest`` or none is known.
  public var carriagewayDistance: Double?
  /// How much of it lies on the carriageway or stands over it, in square metres, as the photo shows it.
  public var carriagewayArea: Double?
  /// The name of the nearest corridor.
  public var corridor: String?
  /// Metres to the nearest corridor, 0 in it.
  public var corridorDistance: Double?
  /// How much of it lies in the corridor, in square metres; `nil` outside of corridors.
  public var corridorArea: Double?
  /// Metres to the nearest building, 0 over it.
  public var buildingDistance: Double?
  /// Whether the season explains that it is bare: see ``SeasonJudgement``.
  public var isSeasonLikely: Bool

  /// What is farther away than this is not told, in metres.
  public static let farthest = 50.0

  /// Creates measures.
  public init(
    decline: Double? = nil, lean: TreeLean? = nil, stem: StemClass? = nil, blocksCarriageway: Bool? = nil,
    blockedWidth: Measure? = nil, carriagewayWidth: Measure? = nil, overhangDepth: Measure? = nil,
    target: HazardTarget? = nil, carriagewayDistance: Double? = nil, carriagewayArea: Double? = nil,
    corridor: String? = nil, corridorDistance: Double? = nil, corridorArea: Double? = nil,
    buildingDistance: Double? = nil, isSeasonLikely: Bool = false
  ) {
    self.decline = decline
    self.lean = lean
    self.stem = stem
    self.blocksCarriageway = blocksCarriageway
    self.blockedWidth = blockedWidth
    self.carriagewayWidth = carriagewayWidth
    self.overhangDepth = overhangDepth
    self.target = target
    self.carriagewayDistance = carriagewayDistance
    self.carriagewayArea = carriagewayArea
    self.corridor = corridor
    self.corridorDistance = corridorDistance
    self.corridorArea = corridorArea
    self.buildingDistance = buildingDistance
    self.isSeasonLikely = isSeasonLikely
  }

  /// Returns the metres to a kind of target; `nil` where none is near or known.
  public func distance(to target: HazardTarget) -> Double? {
    switch target {
    case .carriageway: carriagewayDistance
    case .corridor: corridorDistance
    case .building: buildingDistance
    case .nothing: nil
    }
  }
}

/// What a tree could fall on, or has fallen on.
public enum HazardTarget: String, Sendable, Hashable, Codable, CaseIterable {
  /// Pavement that the photo shows, or a road of the network.
  case carriageway
  /// A corridor that the user named: a footway, a cycle path, a power line.
  case corridor
  /// A building of the user's layer.
  case building
  /// None of what is known.
  case nothing
}

/// What can be said of a tree's lean.
public enum TreeLean: String, Sendable, Hashable, Codable, CaseIterable {
  /// A view from above does not show it.
  case notAssessable = "not_assessable"
  /// It leans visibly.
  case leaning
}

/// How thick a stem is.
public enum StemClass: String, Sendable, Hashable, Codable, CaseIterable {
  /// Below 100 mm: one person moves it.
  case thin = "<100"
  /// 100 to 300 mm: a chain saw and two people.
  case medium = "100-300"
  /// Above 300 mm: machines.
  case thick = ">300"

  /// Creates the class of a diameter in millimetres; `nil` when it is no number.
  public init?(diameter: Double) {
    guard diameter.isFinite, diameter > 0 else { return nil }
    self = diameter < 100 ? .thin : diameter <= 300 ? .medium : .thick
  }
}
