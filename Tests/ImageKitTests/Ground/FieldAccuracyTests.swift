import Foundation
import TestSupport
import Testing

/// The field sightings of ``FieldSighting`` against the goals, and against the published tool, which adds angles
/// instead of turning and gets CEP 7.73 m and CE90 17.26 m.
@Suite(.enabled(if: Fixtures.shared != nil, "\(Fixtures.needsShared)"))
struct FieldAccuracyTests {
  @Test func `a full rotation places the field sightings within the goals`() throws {
    let folder = try #require(Fixtures.shared).appending(path: "georeferencing/thunderstorm-skydio-x2")
    let sightings = try FieldSighting.all(in: folder)
    #expect(sightings.count == 441)
    let errors = sightings.map(\.error)
    let published = sightings.map(\.publishedError)
    let (cep, ce90) = (FieldSighting.quantile(errors, 0.5), FieldSighting.quantile(errors, 0.9))
    let inside = Double(sightings.count { $0.error <= $0.statedCE90 }) / Double(sightings.count)
    print(
      "Skydio X2, 441 sightings: CEP \(cep) m, CE90 \(ce90) m; published tool "
        + "\(FieldSighting.quantile(published, 0.5)) m, \(FieldSighting.quantile(published, 0.9)) m; "
        + "inside the stated CE90: \(inside)")
    #expect(cep <= 5.2)
    #expect(ce90 <= 10.2)
    #expect(FieldSighting.quantile(published, 0.9) > 17)
    #expect((0.85...0.95).contains(inside))
  }
}
