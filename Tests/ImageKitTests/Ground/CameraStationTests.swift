import Foundation
import ImageKit
import Testing

struct CameraStationTests {
  static let camera = Camera(width: 5280, height: 3956, focalLengthX: 3725, focalLengthY: 3725)
  static let centre = PixelPoint(u: 2640, v: 1978)

  /// A photo over Kaohsiung that knows everything; tests take away what they are about.
  static func photo(_ change: (inout CaptureMetadata) -> Void = { _ in }) -> CaptureMetadata {
    var metadata = CaptureMetadata(width: 5280, height: 3956)
    metadata.position = Sourced(HorizontalPosition(latitude: 22.62103, longitude: 120.3119), source: "test")
    metadata.absoluteHeight = Sourced(Height(metres: 85.3, datum: .ellipsoid), source: "test")
    metadata.relativeHeight = Sourced(60, source: "test")
    metadata.orientation = Sourced(Orientation(yaw: 37, pitch: -45, roll: 0), source: "test")
    change(&metadata)
    return metadata
  }

  static func station(
    _ metadata: CaptureMetadata, surface: SurfaceChoice = .automatic, camera: Camera? = camera
  ) throws -> CameraStation {
    try CameraStation(metadata: metadata, camera: camera, surface: surface, geoid: EGM96())
  }

  func reason(_ station: CameraStation) -> String? {
    if case .failure(let error) = station.projection { error.code } else { nil }
  }

  @Test func `with nothing stated the height above take-off counts, over level ground`() throws {
    let station = try Self.station(Self.photo())
    let above = try #require(station.heightAboveGround)
    #expect(above.metres == 60)
    #expect(above.source == .takeoff)
    #expect(abs(above.cameraSigma - 1.8) < 1e-12)
    #expect(above.groundSigma == 2)
    #expect(station.groundHeight == Height(metres: 0, datum: .takeoff))
    let point = try station.projection.get().place(Self.centre)
    #expect(abs(point.groundDistance - 60) < 0.01)
    #expect(abs(point.coordinate.ellipsoidalHeight - 25.3) < 1e-6)
    // Level ground 84.9 m away may be off by 5 % of that, which is more than 2 m; beside it 1.8 m of height along the view,
    // 1.5 m per axis and 0.5° of pitch.
    let ground = 0.05 * 60 * 2.0.squareRoot()
    let along = (1.5 * 1.5 + 1.8 * 1.8 + ground * ground + pow(120 * 0.5 * .pi / 180, 2)).squareRoot()
    #expect(abs(point.accuracy.major - along) < 0.01)
    #expect(abs(point.accuracy.azimuth - 37) < 0.01)
  }

  @Test func `the doubt of level ground grows with distance`() throws {
    let near = try Self.station(Self.photo()).projection.get().contributions(at: Self.centre)
    let far = try Self.station(
      Self.photo { $0.relativeHeight?.value = 140 }
    ).projection.get().contributions(at: Self.centre)
    #expect(abs((near.last?.sigma ?? 0) - 0.05 * 60 * 2.0.squareRoot()) < 0.001)
    let low = try Self.station(
      Self.photo { $0.relativeHeight?.value = 12 }
    ).projection.get().contributions(at: Self.centre)
    #expect(low.last?.sigma == 2)
    #expect(abs((far.last?.sigma ?? 0) - 0.05 * 140 * 2.0.squareRoot()) < 0.001)
  }

  @Test func `a stated height above the ground beats the file`() throws {
    let station = try Self.station(Self.photo(), surface: .heightAboveGround(42))
    #expect(station.heightAboveGround?.metres == 42)
    #expect(station.heightAboveGround?.source == .stated)
  }

  @Test func `an RTK height is taken over ground of the same datum`() throws {
    let photo = Self.photo {
      $0.rtk = .fixed
      $0.absoluteHeight?.sigma = 0.01
    }
    let station = try Self.station(photo, surface: .groundHeight(20.3, .ellipsoid))
    let above = try #require(station.heightAboveGround)
    #expect(abs(above.metres - 65) < 1e-12)
    #expect(above.source == .rtk)
    #expect(above.cameraSigma == 0.04)  // the floor, not the file's 0.01
    #expect(station.groundHeight == Height(metres: 20.3, datum: .ellipsoid))
  }

  @Test func `ground above sea level is brought to the ellipsoid before it meets an RTK height`() throws {
    let station = try Self.station(
      Self.photo { $0.rtk = .fixed }, surface: .groundHeight(5, .meanSeaLevel))
    // 85.3 − (5 + 20.521), the published undulation; mixing the datums would give 80.3.
    #expect(abs((station.heightAboveGround?.metres ?? 0) - 59.779) < 0.001)
    #expect(station.groundHeight == Height(metres: 5, datum: .meanSeaLevel))
  }

