import Foundation
import ImageKit

/// The places of an inventory, each with a plane on which its lengths are right.
///
/// Places that hang together by squares of about two kilometres are one site; nothing is merged across sites.
struct SurveySites {
  private struct Cell: Hashable, Comparable {
    var row, column: Int

    static func < (left: Cell, right: Cell) -> Bool { (left.row, left.column) < (right.row, right.column) }
  }

  /// Degrees.
  private static let side = 0.02
  private static let columns = Int((360 / side).rounded())
  private var sites: [Cell: Int] = [:]
  /// The plane of each site, in a fixed order.
  private(set) var planes: [EquirectangularPlane] = []

  init(_ places: some Sequence<HorizontalPosition>) {
    let cells = Set(places.map(Self.cell))
    for start in cells.sorted() where sites[start] == nil {
      var open = [start]
      sites[start] = planes.count
      while let cell = open.popLast() {
        for row in cell.row - 1...cell.row + 1 {
          for column in cell.column - 1...cell.column + 1 {
            let next = Cell(row: row, column: (column + Self.columns) % Self.columns)
            guard cells.contains(next), sites[next] == nil else { continue }
            sites[next] = planes.count
            open.append(next)
          }
        }
      }
      planes.append(
        EquirectangularPlane(
          origin: HorizontalPosition(
            latitude: Double(start.row) * Self.side, longitude: Double(start.column) * Self.side - 180)))
    }
  }

  /// Returns the number of the site that a place lies in; `nil` outside all.
  func site(of place: HorizontalPosition) -> Int? { sites[Self.cell(place)] }

  private static func cell(_ place: HorizontalPosition) -> Cell {
    func index(_ degrees: Double) -> Int { degrees.isFinite ? Int((degrees / side).rounded(.down)) : 0 }
    return Cell(row: index(place.latitude), column: (index(place.longitude + 180) + columns) % columns)
  }
}
