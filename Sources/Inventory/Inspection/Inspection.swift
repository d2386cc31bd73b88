import Detectors
import Foundation
import ImageKit

/// The run itself: photos in, an inventory out.
///
/// An inspection is a value without state between calls. Photos are worked on several at once, each decoded once; their
/// results are committed in flight order, one transaction each, so that a killed run continues from the last committed
/// photo and the inventory does not depend on how many photos were worked on at once.
public struct Inspection: Sendable {
  /// What was asked for.
  public let options: InspectionOptions
  let detectors: [any Detector]
  let geoid: EGM96?
  /// The rules for trees that the options' rules have none for.
  let treeRules: RulePack?

  /// Prepares a run.
  ///
  /// - Throws: when a detector's name is unknown or its model does not fit, or when heights above sea level are given and the geoid's grid is not
  ///   installed.
  public init(_ options: InspectionOptions) throws {
    try self.init(options, detectors: try DetectorList.detectors(named: options.detectorNames, model: options.model))
  }

  /// Prepares a run of other detectors than the built-in ones.
  init(_ options: InspectionOptions, detectors: [any Detector]) throws {
    self.options = options
    self.detectors = detectors
    treeRules = try RulePackList.pack(id: RulePackList.treesID)
    geoid = options.placement.needsGeoid ? try EGM96() : nil
  }

  /// The detectors of this run with their versions.
  public var identities: [DetectorIdentity] {
    detectors.map { DetectorIdentity(name: type(of: $0).name, version: type(of: $0).version) }
  }

  /// What can change a result, in words that do not depend on the machine.
  public var provenance: Provenance {
    var words = ["surface": options.placement.words, "rules": options.rules.contentIdentity]
    words["roads"] = options.roads?.identity
    // What changes trees alone is no reason to do cracks again.
    if looksForTrees {
      words["tree_rules"] = treeRules?.contentIdentity
      words["corridors"] = options.corridors?.identity
      words["buildings"] = options.buildings?.identity
    }
    return Provenance(
      detectors: identities, models: detectors.flatMap(\.models).map(ModelRecord.init), options: words)
  }

  /// Whether any detector of this run finds trees.
  public var looksForTrees: Bool { detectors.contains { type(of: $0).damageClasses.contains(where: \.isTree) } }

  /// A digest of everything but the photo that can change its results.
  public var fingerprint: String { provenance.optionsHash }

  /// A digest of everything but the photo that can change the results of a flight.
  ///
  /// That is a sidecar, and over an elevation model the place of take-off: an earlier photo that turns up later moves it.
  private func fingerprint(of flight: Flight) -> String {
    var provenance = provenance
    provenance.options["sidecar"] = flight.sidecarIdentity
    if case .elevation = options.placement.surface, let takeoff = flight.takeoff {
      provenance.options["takeoff"] = "\(takeoff.latitude), \(takeoff.longitude)"
    }
    return provenance.optionsHash
  }

  /// Compares flights with an inventory.
  public func plan(_ flights: [Flight], finished: [PhotoKey: FinishedPhoto]) -> InspectionPlan {
    InspectionPlan(
      flights: flights, finished: finished, fingerprintOf: fingerprint(of:),
      overlay: options.overlayDirectory.map { directory in { OverlayFile.url(of: $0, in: directory) } },
      startsFresh: options.startsFresh)
  }

