import Foundation
import ImageKit
import TestSupport
import Testing

/// Real flights, when they lie beside the repository: checks that cry wolf are worse than none.
@Suite(.enabled(if: Fixtures.shared != nil, "\(Fixtures.needsShared)"))
struct `Real flights as a whole` {
  private func flight(_ name: String) throws -> Flight {
    try Flight.scan(try #require(Fixtures.shared).appending(path: "flights/\(name)"))
  }

  @Test(arguments: ["brighton-beach", "caliterra-gps-only", "seneca-fixed-wing-nir", "copr-no-gps"])
  func `raise no alarm without cause`(name: String) throws {
    let flight = try flight(name)
    #expect(flight.warnings.isEmpty, "\(flight.warnings)")
    let doubtful = Set(flight.warningSummaries.map(\.code)).intersection([
      "duplicate", "heading_only", "yaw_of_aircraft",
    ])
    #expect(doubtful.isEmpty)
  }

  @Test func `photos that an editor saved are counted and named`() throws {
    let summaries = try flight("brighton-beach").warningSummaries
    let edited = try #require(summaries.first { $0.code == "edited_software" })
    #expect(edited.photoCount == 6)
    #expect(edited.firstPhoto == "images/DJI_0024.JPG" && edited.lastPhoto == "images/DJI_0029.JPG")
    // The most frequent come first.
    #expect(summaries.map(\.photoCount) == summaries.map(\.photoCount).sorted(by: >))
  }
}
