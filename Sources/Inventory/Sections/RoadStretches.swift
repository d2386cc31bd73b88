import Foundation
import ImageKit

/// The stretches that the cells of a mesh fall into, in the making.
struct RoadStretches {
  private struct Key: Hashable {
    /// The section of the network, or the flight.
    let road: Int
    let piece: Int
  }

  private let views: SurveyedPhotos
  private let mesh: SurveyMesh
  private let network: RoadNetwork?
  private let length: Double
  private let flights: [String]
  private let flightNumbers: [String: Int]
  private let axes: [FlightAxis]
  private var numbers: [Key: Int] = [:]
  private var keys: [Key] = []
  private var owners: [Set<Int>] = []
  private var cells: [Int] = []
  /// All cells, and those that lie on a road.
  private(set) var cellCount = 0
  private(set) var placedCellCount = 0

  init(views: SurveyedPhotos, mesh: SurveyMesh, network: RoadNetwork?, length: Double) {
    self.views = views
    self.mesh = mesh
    self.network = network
    self.length = length
    var flights: [String] = []
    for case let photo? in views.photos where flights.last != photo.flight { flights.append(photo.flight) }
    self.flights = flights
    flightNumbers = Dictionary(flights.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    guard network == nil else {
      axes = []
      return
    }
    var shapes = [CellShape](repeating: CellShape(), count: flights.count)
    let numbers = flightNumbers
    mesh.forEachCell { cell, owner in
      if let flight = views.photos[owner].flatMap({ numbers[$0.flight] }) { shapes[flight].add(cell) }
    }
    axes = flights.indices.map { flight in
      FlightAxis(
        of: views.photos.compactMap { $0 }.filter { $0.flight == flights[flight] }.map(\.axis),
        fallback: shapes[flight].axis)
    }
  }

  /// Counts a cell and returns the number of its stretch; ``MeshSquare/none`` off the network.
  mutating func add(_ cell: MeshCell, seenBy photo: Int) -> Int32 {
    guard let view = views.photos[photo] else { return MeshSquare.none }
    cellCount += 1
    let point = mesh.centre(of: cell)
    let key: Key
    if let network {
      guard let match = network.match(at: view.frame.position(point)) else { return MeshSquare.none }
      // The end of a road belongs to its last stretch.
      let last = max(0, Int((network.sections[match.section].length / length).rounded(.up)) - 1)
      key = Key(road: match.section, piece: min(last, Int(match.position.chainage / length)))
    } else {
      guard let flight = flightNumbers[view.flight] else { return MeshSquare.none }
      key = Key(road: flight, piece: Int(axes[flight].chainage(of: point) / length))
    }
    placedCellCount += 1
    let number: Int
    if let known = numbers[key] {
      number = known
    } else {
      number = keys.count
      numbers[key] = number
      keys.append(key)
      owners.append([])
      cells.append(0)
    }
    owners[number].insert(photo)
    cells[number] += 1
    return Int32(number)
  }

  /// The numbers of the stretches in the order of roads and chainage.
  var order: [Int] {
    keys.indices.sorted { (keys[$0].road, keys[$0].piece) < (keys[$1].road, keys[$1].piece) }
  }

  /// The stretches by their numbers, with their pavement.
  var sections: [SurveyedSection] {
    keys.indices.map { number in
      let key = keys[number]
      let from = Double(key.piece) * length
      let road = network?.sections[key.road].id ?? flights[key.road]
      let to = network.map { min(from + length, $0.sections[key.road].length) } ?? from + length
      func text(_ metres: Double) -> String { FixedDecimal.trimmed(metres, places: 1) ?? "?" }
      var section = SurveyedSection(id: "\(road)/\(text(from))-\(text(to))", road: road, from: from, to: to)
      section.pavement = Double(cells[number]) * mesh.cellArea
      section.photoCount = owners[number].count
      return section
    }
  }
}
