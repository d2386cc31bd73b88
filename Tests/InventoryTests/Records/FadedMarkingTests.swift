import Detectors
import Foundation
import ImageKit
import TestSupport
import Testing

@testable import Inventory

/// Worn markings from the photo to the planner's table.
struct FadedMarkingTests {
  private typealias Scene = SurveyScene

  private static func stripe(
    in shot: Scene.Shot, from start: Double, to end: Double, lost: Double
  ) -> Observation {
    var stripe = Scene.crack(.fadedMarking, in: shot, along: [[SIMD2(start, 1), SIMD2(end, 1)]], width: 150)
    stripe.measures.pattern = nil
    stripe.measures.paintLost = lost
    stripe.measures.area = Measure(0.15 * (end - start), sigma: 0.01)
    return stripe
  }

  /// Five photos 4 m apart that all show the middle, with covers that do not change.
  private static func inventory(_ flight: String, lost: Double?) throws -> Inventory {
    let shots = (0..<5).map { Scene.shot($0, at: SIMD2(Double($0) * 4, 0), flight: flight) }
    let places = [SIMD2(2.0, 4), SIMD2(9, -5), SIMD2(14, 3), SIMD2(5, -3), SIMD2(12, 6.5)]
    let seen = shots.flatMap { shot in
      places.map { Scene.area(.utilityCover, in: shot, at: $0) }
        + (lost.map { [Self.stripe(in: shot, from: 3, to: 9, lost: $0)] } ?? [])
    }
    return Inventory(
      photos: shots.map(\.record), defects: try Scene.merging()(seen, photos: shots.map(\.record)).defects)
  }

  @Test
  func `a stripe that two photos show in part is one, with the paint lost of each by its length`()
    throws
  {
    let shots = [1, 2].map { Scene.shot($0, at: SIMD2(Double($0) * 4, 0)) }
    let seen = [
      Self.stripe(in: shots[0], from: 2, to: 8, lost: 0.6), Self.stripe(in: shots[1], from: 6, to: 9, lost: 0.3),
    ]
    let result = try Scene.merging()(seen, photos: shots.map(\.record))
    let defect = try #require(result.defects.first)
    #expect(result.defects.count == 1 && defect.photos.count == 2)
    #expect(abs(try #require(defect.measures.length).value - 7) < 0.2)
    #expect(abs(try #require(defect.measures.area).value - 0.15 * 7) < 0.04)
    #expect(abs(try #require(defect.measures.paintLost) - 0.5) < 0.001)
    #expect(defect.severity.grade == .notGradable && defect.severity.reason.contains("no rule for faded marking"))
    #expect(SuggestedAction(for: defect) == .repaint)
  }

  @Test func `what is lost is kept in the inventory, and other kinds have none`() throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.gpkg")
    var marking = Sample.crack(1, shift: 200)
    marking.damageClass = .fadedMarking
    marking.measures.paintLost = 0.4375
    let defects = [try Sample.defect(marking), try Sample.defect(Sample.crack(1))]
    let store = try InventoryStore.open(at: url)
    try store.commit(photo: Sample.photo(1), observations: defects.flatMap(\.observations), defects: defects)
    try store.close()
    let read = try InventoryStore.openForReading(at: url)
    let found = try read.inventory().defects
    let kept = try #require(found.first { $0.damageClass == .fadedMarking })
    #expect(kept.measures.paintLost == 0.4375 && kept.observations.first?.measures.paintLost == 0.4375)
    #expect(found.first { $0.damageClass == .crack }?.measures.paintLost == nil)
    try read.close()
  }

  @Test func `exports say how long and wide the stripe is, what is lost and what to do`() throws {
    var inventory = try Self.inventory("a", lost: 0.43)
    inventory.defects = inventory.defects.filter { $0.damageClass == .fadedMarking }
    let defect = try #require(inventory.defects.first)
    let labels = Labels(language: .english)
    let cells = WorkOrderColumns.cells(of: defect, labels: labels, options: ExportOptions())
    #expect(cells["paint_lost_pct"]?.text == "43" && cells["suggested_action"]?.text == "repaint")
    #expect(cells["description"]?.text == "faded marking, not gradable, 6.00 m, 150 mm, paint lost 43 %")
    let chinese = WorkOrderColumns.cells(
      of: defect, labels: Labels(language: .traditionalChinese), options: ExportOptions())
    #expect(chinese["suggested_action"]?.text == "重新劃設標線")
    #expect(chinese["description"]?.text.contains("標線剝落 43 %") == true)
    func properties(_ inventory: Inventory) throws -> [[String: Any]] {
      let bytes = GeoJSONExporter().bytes(of: inventory, options: ExportOptions())
      let json = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
      return (json?["features"] as? [[String: Any]] ?? []).compactMap { $0["properties"] as? [String: Any] }
    }
    #expect(try properties(inventory).compactMap { $0["paint_lost_pct"] as? Int } == [43])
    #expect(try properties(Sample.inventory()).allSatisfy { $0["paint_lost_pct"] == nil })
    let pictures = AnnotatedPicture.pictures(of: inventory, options: ExportOptions())
    let attributes = pictures.flatMap(\.annotations).flatMap(\.attributes).filter { $0.0 == "paint_lost" }
    #expect(attributes.count == 5)
  }

  @Test func `a stripe that wore on is grown, and one that is no longer worn is gone`() throws {
    let (before, after) = (try Self.inventory("a", lost: 0.35), try Self.inventory("b", lost: 0.8))
    let grown = InventoryComparison(from: before, to: after).rows.filter { $0.damageClass == .fadedMarking }
    #expect(grown.map(\.change) == [.grown])
    let change = try #require(grown.first?.sizes.first { $0.quantity == .paintLost })
    #expect(abs(change.difference - 0.45) < 0.001)
    #expect(grown.first?.sizes.contains { $0.quantity == .width } == false)
    let painted = InventoryComparison(from: before, to: try Self.inventory("b", lost: nil)).rows
    #expect(painted.filter { $0.damageClass == .fadedMarking }.map(\.change) == [.gone])
  }
}
