import Detectors
import Foundation
import Testing

@testable import Inventory

/// What people decided, in every export.
struct StatusExportTests {
  /// The sample with one defect rejected, one corrected and one accepted.
  private func inventory() throws -> Inventory {
    var inventory = try Sample.inventory()
    func decide(_ index: Int, _ verdict: ReviewVerdict, kind: DamageClass? = nil, severity: Severity.Grade? = nil) {
      let decision = ReviewDecision(
        verdict, of: inventory.defects[index].uid, reviewer: "Lin", reason: verdict == .reject ? .shadow : nil,
        damageClass: kind, severity: severity)
      let review = decision.review(of: inventory.defects[index], at: 1_600_000_000)
      inventory.defects[index] = inventory.defects[index].decided(review) { _ in nil }
    }
    let placed = inventory.defects.indices.filter { inventory.defects[$0].placement != nil }
    decide(placed[0], .reject)
    decide(placed[1], .edit, kind: .efflorescence, severity: .levels(.high ... .high))
    decide(placed[2], .accept)
    return Inventory(
      flights: inventory.flights, photos: inventory.photos, skippedPhotos: inventory.skippedPhotos,
      defects: inventory.defects, provenance: inventory.provenance)
  }

  private func bytes(
    _ exporter: any InventoryExporter.Type, _ inventory: Inventory, _ statuses: Set<DefectStatus>
  ) throws -> [UInt8] {
    try exporter.init().content(of: inventory, options: ExportOptions(plane: TestGrid(), statuses: statuses)).packed()
  }

  @Test(arguments: ExporterList.names) func `every export holds the statuses that are asked for and no others`(
    name: String
  ) throws {
    let exporter = try #require(ExporterList.all.first { $0.name == name })
    let all = Set(DefectStatus.allCases)
    let whole = try inventory()
    for statuses in [Set([.new, .accepted, .edited]), [.rejected], [.edited], [.accepted, .new]] as [Set<DefectStatus>]
    {
      var part = whole
      part.defects.removeAll { !statuses.contains($0.status) }
      #expect(!part.defects.isEmpty && part.defects.count < whole.defects.count)
      #expect(try bytes(exporter, whole, statuses) == bytes(exporter, part, all), "\(name) \(statuses)")
    }
  }

  @Test(arguments: ["csv", "html", "geojson", "open311", "coco", "dxf", "cvat"])
  func `every export shows the kind that a person gave`(name: String) throws {
    let exporter = try #require(ExporterList.all.first { $0.name == name })
    let text = String(decoding: try bytes(exporter, try inventory(), [.edited]), as: UTF8.self).lowercased()
    #expect(text.contains("efflorescence"))
  }

  @Test func `tables say what the detector said, and why something was rejected`() throws {
    let cells = try inventory().defects.map {
      WorkOrderColumns.cells(of: $0, labels: Labels(language: .english), options: ExportOptions())
    }
    let edited = try #require(cells.first { $0["status"]?.text == "edited" })
    #expect(edited["kind_code"]?.text == "efflorescence" && edited["severity"]?.text == "high")
    #expect(edited["priority"]?.text == "1" && edited["severity_rule"]?.text == "review")
    #expect(
      ["crack", "pothole"].contains(edited["detected_kind"]?.text) && edited["detected_severity"]?.text != "high")
    #expect(cells.compactMap { $0["review_reason"]?.text }.filter { !$0.isEmpty } == ["shadow"])
  }

  @Test func `each row names the version of its rules, the models and the run`() throws {
    var options = ExportOptions()
    options.provenance = Sample.provenance
    options.provenance?.options["rules"] = "fhwa-ltpp-2014 0123456789ab"
    let defect = try Sample.defect(Sample.crack(1))
    let cells = WorkOrderColumns.cells(of: defect, labels: Labels(language: .english), options: options)
    #expect(cells["rule_version"]?.text == "0123456789ab")
    #expect(cells["models"]?.text == "road@1 abababababab")
    #expect(cells["run_id"]?.text == String(try #require(options.provenance).optionsHash.prefix(12)))
    let json = String(
      decoding: GeoJSONExporter().bytes(of: try Sample.inventory(), options: options), as: UTF8.self)
    #expect(json.contains("\"rule_version\":\"0123456789ab\"") && json.contains("\"models\":\"road@1 abababababab\""))
  }
}
