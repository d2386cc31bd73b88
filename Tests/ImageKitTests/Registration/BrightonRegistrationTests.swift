import Foundation
import ImageKit
import TestSupport
import Testing

/// A real flight in which an editor turned six photos upside down and left their tags as they were.
@Suite(.enabled(if: Fixtures.shared != nil, "\(Fixtures.needsShared)"))
struct BrightonRegistrationTests {
  @Test func `the six turned photos are found without being told and all photos fit within a metre`() async throws {
    let folder = try #require(Fixtures.shared).appending(path: "flights/brighton-beach")
    let flight = try await Flight.scan(folder).registered(PlacementOptions(), geoid: nil, jobs: 2)
    let registration = try #require(flight.registration)
    let (before, turned) = (try #require(registration.medianBefore), try #require(registration.medianTurned))
    let after = try #require(registration.medianAfter)
    print(
      "Brighton: \(registration.matchCount) pairs disagree by \(before) m as tagged, \(turned) m turned back, \(after) m "
        + "corrected; \(registration.shared)")
    let names = flight.photos.filter { $0.registration?.turn == .half }.map(\.name)
    #expect(names == (24...29).map { "images/DJI_00\($0).JPG" })
    #expect(registration.photos.allSatisfy { $0.turn == .none || $0.turn == .half })
    #expect(registration.photos.allSatisfy { $0.matchCount > 0 })
    #expect(before > 10)
    #expect(turned < 3)
    // Of points that took no part in the correction.
    #expect(after <= 0.2)
    for photo in flight.photos {
      let codes = photo.metadata.warnings.map(\.code)
      #expect(codes.contains("pixels_turned") == (photo.registration?.turn == .half))
      // All of them fly along one line, there and back.
      let yaw = try #require(photo.metadata.orientation).value.yaw
      #expect((35...55).contains(yaw), "\(photo.name)")
      let found = try #require(photo.registration).correction
      #expect(found.tilt < 4 && abs(found.heading) < 5, "\(photo.name): \(found)")
    }
  }
}
