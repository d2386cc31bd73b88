import Foundation
import TestSupport
import Testing

@testable import ImageKit

struct FlightRegistrationTests {
  /// The greatest distance between the places that two photos give one point, over pairs and a grid of points.
  static func worstDisagreement(_ flight: SyntheticFlight, _ projections: [GroundProjection]) -> Double {
    flight.matches.flatMap { match in
      match.ties.map { tie -> Double in
        guard let a = try? projections[match.first].place(tie.first),
          let b = try? projections[match.second].place(tie.second)
        else { return .infinity }
        return a.coordinate.groundDistance(to: b.coordinate)
      }
    }.max() ?? .infinity
  }

  @Test func `tags that are a little wrong are corrected until photos agree to the noise`() throws {
    let flight = SyntheticFlight()
    let found = FlightRegistration(projections: flight.tagged, matches: flight.matches)
    let before = try #require(found.medianBefore)
    let after = try #require(found.medianAfter)
    #expect(before > 0.8, "\(before)")
    // A pixel is 14 mm; two of them with a pixel of noise each lie about 30 mm apart.
    #expect(after < 0.05, "\(after)")
    #expect(found.photos.allSatisfy { $0.turn == .none && $0.matchCount > 0 })
    let corrected = zip(flight.tagged, found.photos).map { $0.corrected(by: $1.correction) }
    #expect(Self.worstDisagreement(flight, flight.tagged) > 2)
    #expect(Self.worstDisagreement(flight, corrected) < 0.2)
  }

  @Test func `corrections stay within what the tags may be wrong by, so that the flight stays where it is`() {
    let flight = SyntheticFlight(seed: 4)
    let found = FlightRegistration(projections: flight.tagged, matches: flight.matches)
    func mean(_ value: (PoseCorrection) -> Double) -> Double {
      found.photos.reduce(0) { $0 + value($1.correction) } / Double(found.photos.count)
    }
    #expect(abs(mean(\.east)) < 0.1)
    #expect(abs(mean(\.north)) < 0.1)
  }

  @Test func `what the compass and the barometer do to all photos alike is found with its doubt`() {
    for seed in 1...3 as ClosedRange<UInt64> {
      let errors = SyntheticFlight.TagErrors(sharedHeading: 4, sharedUp: 1.5)
      let flight = SyntheticFlight(strips: 4, photosAStrip: 4, errors: errors, seed: seed)
      let shared = FlightRegistration(projections: flight.tagged, matches: flight.matches).shared
      // The tags point 4° too far clockwise and lie 1.5 m too high.
      #expect(abs(shared.heading + 4) < 3.5 * shared.sigmas[1], "seed \(seed): \(shared)")
      #expect(abs(shared.up + 1.5) < 3.5 * shared.sigmas[0], "seed \(seed): \(shared)")
      #expect(shared.sigmas[1] < 1.2)
    }
  }

  @Test(arguments: [
    [7: PixelTurn.half], [3: .half, 4: .half, 8: .half, 10: .half], [2: .clockwise, 9: .counterclockwise],
  ])
  func `photos turned by an editor are found and turned back`(turned: [Int: PixelTurn]) throws {
    let flight = SyntheticFlight(turned: turned)
    let projections = flight.stored(turned)
    let found = FlightRegistration(projections: projections, matches: flight.matches)
    #expect(found.photos.map(\.turn) == projections.indices.map { turned[$0] ?? .none })
    #expect(try #require(found.medianAfter) < 0.05)
    for (index, turn) in turned {
      let photo = found.photos[index]
      #expect(try #require(photo.disagreementBefore) > 3)
      let projection = try #require(projections[index]).turned(turn).corrected(by: photo.correction)
      let pixel = PixelPoint(u: 500, v: 900)
      let place = try projection.place(pixel).coordinate
      let truth = try flight.truth[index].place(flight.original(pixel, turn)).coordinate
      #expect(place.groundDistance(to: truth) < 4)
    }
  }

  @Test func `a flight whose every photo was turned is turned back`() {
    let all = Dictionary(uniqueKeysWithValues: (0..<12).map { ($0, PixelTurn.half) })
    let flight = SyntheticFlight(turned: all)
    let found = FlightRegistration(projections: flight.stored(all), matches: flight.matches)
    #expect(found.photos.allSatisfy { $0.turn == .half })
  }

  @Test func `oblique photos are registered too, turned ones among them`() throws {
    let turned: [Int: PixelTurn] = [4: .half]
    let flight = SyntheticFlight(strips: 1, photosAStrip: 9, spacing: 8, pitch: -50, turned: turned)
    let found = FlightRegistration(projections: flight.stored(turned), matches: flight.matches)
    #expect(found.photos.map(\.turn) == (0..<9).map { turned[$0] ?? .none })
    #expect(try #require(found.medianAfter) < 0.06)
  }

  @Test func `a drone that hovers proves nothing, and no photo is turned`() {
    let errors = SyntheticFlight.TagErrors(position: 0.2, heading: 1, tilt: 0.2)
    let flight = SyntheticFlight(strips: 1, photosAStrip: 6, spacing: 0, errors: errors)
    #expect(!flight.matches.isEmpty)
    let found = FlightRegistration(projections: flight.tagged, matches: flight.matches)
    #expect(found.photos.allSatisfy { $0.turn == .none })
  }

  @Test func `points on roofs and trees do not pull the poses away`() throws {
    let flight = SyntheticFlight(relief: 0.5)
    let found = FlightRegistration(projections: flight.tagged, matches: flight.matches)
    let before = try #require(found.medianBefore)
    let after = try #require(found.medianAfter)
    #expect(after < before / 2)
    #expect(found.photos.allSatisfy { $0.correction.tilt < 2 })
  }

  @Test func `matches between photos that only look alike are left out`() throws {
    let flight = SyntheticFlight()
    let wrong = PhotoMatch(
      first: 0, second: 11,
      ties: (0..<40).map { index in
        let pixel = PixelPoint(u: Double(index % 8) * 500, v: Double(index / 8) * 600)
        return PhotoMatch.Tie(first: pixel, second: PixelPoint(u: 4000 - pixel.v, v: pixel.u * 0.75))
      }, homography: .identity)
    let found = FlightRegistration(projections: flight.tagged, matches: flight.matches + [wrong])
    let alone = FlightRegistration(projections: flight.tagged, matches: flight.matches)
    #expect(found.matchCount == alone.matchCount)
    #expect(found.photos == alone.photos)
  }

  @Test func `a flight without places or matches is left as it is`() {
    let none = FlightRegistration(projections: [nil, nil], matches: [])
    #expect(none.photos.count == 2)
    #expect(none.photos.allSatisfy { $0.turn == .none && $0.correction == .none && $0.matchCount == 0 })
    #expect(none.medianBefore == nil)
    let flight = SyntheticFlight(strips: 1, photosAStrip: 2)
    let unmatched = FlightRegistration(projections: flight.tagged, matches: [])
    #expect(unmatched.photos.allSatisfy { $0.correction == .none })
  }
}
