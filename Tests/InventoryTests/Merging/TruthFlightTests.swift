import Detectors
import TestSupport
import Testing

@testable import Inventory

/// The bundled flight, with detections drawn from its exact truth: what a good detector would see, missed parts, splits and wrong
/// kinds among it.
struct TruthFlightTests {
  @Test(arguments: [1, 2, 3]) func `detections of one thing become one defect, and of two things two`(
    seed: UInt64
  ) async throws {
    var random = SeededGenerator(seed: seed)
    let survey = try await TruthFlight.survey(&random)
    let thing = survey.thing
    let defects = try SurveyScene.merging()(survey.observations, photos: survey.records).defects
    var defectOf: [String: String] = [:]
    for defect in defects { for observation in defect.observations { defectOf[observation.uid] = defect.uid } }
    var (right, merged, same) = (0, 0, 0)
    let uids = thing.keys.sorted()
    for (index, one) in uids.enumerated() {
      for other in uids[(index + 1)...] {
        let isSame = thing[one] == thing[other]
        let isMerged = defectOf[one] == defectOf[other]
        same += isSame ? 1 : 0
        merged += isMerged ? 1 : 0
        right += isSame && isMerged ? 1 : 0
      }
    }
    let score = 2 * Double(right) / Double(same + merged)
    #expect(same > 100)
    #expect(score >= 0.97, "pairwise F1 \(score): \(right) of \(same) pairs joined, \(merged - right) wrongly")
  }
}
