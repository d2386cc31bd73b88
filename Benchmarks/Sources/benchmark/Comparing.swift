import Foundation
import ImageKit
import Inventory

/// `benchmark comparing`: a street of 5,000 defects flown twice, 2 m off, compared.
enum Comparing {
  static let things = 5000

  static func run() throws {
    guard let rules = try RulePackList.pack(id: RulePackList.defaultID) else { return }
    let merging = DefectMerging(rules: rules)
    print("| things | defects before, after | s | peak MB |")
    print("|---|---|---|---|")
    for things in [things / 4, things / 2, things] {
      let flights = [(SIMD2<Double>.zero, UInt64(1)), (SIMD2(1.6, -1.2), UInt64(2))].map { shift, noise -> Inventory in
        let (photos, observations) = Merging.street(things: things, shift: shift, noise: noise)
        return Inventory(photos: photos, defects: merging(observations, photos: photos).defects)
      }
      var comparison: InventoryComparison?
      let seconds = try Timing.medians(
        rounds: 1, [{ comparison = InventoryComparison(from: flights[0], to: flights[1]) }])
      guard let comparison else { return }
      print(
        "| \(things) | \(flights[0].defects.count), \(flights[1].defects.count) | \(String(format: "%.2f", seconds[0])) | "
          + "\(Int(Merging.peakMegabytes())) |")
      print("shift: \(comparison.shifts.map { ($0.east, $0.north, $0.pairs, $0.basis) })")
      print("rows: \(InventoryComparison.order.map { ($0, comparison.count(of: $0)) })")
    }
  }
}
