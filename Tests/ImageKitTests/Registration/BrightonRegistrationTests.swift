import Foundation
import ImageKit
import TestSupport
import Testing

/// A real flight in which an editor turned six photos upside down and left their tags as they were.
@Suite(.enabled(if: Fixtures.shared != nil, "\(Fixtures.needsShared)"))
struct BrightonRegistrationTests {
  @Test func `the six turned photos are found without being told and all photos fit within a metre`() async throws {
    let folder = try #require(Fixtures.shared).appending(path: "flights/brighton-beach/images")
    let flight = try Flight.scan(folder)
    let projections = flight.photos.map { photo in
      try? CameraStation(metadata: photo.metadata, camera: photo.camera?.value).projection.get()
    }
    let clock = ContinuousClock.now
    let matches = try await FlightMatching(photos: flight.photos, projections: projections).matches(jobs: 2)
    let matched = ContinuousClock.now
    let registration = FlightRegistration(projections: projections, matches: matches)
    let done = ContinuousClock.now
    print("matching \(matched - clock), registering \(done - matched), \(matches.count) matches")
    print(
      "before", registration.medianBefore ?? -1, "turned", registration.medianTurned ?? -1, "after",
      registration.medianAfter ?? -1)
    print(registration.shared)
    for (photo, found) in zip(flight.photos, registration.photos) {
      let c = found.correction
      print(
        photo.name, found.turn, found.matchCount, found.disagreementBefore ?? -1, found.disagreementAfter ?? -1,
        String(format: "E %.2f N %.2f U %.2f head %.2f tilt %.2f", c.east, c.north, c.up, c.heading, c.tilt))
    }
    let turned = zip(flight.photos, registration.photos).filter { $0.1.turn == .half }.map(\.0.name)
    #expect(turned == (24...29).map { "DJI_00\($0).JPG" })
    #expect(registration.photos.allSatisfy { $0.turn == .none || $0.turn == .half })
    let before = try #require(registration.medianBefore)
    let after = try #require(registration.medianAfter)
    #expect(before > 5)
    #expect(after <= 1)
  }
}
