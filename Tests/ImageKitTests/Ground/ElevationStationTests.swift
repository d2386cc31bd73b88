import Foundation
import ImageKit
import TestSupport
import Testing

/// A slope in a text file that GDAL reads: 30 m above the datum in the west, rising by 1 m a cell of 0.0001° eastwards.
private struct Slope {
  static let west = 120.3
  private let folder: TemporaryFolder
  let model: ElevationModel

  init(datum: ElevationDatum) throws {
    folder = try TemporaryFolder()
    let row = (0..<60).map { "\(30 + $0)" }.joined(separator: " ")
    let header = "ncols 60\nnrows 40\nxllcorner \(Self.west)\nyllcorner 22.625\ncellsize 0.0001\n"
    let rows = [String](repeating: row, count: 40).joined(separator: "\n")
    try Data((header + rows + "\n").utf8).write(to: folder("slope.asc"))
    let system = try CoordinateReferenceSystem(epsg: 4326).wkt
    try Data(system.utf8).write(to: folder("slope.prj"))
    model = try ElevationModel(contentsOf: folder("slope.asc"), datum: datum, sigma: 1)
  }

  /// The height in the middle of a cell.
  static func height(at longitude: Double) -> Double { 30 + (longitude - west) / 0.0001 - 0.5 }

  /// Whether elevation models can be read at all.
  static var isReadable: Bool {
    guard let slope = try? Slope(datum: .ellipsoid) else { return false }
    return (try? slope.model.ellipsoidalHeight(latitude: 22.627, longitude: 120.303)) != nil
  }
}

@Suite(.enabled(if: Slope.isReadable, "needs the reader of elevation models"))
struct `a station over an elevation model` {
  static let place = HorizontalPosition(latitude: 22.627, longitude: 120.303)
  static let ground = Slope.height(at: 120.303)

  private func station(
    _ slope: Slope, takeoff: HorizontalPosition? = nil, _ change: (inout CaptureMetadata) -> Void
  ) throws -> CameraStation {
    let photo = CameraStationTests.photo {
      $0.position?.value = Self.place
      $0.orientation?.value = Orientation(yaw: 0, pitch: -90, roll: 0)
      change(&$0)
    }
    return try CameraStation(
      metadata: photo, camera: CameraStationTests.camera, options: PlacementOptions(surface: .elevation(slope.model)),
      takeoff: takeoff, geoid: EGM96())
  }

  @Test func `takes an RTK height over the model`() throws {
    let slope = try Slope(datum: .ellipsoid)
    let station = try station(slope) {
      $0.rtk = .fixed
      $0.absoluteHeight?.value.metres = 140
    }
    let above = try #require(station.heightAboveGround)
    #expect(above.source == .rtkOverElevation)
    #expect(abs(above.metres - (140 - Self.ground)) < 1e-3)
    #expect(above.groundSigma == 1)
    let point = try station.projection.get().place(CameraStationTests.centre)
    let height = try #require(station.height(of: point))
    #expect(height.datum == .ellipsoid)
    #expect(abs(height.metres - Self.ground) < 1e-3)
  }

  @Test func `brings heights above the sea to the ellipsoid first`() throws {
    let slope = try Slope(datum: .meanSeaLevel)
    let station = try station(slope) {
      $0.rtk = .fixed
      $0.absoluteHeight?.value.metres = 140
    }
    let undulation = try EGM96().undulation(latitude: Self.place.latitude, longitude: Self.place.longitude)
    #expect(abs((station.heightAboveGround?.metres ?? 0) - (140 - Self.ground - undulation)) < 0.01)
  }

  @Test func `adds the height above take-off to the model's height there`() throws {
    let slope = try Slope(datum: .ellipsoid)
    // 20 cells to the west the model is 20 m lower.
    let west = HorizontalPosition(latitude: 22.627, longitude: 120.301)
    let flown = try station(slope, takeoff: west) { _ in }
    #expect(flown.heightAboveGround?.source == .elevation)
    #expect(abs((flown.heightAboveGround?.metres ?? 0) - 40) < 1e-3)
    #expect(flown.warnings.isEmpty)
    let single = try station(slope) { _ in }
    #expect(abs((single.heightAboveGround?.metres ?? 0) - 60) < 1e-3)
    #expect(single.warnings.map(\.code) == ["takeoff_below_photo"])
    let outside = try station(slope, takeoff: HorizontalPosition(latitude: 23, longitude: 120)) { _ in }
    guard case .failure(.heightUnknown(let missing)) = outside.projection else {
      Issue.record("placed without a height at take-off")
      return
    }
    #expect(missing.contains("take-off"))
  }

  @Test func `doubts a height that contradicts the one above take-off`() throws {
    let slope = try Slope(datum: .ellipsoid)
    let low = try station(slope) {
      $0.rtk = .fixed
      $0.absoluteHeight?.value.metres = Self.ground + 1
    }
    let high = try station(slope) {
      $0.rtk = .fixed
      $0.absoluteHeight?.value.metres = Self.ground + 121
    }
    for station in [low, high] { #expect(station.warnings.map(\.code) == ["height_above_ground_implausible"]) }
  }

  @Test func `takes an absolute height last, and one of unknown datum with thirty metres of doubt`() throws {
    let slope = try Slope(datum: .ellipsoid)
    let known = try station(slope) {
      $0.relativeHeight = nil
      $0.absoluteHeight?.value.metres = 140
    }
    #expect(known.heightAboveGround?.source == .absoluteOverElevation)
    #expect(known.heightAboveGround?.cameraSigma == 5)
    let unknown = try station(slope) {
      $0.relativeHeight = nil
      $0.absoluteHeight?.value = Height(metres: 140, datum: .unknown)
    }
    #expect(unknown.heightAboveGround?.cameraSigma == 30)
    #expect(unknown.warnings.map(\.code) == ["height_datum_unknown"])
  }

  @Test func `starts a flight at its first photo`() throws {
    func photo(_ second: Int, longitude: Double?) -> Photo {
      var metadata = CaptureMetadata(width: 10, height: 10)
      metadata.position = longitude.map {
        Sourced(HorizontalPosition(latitude: 22.627, longitude: $0), source: "test")
      }
      metadata.capturedAt = Sourced(CaptureTime(local: "2026-03-01 10:00:0\(second)", utc: nil), source: "test")
      return Photo(
        fileURL: URL(filePath: "/\(second).jpg"), name: "\(second).jpg", flight: "f", byteCount: 1,
        modificationTime: 0, metadata: metadata, camera: nil)
    }
    let photos = [photo(1, longitude: nil), photo(2, longitude: 120.301), photo(3, longitude: 120.305)]
    func flight(_ photos: [Photo]) -> Flight {
      var flight = Flight(root: URL(filePath: "/f"), skipped: [], ignoredFileCount: 0)
      flight.photos = photos
      return flight
    }
    #expect(flight(photos).takeoff?.longitude == 120.301)
    #expect(flight(Array(photos.suffix(1))).takeoff == nil)
  }
}