  /// Does what a plan leaves to do and commits it photo by photo.
  ///
  /// - Parameters:
  ///   - plan: what to do; when nothing is left, nothing is written.
  ///   - store: the inventory, open for writing.
  ///   - isStopping: asked before each photo is begun; once true, the photos in hand are finished and committed.
  ///   - report: called once a photo, in flight order, after it is committed.
  /// - Throws: ``StoreError`` or ``ExportError`` when the output cannot be written; what was committed stays.
  public func run(
    _ plan: InspectionPlan, into store: InventoryStore, isStopping: () -> Bool = { false },
    report: (PhotoOutcome) -> Void = { _ in }
  ) async throws -> InspectionSummary {
    var summary = InspectionSummary()
    summary.unchanged = plan.unchanged.count
    summary.skipped = plan.skipped
    guard !plan.isUpToDate else {
      try merge(store)
      // A run that was killed after its last photo has not got here.
      try judgeSeasons(in: store)
      return summary
    }

    OutputFolder.removeLeftovers(in: store.url.deletingLastPathComponent())
    if let folder = options.overlayDirectory {
      try OutputFolder.make(folder)
      OutputFolder.removeLeftovers(in: folder)
    }
    let clock = ContinuousClock.now
    var provenance = provenance
    provenance.startedAt = Date().timeIntervalSince1970
    let run = try store.beginRun(provenance)
    for flight in plan.flights { try store.commit(flight: flight) }
    for record in plan.newlySkipped { try store.commit(skipped: record) }

    let inspector = PhotoInspector(options: options, detectors: detectors, geoid: geoid, treeRules: treeRules)
    let missing = Set(plan.missing)
    let committed = try await OrderedWork.run(
      plan.pending, jobs: options.jobs, isStopping: isStopping, transform: { try inspector.outcome(of: $0) },
      consume: { (outcome: PhotoOutcome) in
        let settled = try commit(outcome, to: store, missing: missing)
        summary.count(settled)
        report(settled)
      })
    summary.wasStopped = committed < plan.pending.count
    try merge(store)
    try judgeSeasons(in: store)
    summary.seconds = (ContinuousClock.now - clock) / .seconds(1)
    try store.endRun(run, at: Date().timeIntervalSince1970)
    return summary
  }

  /// Makes one defect of what several photos show, unless that is done: a run may have been killed before it was.
  private func merge(_ store: InventoryStore) throws(StoreError) {
    let merging = DefectMerging(
      rules: options.rules, treeRules: treeRules, roads: options.roads, isOn: options.mergesDetections)
    guard try !store.isMerged(by: merging) else { return }
    try store.merge(merging)
  }

  /// Commits one outcome, and returns what it became: a photo whose bytes are there under another name is a duplicate,
  /// unless that name is gone from the folder; then the file was renamed.
  private func commit(
    _ outcome: PhotoOutcome, to store: InventoryStore, missing: Set<PhotoKey>
  ) throws -> PhotoOutcome {
    switch outcome {
    case .inspected(let record, let defects, _):
      guard let other = try commit(record, defects, to: store) else { return outcome }
      if missing.contains(other) {
        try store.remove(other)
        _ = try commit(record, defects, to: store)
        return outcome
      }
      let skipped = SkippedPhotoRecord(
        key: record.key, error: .duplicate(of: "\(other.flight)/\(other.name)"), byteCount: record.byteCount,
        modificationTime: record.modificationTime, fingerprint: record.fingerprint)
      try store.commit(skipped: skipped)
      return .skipped(skipped)
    case .unchanged(let key, let modificationTime):
      try store.touch(key, modificationTime: modificationTime)
    case .skipped(let record):
      try store.commit(skipped: record)
    }
    return outcome
  }

  /// Commits a photo; returns the name under which its bytes are there already, if they are.
  private func commit(_ record: PhotoRecord, _ defects: [Defect], to store: InventoryStore) throws -> PhotoKey? {
    do {
      try store.commit(photo: record, observations: defects.flatMap(\.observations), defects: defects)
      return nil
    } catch {
      // Not a catch pattern: Swift 6.3.1 crashes on one over a typed error with a payload that is rethrown otherwise.
      if let other = error.nameOfDuplicate { return other }
      throw error
    }
  }
}

extension StoreError {
  /// The name under which a photo's bytes are in the inventory already.
  fileprivate var nameOfDuplicate: PhotoKey? {
    if case .duplicatePhoto(let other) = self { other } else { nil }
  }
}

extension InspectionSummary {
  mutating func count(_ outcome: PhotoOutcome) {
    switch outcome {
    case .inspected(let record, _, let pixels):
      inspected += 1
      self.pixels += pixels
      if record.georeference == .cameraOnly { cameraOnly += 1 }
      for warning in Set(record.warnings) { warnings[warning, default: 0] += 1 }
    case .unchanged:
      unchanged += 1
    case .skipped(let record):
      skipped.append(record)
    }
  }
}
