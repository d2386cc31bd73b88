import Detectors
import Foundation
import ImageKit

/// What a run was asked to do.
///
/// Everything here that can change a result is part of the run's fingerprint.
public struct InspectionOptions: Sendable {
  /// The names of the detectors to run, in the order of the built-in list.
  public var detectorNames: [String]
  /// The network to work with; one that is not built in fits one detector.
  public var model: ModelChoice
  /// The surface that pixels are placed on, and what is refused.
  public var placement: PlacementOptions
  /// Whether photos are compared with their neighbours, to find turned pixels and to make their poses agree.
  public var registersPhotos: Bool
  /// Whether what several photos show of one thing is one defect.
  public var mergesDetections: Bool
  /// The rules that severity follows.
  public var rules: RulePack
  /// The roads that defects are tied to; `nil` ties them to none.
  public var roads: RoadNetwork?
  /// Where people or wires are, which trees are tied to: footways, cycle paths, power lines; `nil` when none are given.
  public var corridors: RoadNetwork?
  /// Buildings that trees are tied to; `nil` when none are given.
  public var buildings: RoadNetwork?
  /// The number of photos worked on at once; memory grows with it, results do not depend on it.
  public var jobs: Int
  /// What a file may demand of the decoder.
  public var limits: DecodingLimits
  /// Where the findings are drawn; `nil` draws nothing.
  public var overlayDirectory: URL?
  /// Whether photos that are already in the inventory are done again.
  public var startsFresh: Bool

  /// Creates options with the defaults of the command.
  public init(
    detectorNames: [String], model: ModelChoice = .builtIn, placement: PlacementOptions = PlacementOptions(),
    registersPhotos: Bool = true, mergesDetections: Bool = true, rules: RulePack, roads: RoadNetwork? = nil,
    corridors: RoadNetwork? = nil, buildings: RoadNetwork? = nil, jobs: Int = 1, limits: DecodingLimits = .standard,
    overlayDirectory: URL? = nil, startsFresh: Bool = false
  ) {
    self.detectorNames = detectorNames
    self.model = model
    self.placement = placement
    self.registersPhotos = registersPhotos
    self.mergesDetections = mergesDetections
    self.rules = rules
    self.roads = roads
    self.corridors = corridors
    self.buildings = buildings
    self.jobs = jobs
    self.limits = limits
    self.overlayDirectory = overlayDirectory
    self.startsFresh = startsFresh
  }
}
