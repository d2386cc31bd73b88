import Foundation
import ImageKit
import Testing

struct CoordinateReferenceSystemTests {
  @Test func `a system knows its name and its well-known text`() throws {
    let taiwan = try CoordinateReferenceSystem(epsg: 3826)
    #expect(taiwan.name == "TWD97 / TM2 zone 121")
    #expect(taiwan.wkt.hasPrefix("PROJCS[\"TWD97 / TM2 zone 121\""))
    #expect(taiwan.wkt.contains("AUTHORITY[\"EPSG\",\"3826\"]"))
  }

  @Test(arguments: [0, -1, 999_999, Int.max, 4_294_971_122])  // the last is 3826 modulo 2³²
  func `an unknown code is an error with a reason`(_ code: Int) {
    let error = #expect(throws: CoordinateSystemError.self) { try CoordinateReferenceSystem(epsg: code) }
    guard case .unknownCode(code, let reason) = error else {
      Issue.record("expected an unknown code, found \(String(describing: error))")
      return
    }
    #expect(!reason.isEmpty)
  }

  @Test func `a pair that only a ballpark transformation joins is refused`() {
    // TWD67 / TM2 zone 119: without the refusal PROJ 9.1 copies the coordinates, 850 m off.
    let error = #expect(throws: CoordinateSystemError.self) { try CoordinateReferenceSystem(epsg: 3827) }
    guard case .noTransformation(from: 4326, to: 3827, _) = error else {
      Issue.record("expected no transformation, found \(String(describing: error))")
      return
    }
  }

  @Test func `TWD67 lies where the published shift says, from WGS 84 too`() throws {
    // The affine's inverse from the TWD97 coordinates of Kaohsiung's city hall.
    let map = try CoordinateReferenceSystem(epsg: 3828).transform(latitude: 22.62103, longitude: 120.3119)
    #expect(abs(map.x - (179264.713 - 828.589)) < 0.002)
    #expect(abs(map.y - (2502483.043 + 206.915)) < 0.002)
    let back = try CoordinateTransformation(fromEPSG: 3826, toEPSG: 3828).transform(x: 180828.589, y: 2499793.085)
    #expect(abs(back.x - 180000) < 1e-6)
    #expect(abs(back.y - 2500000) < 1e-6)
  }

  @Test func `a system knows where it is meant to be used`() throws {
    let taiwan = try CoordinateReferenceSystem(epsg: 3826)
    #expect(taiwan.covers(latitude: 22.6, longitude: 120.3))
    #expect(!taiwan.covers(latitude: -80, longitude: -60))
    let fiji = try CoordinateReferenceSystem(epsg: 3460)  // Fiji Map Grid lies on both sides of the antimeridian
    #expect(fiji.covers(latitude: -17, longitude: 179.9))
    #expect(fiji.covers(latitude: -17, longitude: -179.9))
    #expect(!fiji.covers(latitude: -17, longitude: 0))
  }

  @Test func `a geographic system takes longitude first`() throws {
    let place = try CoordinateReferenceSystem(epsg: 4326).transform(latitude: 22.6, longitude: 120.3)
    #expect(place.x == 120.3)
    #expect(place.y == 22.6)
  }

  @Test func `a place a projection cannot hold is an error`() throws {
    let mercator = try CoordinateReferenceSystem(epsg: 3857)
    #expect(throws: CoordinateSystemError.self) { try mercator.transform(latitude: 91, longitude: 0) }
    #expect(throws: CoordinateSystemError.self) { try mercator.transform(latitude: .nan, longitude: 0) }
  }

  @Test func `one system serves many tasks at once, also after its maker's thread is gone`() async throws {
    let made = Mutexed()
    let thread = Thread { made.set(Result { try CoordinateReferenceSystem(epsg: 3826) }) }
    thread.start()
    let system = try await made.value().get()
    let sums = try await withThrowingTaskGroup(of: Double.self) { group in
      for _ in 0..<8 {
        group.addTask {
          var sum = 0.0
          for step in 0..<500 {
            sum += try system.transform(latitude: 22 + Double(step) / 500, longitude: 120.3).x
          }
          return sum
        }
      }
      return try await group.reduce(into: [Double]()) { $0.append($1) }
    }
    #expect(sums.count == 8)
    #expect(Set(sums).count == 1)
  }

  /// A result handed over by a thread.
  private final class Mutexed: @unchecked Sendable {
    private let lock = NSLock()
    private var result: Result<CoordinateReferenceSystem, any Error>?

    func set(_ value: Result<CoordinateReferenceSystem, any Error>) { lock.withLock { result = value } }

    func value() async throws -> Result<CoordinateReferenceSystem, any Error> {
      while true {
        if let result = lock.withLock({ result }) { return result }
        try await Task.sleep(for: .milliseconds(5))
      }
    }
  }
}
