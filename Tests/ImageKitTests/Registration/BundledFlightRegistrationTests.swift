import Foundation
import TestSupport
import Testing

@testable import ImageKit

/// The bundled street has exact poses beside its recorded ones, so a registration can be held against the truth.
struct BundledFlightRegistrationTests {
  private struct Truth: Decodable {
    struct Pose: Decodable {
      let latitude, longitude, ellipsoidal_height, yaw, pitch, roll: Double
      var pose: ImageKit.Pose {
        ImageKit.Pose(
          coordinate: GeodeticCoordinate(
            latitude: latitude, longitude: longitude, ellipsoidalHeight: ellipsoidal_height),
          orientation: Orientation(yaw: yaw, pitch: pitch, roll: roll))
      }
    }
    struct Photo: Decodable {
      let file: String
      let true_pose: Pose
    }
    let photos: [Photo]
  }

  private static let folder = Fixtures.directory.appending(path: "Flights/kaohsiung-street")

  private static func projections(_ flight: Flight) -> [GroundProjection?] {
    flight.photos.map { try? CameraStation(metadata: $0.metadata, camera: $0.camera?.value).projection.get() }
  }

  @Test func `photos of one street agree better once they are registered, and nearer the truth`() async throws {
    let flight = try Flight.scan(Self.folder.appending(path: "photos"))
    let projections = Self.projections(flight)
    let matches = try await FlightMatching(photos: flight.photos, projections: projections).matches(jobs: 2)
    let found = FlightRegistration(projections: projections, matches: matches)
    #expect(found.photos.allSatisfy { $0.turn == .none })
    let before = try #require(found.medianBefore)
    let after = try #require(found.medianAfter)
    print("bundled flight: \(matches.count) matches, \(before) m before, \(after) m after, \(found.shared)")
    #expect(after < before / 2)
    #expect(after < 0.03)

    // The truth has its own ground below; what counts is where photos put points against each other.
    let truth = try JSONDecoder().decode(
      Truth.self, from: Data(contentsOf: Self.folder.appending(path: "truth.json")))
    let poses = Dictionary(uniqueKeysWithValues: truth.photos.map { ($0.file, $0.true_pose.pose) })
    func relativeErrors(_ adjusted: [GroundProjection?]) throws -> [Double] {
      let frame = try #require(FlightRegistration.frame(of: projections))
      let errors = try zip(flight.photos, adjusted).map { photo, projection -> SIMD3<Double> in
        let projection = try #require(projection)
        let pose = try #require(poses[photo.name])
        let exact = GroundProjection(
          camera: projection.camera, pose: pose, surface: .plane(atEllipsoidalHeight: 25.3))
        let middle = PixelPoint(u: 1000, v: 750)
        return frame.pointInENU(try projection.place(middle).coordinate)
          - frame.pointInENU(try exact.place(middle).coordinate)
      }
      let mean = errors.reduce(SIMD3<Double>.zero, +) / Double(errors.count)
      return errors.map { error in
        let own = error - mean
        return (own.x * own.x + own.y * own.y).squareRoot()
      }
    }
    let tagged = try relativeErrors(projections).reduce(0, +) / 10
    let registered =
      try relativeErrors(
        zip(projections, found.photos).map { $0?.corrected(by: $1.correction) }
      ).reduce(0, +) / 10
    print("relative place of the middles: \(tagged) m as tagged, \(registered) m registered")
    #expect(registered < tagged)
  }

  @Test func `a photo turned upside down by an editor is found by its pixels alone`() async throws {
    let folder = try TemporaryFolder()
    for index in 1...5 {
      let name = "STREET_000\(index).JPG"
      let bytes = try [UInt8](Data(contentsOf: Self.folder.appending(path: "photos/\(name)")))
      try Data(index == 3 ? TurnedPhoto.half(bytes) : bytes).write(to: folder(name))
    }
    let flight = try Flight.scan(folder.url)
    let projections = Self.projections(flight)
    let matches = try await FlightMatching(photos: flight.photos, projections: projections).matches(jobs: 1)
    let found = FlightRegistration(projections: projections, matches: matches)
    #expect(found.photos.map(\.turn) == [.none, .none, .half, .none, .none])
    #expect(try #require(found.photos[2].disagreementBefore) > 2)
    #expect(try #require(found.medianAfter) < 0.03)
  }

  @Test func `the number of photos at once does not change a match`() async throws {
    let flight = try Flight.scan(Self.folder.appending(path: "photos"))
    let matching = FlightMatching(photos: flight.photos, projections: Self.projections(flight))
    let (one, two) = (try await matching.matches(jobs: 1), try await matching.matches(jobs: 2))
    #expect(one.map(\.homography) == two.map(\.homography))
    #expect(one.map(\.ties) == two.map(\.ties))
    #expect(!one.isEmpty)
  }

  @Test func `a photo whose pixels are damaged is left out and the others are compared`() async throws {
    let folder = try TemporaryFolder()
    for index in 1...3 {
      let name = "STREET_000\(index).JPG"
      var bytes = try Data(contentsOf: Self.folder.appending(path: "photos/\(name)"))
      if index == 1 { bytes = bytes.prefix(bytes.count / 2) }
      try bytes.write(to: folder(name))
    }
    let flight = try Flight.scan(folder.url)
    let matches = try await FlightMatching(photos: flight.photos, projections: Self.projections(flight)).matches(
      jobs: 2)
    #expect(matches.map { [$0.first, $0.second] } == [[1, 2]])
  }
}
