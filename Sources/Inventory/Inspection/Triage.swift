import Detectors
import ImageKit

/// What a quick look at all photos found: what is urgent, and in which order to do the photos in full.
///
/// It decides the order of work and is told at once. The inventory holds none of it: every photo is inspected in full
/// afterwards, with the same result as without.
public struct Triage: Sendable {
  /// The findings, the most urgent first; of those that are as urgent, by photo and name.
  public private(set) var findings: [Defect]
  /// How urgent each photo is that was looked at.
  public private(set) var urgency: [PhotoKey: Urgency]
  /// Seconds that it took.
  public internal(set) var seconds = 0.0

  /// Creates a triage that has found nothing yet.
  public init() {
    findings = []
    urgency = [:]
  }

  /// The number of photos that were looked at.
  public var photoCount: Int { urgency.count }

  /// Adds what one photo shows.
  mutating func add(_ defects: [Defect], of photo: PhotoKey) {
    findings += defects
    urgency[photo] = defects.map(Urgency.init(of:)).max() ?? Urgency.none
  }

  /// Puts the findings in order, once all photos were looked at; what the season explains comes last.
  mutating func finish() {
    let judgement = SeasonJudgement(findings)
    for index in findings.indices where judgement.isSeasonLikely(findings[index]) {
      findings[index].measures.tree?.isSeasonLikely = true
      findings[index].severity = judgement.severity(of: findings[index])
    }
    // Photos follow: a flight in winter is not all urgent.
    for photo in urgency.keys { urgency[photo] = Urgency.none }
    for defect in findings {
      urgency[defect.bestPhoto] = max(urgency[defect.bestPhoto] ?? .none, Urgency(of: defect))
    }
    findings.sort { left, right in
      let (one, other) = (Urgency(of: left), Urgency(of: right))
      if one != other { return one > other }
      return left.bestPhoto != right.bestPhoto ? left.bestPhoto < right.bestPhoto : left.uid < right.uid
    }
  }
}

extension Inspection {
  /// The names of the detectors of this run that can look at a photo quickly.
  public var quickDetectorNames: [String] { quickDetectors.map { type(of: $0).name } }

  private var quickDetectors: [any Detector] {
    detectors.filter { type(of: $0).sufficientGroundSampleDistance != nil }
  }

  /// Looks quickly at the photos that a plan leaves to do, on pictures as coarse as still suffices.
  ///
  /// A photo that cannot be read has no findings here; the run in full says what is wrong with it.
  ///
  /// - Parameters:
  ///   - plan: what is left to do.
  ///   - isStopping: asked before each photo is begun; once true, the photos in hand are finished.
  ///   - report: called once a photo, in the plan's order, with its findings.
  /// - Returns: what was found; nothing without a detector that can look quickly.
  public func triage(
    _ plan: InspectionPlan, isStopping: () -> Bool = { false }, report: ([Defect]) -> Void = { _ in }
  ) async throws -> Triage {
    var triage = Triage()
    let detectors = quickDetectors
    guard !detectors.isEmpty else { return triage }
    let clock = ContinuousClock.now
    let inspector = PhotoInspector(options: options, detectors: detectors, geoid: geoid, treeRules: treeRules)
    _ = try await OrderedWork.run(
      plan.pending, jobs: options.jobs, isStopping: isStopping,
      transform: { item in (item.key, inspector.quickLook(at: item)) },
      consume: { (key: PhotoKey, defects: [Defect]) in
        triage.add(defects, of: key)
        report(defects)
      })
    triage.finish()
    triage.seconds = (ContinuousClock.now - clock) / .seconds(1)
    return triage
  }
}
