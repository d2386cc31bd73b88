import Detectors
import Foundation
import ImageKit
import Testing

@testable import Inventory

struct TriageTests {
  private let folder: TemporaryFolder
  private let flight: Flight

  init() throws {
    folder = try TemporaryFolder()
    try MarkedFlight.write(
      [.nothing, .deadCrown, .fallenTree, .nothing, .wideFallenTree, .deadCrown], to: folder.file("flight"))
    flight = try Flight.scan(folder.file("flight"))
  }

  private func inspection(jobs: Int = 2, _ detectors: [any Detector] = [MarkedFlight.MarkDetector()]) throws
    -> Inspection
  {
    let rules = try #require(try RulePackList.pack(id: RulePackList.defaultID))
    return try Inspection(InspectionOptions(detectorNames: [], rules: rules, jobs: jobs), detectors: detectors)
  }

  private func names(_ plan: InspectionPlan) -> [String] { plan.pending.map { String($0.key.name.prefix(11)) } }

  /// Runs a plan and returns the exports and the photos in the order of their commits.
  private func run(
    _ plan: InspectionPlan, _ inspection: Inspection, _ name: String, report: (URL) throws -> Void = { _ in }
  ) async throws -> (exports: [[UInt8]], order: [String]) {
    let store = try InventoryStore.open(at: folder.file("\(name)/inventory.gpkg"))
    var order: [String] = []
    var problem: (any Error)?
    _ = try await inspection.run(
      plan, into: store,
      report: { outcome in
        if case .inspected(let record, _, _) = outcome { order.append(String(record.key.name.prefix(11))) }
        do { try report(store.url) } catch { problem = error }
      })
    if let problem { throw problem }
    let content = try store.inventory()
    try store.close()
    return (
      [
        WorkOrderCSV().bytes(of: content, options: ExportOptions()),
        GeoJSONExporter().bytes(of: content, options: ExportOptions()),
      ], order
    )
  }

  @Test func `a quick look finds what is urgent on reduced pictures and puts those photos first`() async throws {
    let inspection = try inspection()
    #expect(inspection.quickDetectorNames == ["mark"])
    let plan = inspection.plan([flight], finished: [:])
    var reported = 0
    let triage = try await inspection.triage(plan, report: { reported += $0.count })
    #expect(triage.photoCount == 6 && reported == 4 && triage.findings.count == 4)
    #expect(triage.findings.map(\.bestPhoto.name).map { $0.prefix(11) }.prefix(2) == ["STREET_0005", "STREET_0003"])
    // A quarter of 2 000 pixels across, and half of them in the sixth photo, which looks aslant and has coarser pixels.
    for finding in triage.findings {
      #expect(finding.confidence == (finding.bestPhoto.name.contains("0006") ? 0.5 : 0.25))
    }
    // Places and sizes are those of the whole photo all the same.
    let widths = try triage.findings.prefix(2).map { try #require($0.measures.tree?.blockedWidth?.value) }
    #expect(abs(widths[0] / widths[1] - 2) < 0.05 && (4...6.5).contains(widths[0]), "\(widths)")
    #expect(
      names(plan.ordered(by: triage))
        == ["STREET_0005", "STREET_0003", "STREET_0002", "STREET_0006", "STREET_0001", "STREET_0004"])
    let full = try await run(plan, inspection, "plain")
    let csv = String(decoding: full.exports[0], as: UTF8.self)
    #expect(csv.contains(",1.000,1,STREET_0005"), "the inventory holds what the run in full found")
  }

  @Test(arguments: [1, 3])
  func `commits the urgent photos first, can be read meanwhile, and ends with the same exports`(jobs: Int) async throws
  {
    let inspection = try inspection(jobs: jobs)
    let plan = inspection.plan([flight], finished: [:])
    let plain = try await run(plan, inspection, "plain")
    #expect(plain.order == names(plan))
    let ordered = plan.ordered(by: try await inspection.triage(plan))
    var counts: [Int] = []
    let triaged = try await run(ordered, inspection, "triaged") { url in
      let reader = try InventoryStore.openForReading(at: url)
      let content = try reader.inventory()
      try reader.close()
      counts.append(content.photos.count)
      let rows = String(decoding: WorkOrderCSV().bytes(of: content, options: ExportOptions()), as: UTF8.self)
      #expect(rows.split(separator: "\r\n")[1].contains("STREET_0005"))
    }
    #expect(triaged.order == names(ordered) && triaged.order != plain.order)
    #expect(counts == [1, 2, 3, 4, 5, 6])
    #expect(triaged.exports == plain.exports)
    let first = String(decoding: plain.exports[1], as: UTF8.self).split(separator: "\n")[1]
    #expect(first.contains("\"blocks_carriageway\":true") && first.contains("STREET_0005"))
  }

  @Test func `the first of two equal files counts, whichever is more urgent`() async throws {
    let urgent = folder.file("flight/STREET_0005.JPG")
    try FileManager.default.copyItem(at: urgent, to: folder.file("flight/A.JPG"))
    try FileManager.default.copyItem(at: urgent, to: folder.file("flight/Z.JPG"))
    let flight = try Flight.scan(folder.file("flight"))
    let inspection = try inspection()
    let plan = inspection.plan([flight], finished: [:])
    let ordered = plan.ordered(by: try await inspection.triage(plan))
    let kept = plan.pending.map(\.key.name).filter { ["A.JPG", "Z.JPG", "STREET_0005.JPG"].contains($0) }
    #expect(ordered.pending.map(\.key.name).prefix(3) == kept[...])
    let plain = try await run(plan, inspection, "plain")
    #expect(try await run(ordered, inspection, "triaged").exports == plain.exports)
  }

  @Test func `a damaged photo is left to the run in full, and stopping ends the look`() async throws {
    let url = folder.file("flight/STREET_0001.JPG")
    let bytes = try Data(contentsOf: url)
    try bytes.prefix(bytes.count - 2000).write(to: url)
    let inspection = try inspection(jobs: 1)
    let plan = inspection.plan([try Flight.scan(folder.file("flight"))], finished: [:])
    let whole = try await inspection.triage(plan)
    #expect(whole.photoCount == 6 && whole.findings.count == 4)
    var asked = 0
    let stopped = try await inspection.triage(
      plan,
      isStopping: {
        asked += 1; return asked > 2
      })
    #expect(stopped.photoCount == 2)
    #expect(plan.ordered(by: stopped).pending.count == 6)
  }

  @Test func `without a detector that can look quickly nothing is looked at`() async throws {
    let inspection = try inspection([MarkedFlight.SlowDetector()])
    #expect(inspection.quickDetectorNames.isEmpty)
    let plan = inspection.plan([flight], finished: [:])
    let triage = try await inspection.triage(plan)
    #expect(triage.photoCount == 0 && names(plan.ordered(by: triage)) == names(plan))
  }

  @Test(
    arguments: [
      (0.005, 0.022, JPEGDecoder.Scale.quarter), (0.005, 0.04, .eighth), (0.005, 0.0099, .full), (0.005, 0.001, .full),
      (0.001, 0.064, .eighth), (nil, 0.064, .quarter),
    ] as [(Double?, Double, JPEGDecoder.Scale)])
  func `the picture is the smallest whose pixels still suffice`(
    gsd: Double?, sufficient: Double, scale: JPEGDecoder.Scale
  ) {
    #expect(PhotoInspector.scale(groundSampleDistance: gsd, sufficient: sufficient) == scale)
  }
}
