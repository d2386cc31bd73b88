import Foundation
import ImageKit
import Inventory
import TestSupport
import Testing

/// The bundled flight has exact truth beside it, so the whole way can be scored: from JPEG to placed, measured crack.
@Suite struct `The bundled flight` {
  private struct Truth: Decodable {
    struct Defect: Decodable {
      struct Line: Decodable {
        let longitude_latitude: [[Double]]
      }
      let id: String
      let width_median_mm: Double?
      let polylines: [Line]?
    }
    struct Photo: Decodable {
      struct Seen: Decodable {
        struct Line: Decodable {
          let uv: [[Double]]
        }
        let id: String
        let polylines: [Line]?
      }
      let file: String
      let defects: [Seen]
    }
    let defects: [Defect]
    let photos: [Photo]
  }

  private struct Run {
    let truth: Truth
    let inventory: Inventory
    private let folder: TemporaryFolder

    init() throws {
      folder = try TemporaryFolder()
      let truthFile = SampleFlight.bundled.deletingLastPathComponent().appending(path: "truth.json")
      truth = try JSONDecoder().decode(Truth.self, from: Data(contentsOf: truthFile))
      let output = folder("out")
      let outcome = try BuiltCommand.run(["run", SampleFlight.bundled.path, "--output", output.path, "--no-overlays"])
      try #require(outcome.status == 0, "\(outcome.messages)")
      let store = try InventoryStore.openForReading(at: output.appending(path: "inventory.gpkg"))
      inventory = try store.inventory()
      try store.close()
    }

    /// The observations of one photo.
    func observations(in file: String) -> [Observation] {
      inventory.defects.flatMap(\.observations).filter { $0.photo.name == file }
    }
  }

  private static let run = Result { try Run() }

  @Test func `most of each crack of 7 mm and more is found`() throws {
    let run = try Self.run.get()
    let wide = Set(run.truth.defects.filter { $0.id.hasPrefix("C") && ($0.width_median_mm ?? 0) >= 7 }.map(\.id))
    #expect(wide.count == 4)
    var (found, all) = (0, 0)
    for photo in run.truth.photos {
      let lines = run.observations(in: photo.file).flatMap(\.centreLines)
      for seen in photo.defects where wide.contains(seen.id) {
        for point in (seen.polylines ?? []).flatMap(\.uv) where Self.isInside(point) {
          all += 1
          if lines.contains(where: { Self.distance(point, $0) < 5 }) { found += 1 }
        }
      }
    }
    #expect(all > 1000)
    // Measured 0.70; branches of a millimetre or two count as well.
    #expect(Double(found) / Double(all) > 0.6, "\(found) of \(all)")
  }

  @Test func `the interval of a width holds the true width about nine times in ten`() throws {
    let run = try Self.run.get()
    let widths = Dictionary(
      uniqueKeysWithValues: run.truth.defects.compactMap { d in d.width_median_mm.map { (d.id, $0) } })
    var (held, all) = (0, 0)
    for photo in run.truth.photos {
      for observation in run.observations(in: photo.file) {
        guard let width = observation.measures.width else { continue }
        let points = observation.centreLines.flatMap(\.self)
        for seen in photo.defects where seen.id.hasPrefix("C") {
          guard let truth = widths[seen.id], let lines = seen.polylines else { continue }
          let truthLines = lines.map { $0.uv.map { PixelPoint(u: $0[0], v: $0[1]) } }
          let near = points.count { point in truthLines.contains { Self.distance([point.u, point.v], $0) < 5 } }
          guard points.count >= 4, Double(near) / Double(points.count) > 0.8 else { continue }
          all += 1
          if (width.low...width.high).contains(truth) { held += 1 }
        }
      }
    }
    #expect(all >= 20)
    // A crack's width varies along it and its median does not, so a tenth more may lie outside.
    #expect(Double(held) / Double(all) > 0.75, "\(held) of \(all)")
  }

  @Test func `cracks lie on the ground where they are, within the stated accuracy`() throws {
    let run = try Self.run.get()
    let origin = GeodeticCoordinate(latitude: 22.6273, longitude: 120.3014, ellipsoidalHeight: 25)
    let plane = LocalTangentPlane(origin: origin)
    func local(_ longitude: Double, _ latitude: Double) -> PixelPoint {
      let point = plane.pointInENU(GeodeticCoordinate(latitude: latitude, longitude: longitude, ellipsoidalHeight: 25))
      return PixelPoint(u: point.x, v: point.y)
    }
    let ground = Dictionary(
      uniqueKeysWithValues: run.truth.defects.map { defect in
        (defect.id, (defect.polylines ?? []).map { $0.longitude_latitude.map { local($0[0], $0[1]) } })
      })
    var (within, all) = (0, 0)
    for photo in run.truth.photos {
      for observation in run.observations(in: photo.file) {
        let pixel = observation.centreLines.flatMap(\.self)
        guard let placement = observation.placement, let ce90 = placement.ce90 else { continue }
        for seen in photo.defects where seen.id.hasPrefix("C") {
          let lines = (seen.polylines ?? []).map { $0.uv.map { PixelPoint(u: $0[0], v: $0[1]) } }
          let near = pixel.count { point in lines.contains { Self.distance([point.u, point.v], $0) < 5 } }
          guard pixel.count >= 4, Double(near) / Double(pixel.count) > 0.8 else { continue }
          let place = local(placement.point.longitude, placement.point.latitude)
          let error = (ground[seen.id] ?? []).map { Self.distance([place.u, place.v], $0) }.min() ?? .infinity
          all += 1
          if error <= ce90 { within += 1 }
          #expect(error < 1.5, "\(seen.id) in \(photo.file) lies \(error) m off")
        }
      }
    }
    #expect(all >= 20)
    #expect(Double(within) / Double(all) >= 0.85, "\(within) of \(all)")
  }

  private static func isInside(_ point: [Double]) -> Bool {
    (0...2000).contains(point[0]) && (0...1500).contains(point[1])
  }

  /// The distance of a point from a line, in the unit of both.
  private static func distance(_ point: [Double], _ line: [PixelPoint]) -> Double {
    var least = Double.infinity
    for (a, b) in zip(line, line.dropFirst()) {
      let (du, dv) = (b.u - a.u, b.v - a.v)
      let norm = du * du + dv * dv
      let t = norm > 0 ? max(0, min(1, ((point[0] - a.u) * du + (point[1] - a.v) * dv) / norm)) : 0
      let (x, y) = (point[0] - a.u - t * du, point[1] - a.v - t * dv)
      least = min(least, x * x + y * y)
    }
    return least.squareRoot()
  }
}
