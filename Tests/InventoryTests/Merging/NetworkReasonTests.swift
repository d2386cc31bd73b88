import Detectors
import TestSupport
import Testing

@testable import Inventory

/// Why parts are one defect, or are not: in the file and in explanations.
struct NetworkReasonTests {
  private typealias Scene = SurveyScene

  private let shots = (1...4).map { Scene.shot($0, at: SIMD2(Double($0), 0)) }
  private let along = [SIMD2(0.0, 2), SIMD2(5, 2.1), SIMD2(10, 2)]
  private let across = [SIMD2(3.0, 2.06), SIMD2(3.1, 4), SIMD2(3, 6)]

  private func merged(_ shots: [Scene.Shot], _ observations: [Observation]) throws -> DefectMerging.Result {
    try Scene.merging()(observations, photos: shots.map(\.record))
  }

  private func whole(_ shot: Scene.Shot) -> Observation { Scene.crack(.blockCrack, in: shot, along: [along, across]) }

  private func parts(_ shot: Scene.Shot) -> [Observation] {
    [
      Scene.crack(.longitudinalCrack, in: shot, along: [along]),
      Scene.crack(.transverseCrack, in: shot, along: [across]),
    ]
  }

  @Test func `the inventory keeps which detection shows parts as one, and how many photos do`() throws {
    let folder = try TemporaryFolder()
    let store = try InventoryStore.open(at: folder.file("inventory.gpkg"))
    let seen = [[whole(shots[0])], parts(shots[1])]
    for (shot, observations) in zip(shots, seen) {
      let defects = observations.map {
        Defect(
          observation: $0, severity: Severity(grade: .notGradable, rule: "", reason: ""),
          capturedAt: shot.record.capturedAt)
      }
      try store.commit(photo: shot.record, observations: observations, defects: defects)
    }
    try store.merge(Scene.merging())
    let computed = try merged(Array(shots.prefix(2)), seen.flatMap { $0 })
    let defect = try #require(try store.inventory().defects.first)
    #expect(try store.inventory().defects.count == 1 && defect.observations.count == 3)
    let links = try store.links(of: defect.uid)
    #expect(links == computed.links)
    let why = try #require(links.compactMap(\.whole).first)
    #expect(why == DefectMerging.Whole(detection: seen[0][0].uid, photosAsOne: 1, photosApart: 1))
  }

  @Test func `an explanation says that a photo shows it whole, or that more photos tell it apart`() throws {
    let one = try merged(shots, [whole(shots[0])] + parts(shots[1]))
    let inventory = Inventory(photos: shots.map(\.record), defects: one.defects)
    let explanation = DefectExplanation(try #require(one.defects.first), in: inventory, links: one.links)
    #expect(explanation.links.contains { $0.whole?.photosAsOne == 1 } && explanation.neighbours.isEmpty)

    let two = try merged(shots, [whole(shots[0])] + parts(shots[1]) + parts(shots[2]) + parts(shots[3]))
    let apart = Inventory(photos: shots.map(\.record), defects: two.defects)
    for defect in two.defects {
      let neighbours = DefectExplanation(defect, in: apart, links: two.links).neighbours
      #expect(neighbours.contains { $0.verdict == .toldApart }, "\(neighbours.map(\.verdict))")
    }
  }
}