  @Test func `without RTK a stated ground height is taken for that of take-off`() throws {
    let station = try Self.station(
      Self.photo { $0.absoluteHeight = Sourced(Height(metres: 312, datum: .unknown), source: "test") },
      surface: .groundHeight(5, .meanSeaLevel))
    #expect(station.heightAboveGround?.metres == 60)
    #expect(station.warnings.map(\.code) == ["takeoff_at_ground_height"])
    let point = try station.projection.get().place(Self.centre)
    #expect(abs(point.coordinate.ellipsoidalHeight - 25.521) < 0.001)
  }

  @Test func `a height above sea level serves when there is none above take-off`() throws {
    let photo = Self.photo {
      $0.relativeHeight = nil
      $0.absoluteHeight = Sourced(Height(metres: 70, datum: .meanSeaLevel), source: "test")
    }
    let station = try Self.station(photo, surface: .groundHeight(25.521, .ellipsoid))
    #expect(abs((station.heightAboveGround?.metres ?? 0) - 65) < 0.001)
    #expect(station.heightAboveGround?.source == .absolute)
    #expect(reason(try Self.station(photo)) == "height_unknown")
  }

  @Test func `an absolute height of unknown datum carries thirty metres of doubt`() throws {
    let photo = Self.photo {
      $0.relativeHeight = nil
      $0.absoluteHeight?.value.datum = .unknown
    }
    let station = try Self.station(photo, surface: .groundHeight(25.3, .ellipsoid))
    #expect(station.heightAboveGround?.cameraSigma == 30)
    #expect(station.warnings.map(\.code) == ["height_datum_unknown"])
  }

  @Test func `ground above take-off lowers the height above it`() throws {
    let station = try Self.station(Self.photo(), surface: .groundHeight(12, .takeoff))
    #expect(station.heightAboveGround?.metres == 48)
    #expect(station.groundHeight == Height(metres: 12, datum: .takeoff))
  }

  @Test func `a stated ground that contradicts the height above take-off is doubted`() throws {
    let station = try Self.station(Self.photo { $0.rtk = .fixed }, surface: .groundHeight(84.5, .ellipsoid))
    #expect(station.warnings.map(\.code) == ["height_above_ground_implausible"])
  }

  @Test func `a photo without attitude keeps its place and a radius`() throws {
    let station = try Self.station(Self.photo { $0.orientation = nil })
    #expect(reason(station) == "no_attitude")
    #expect(station.position.latitude == 22.62103)
    let view = 60 * 3.0.squareRoot()
    let own = 1.5 * 2.145966
    #expect(abs((station.cameraOnlyRadius ?? 0) - (view * view + own * own).squareRoot()) < 1e-3)
  }

  @Test func `without attitude and height the attitude is the reason and there is no radius`() throws {
    let station = try Self.station(
      Self.photo {
        $0.orientation = nil
        $0.relativeHeight = nil
        $0.absoluteHeight = nil
      })
    #expect(reason(station) == "no_attitude")
    #expect(station.cameraOnlyRadius == nil)
    #expect(station.height == nil)
  }

  @Test func `each missing part is named`() throws {
    #expect(reason(try Self.station(Self.photo(), camera: nil)) == "no_focal_length")
    #expect(reason(try Self.station(Self.photo { $0.relativeHeight?.value = -3 })) == "camera_below_surface")
    #expect(reason(try Self.station(Self.photo { $0.relativeHeight = nil })) == "height_unknown")
    #expect(reason(try Self.station(Self.photo(), surface: .groundHeight(5, .ground))) == "height_unknown")
    #expect(reason(try Self.station(Self.photo(), surface: .heightAboveGround(0))) == "height_unknown")
    #expect(throws: PlacementError.noPosition) { try Self.station(Self.photo { $0.position = nil }) }
  }

  @Test func `a drone below its take-off can be placed over a stated ground`() throws {
    let photo = Self.photo { $0.relativeHeight?.value = -20 }
    let station = try Self.station(photo, surface: .groundHeight(-80, .takeoff))
    #expect(station.heightAboveGround?.metres == 60)
    #expect(throws: Never.self) { try station.projection.get().place(Self.centre) }
  }

  @Test func `stated sigmas of the file come before the defaults`() throws {
    let photo = Self.photo {
      $0.position?.sigma = 0.9
      $0.relativeHeight?.sigma = 0.3
      $0.orientation?.sigma = 4
    }
    let sigmas = try Self.station(photo).projection.get().sigmas
    #expect(sigmas.east == 0.9)
    #expect(sigmas.up == 0.3)
    #expect(sigmas.yaw == 4)
  }

  @Test func `RTK lowers the doubt of place and attitude but not below the floor`() throws {
    let sigmas = try Self.station(
      Self.photo {
        $0.rtk = .fixed
        $0.position?.sigma = 0.001
      }
    ).projection.get().sigmas
    #expect(sigmas.north == 0.02)
    #expect(sigmas.pitch == 0.2)
    #expect(sigmas.yaw == 1)
  }

  @Test func `a receiver that claims no error at all is not believed`() throws {
    let station = try Self.station(Self.photo { $0.position?.sigma = 0 })
    #expect(abs(station.positionAccuracy.ce90 - 1.5 * 2.145966) < 1e-5)
  }
}
