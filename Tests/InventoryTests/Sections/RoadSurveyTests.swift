import Detectors
import Foundation
import ImageKit
import TestSupport
import Testing

@testable import Inventory

struct RoadSurveyTests {
  private let rule: CrackRateRule

  init() throws { rule = try CrackRateRule.builtIn() }

  private func survey(
    _ photos: [PhotoRecord], _ defects: [Defect], length: Double? = nil
  ) -> RoadSurvey {
    RoadSurvey(Inventory(photos: photos, defects: defects), sectionLength: length, rule: rule, plane: MetreGrid())
  }

  private func isNear(_ value: Double?, _ expected: Double) -> Bool { abs((value ?? .nan) - expected) < 1e-6 }

  @Test func `a flight without a network is cut along its own axis, and everything is counted where it lies`() throws {
    let photo = MetreGrid.photo(1, at: 20, pavement: [MetreGrid.box(0...40, 0...8)])
    let sections = survey(
      [photo],
      [
        // Cells of 0.5 m: 21 with the first crack, of which three have the second too.
        MetreGrid.defect(.longitudinalCrack, in: photo, line: [(1.1, 2.1), (11.1, 2.1)]),
        MetreGrid.defect(.crack, in: photo, line: [(1.1, 2.2), (2.1, 2.2)]),
        MetreGrid.defect(.pothole, in: photo, at: (5.1, 5.1)),
        MetreGrid.defect(.sealedCrack, in: photo, line: [(3.1, 7.1), (6.1, 7.1)]),
        // 11 cells.
        MetreGrid.defect(.transverseCrack, in: photo, line: [(30.2, 1.05), (30.2, 6.05)]),
        // 4 × 3 cells, the upper four half covered.
        MetreGrid.defect(.alligatorCrack, in: photo, area: [MetreGrid.box(22...24, 2...3.25)]),
        // Two cells half patched and one wholly.
        MetreGrid.defect(.repair, in: photo, area: [MetreGrid.box(25...26, 1...1.25)]),
        MetreGrid.defect(.repair, in: photo, area: [MetreGrid.box(26.5...27, 1...1.5)]),
        // Neither damage nor on the pavement.
        MetreGrid.defect(.utilityCover, in: photo, area: [MetreGrid.box(10...11, 1...2)]),
        MetreGrid.defect(.crack, in: photo, line: [(1, 9.2), (9, 9.2)]),
      ]
    ).sections
    #expect(sections.map(\.id) == ["flight/0-20", "flight/20-40"])
    #expect(sections.map(\.road) == ["flight", "flight"] && sections.map(\.to) == [20, 40])
    #expect(sections.map(\.pavement) == [160, 160] && sections.map(\.photoCount) == [1, 1])
    let (first, second) = (sections[0], sections[1])
    #expect(isNear(first.longitudinal, 10) && isNear(first.otherCracks, 1) && isNear(first.sealed, 3))
    #expect(first.transverse == 0 && first.potholes == 1 && first.alligator == 0)
    #expect(isNear(first.crackRate, (18 * 0.15 + 3 * 0.25) / 160 * 100))
    #expect(isNear(second.transverse, 5) && second.longitudinal == 0 && second.potholes == 0)
    #expect(isNear(second.alligator, 2.5) && isNear(second.patches, 0.5))
    #expect(isNear(second.crackRate, (11 * 0.15 + 12 * 0.25 + 2 * 0.125 + 0.25) / 160 * 100))
  }

  @Test func `what is merged of several photos counts once, though the nearest one does not show it`() throws {
    let photos = (1...3).map { number in
      MetreGrid.photo(
        number, at: Double(number) * 5, pavement: [MetreGrid.box(0...20, 0...8)], gsd: number == 2 ? 0.001 : 0.005)
    }
    func merged(_ kind: DamageClass, line: [(Double, Double)] = [], at point: (Double, Double)? = nil) throws -> Defect
    {
      var defect = MetreGrid.defect(kind, in: photos[0], line: line, at: point)
      let other = MetreGrid.defect(kind, in: photos[2], line: line.map { ($0.0 + 0.1, $0.1) }, at: point)
      defect.observations += other.observations
      return defect
    }
    let defects = [
      try merged(.pothole, at: (5.1, 5.1)), try merged(.longitudinalCrack, line: [(2.1, 2.1), (8.1, 2.1)]),
      // Alone in a photo that is not the nearest: as before, that one would show it if it were there.
      MetreGrid.defect(.pothole, in: photos[0], at: (9.1, 5.1)),
    ]
    let section = try #require(survey(photos, defects).sections.first)
    #expect(section.potholes == 1 && isNear(section.longitudinal, 6))
  }

  @Test func `what two photos show is counted once, as the nearer one shows it`() throws {
    let photos = [
      MetreGrid.photo(1, at: 15, pavement: [MetreGrid.box(0...30, 0...8)]),
      MetreGrid.photo(2, at: 25, pavement: [MetreGrid.box(10...40, 0...8)]),
    ]
    let defects = photos.flatMap { photo in
      [
        MetreGrid.defect(.longitudinalCrack, in: photo, line: [(5.1, 2.1), (35.1, 2.1)]),
        MetreGrid.defect(.pothole, in: photo, at: (15.1, 4.1)),
        MetreGrid.defect(.alligatorCrack, in: photo, area: [MetreGrid.box(18...22, 5...6)]),
      ]
    }
    let both = survey(photos, defects, length: 40)
    let section = try #require(both.sections.first)
    #expect(both.sections.count == 1 && both.pavement == 320 && section.photoCount == 2)
    #expect(isNear(section.longitudinal, 30) && section.potholes == 1 && isNear(section.alligator, 4))
    // The pothole is nearer to the first photo, so what the second says of it does not count.
    let second = survey(photos, Array(defects[3...]), length: 40).sections[0]
    #expect(second.potholes == 0 && isNear(second.longitudinal, 15.1) && isNear(second.alligator, 2))
  }

  @Test func `finer photos own the cells, and of two alike the first by name`() {
    let pavement = [MetreGrid.box(0...10, 0...8)]
    let photos = [
      MetreGrid.photo(1, at: 5, pavement: pavement), MetreGrid.photo(2, at: 5, pavement: pavement),
      MetreGrid.photo(3, at: 5, pavement: pavement, gsd: 0.004),
    ]
    let potholes = photos.map { MetreGrid.defect(.pothole, in: $0, at: (5.1, 4.1)) }
    func counted(_ photos: [PhotoRecord]) -> [Int] {
      potholes.map { survey(photos, [$0]).sections[0].potholes }
    }
    #expect(counted(photos) == [0, 0, 1])
    #expect(counted(Array(photos[..<2])) == [1, 0, 0])
  }

  @Test func `the order of photos and defects does not matter, to the bit`() {
    var generator = SeededGenerator(seed: 11)
    var photos = (0..<12).map { index in
      MetreGrid.photo(
        index, at: Double(index) * 5.3 + 3,
        pavement: [MetreGrid.box(Double(index) * 5.3...Double(index) * 5.3 + 17, 0...8)],
        azimuth: 88 + Double(index % 5), certainty: 0.5)
    }
    var defects = photos.flatMap { photo in
      (0..<20).map { _ in
        let (x, y) = (Double.random(in: 0...80, using: &generator), Double.random(in: 0...8, using: &generator))
        return MetreGrid.defect(
          [.crack, .longitudinalCrack, .transverseCrack].randomElement(using: &generator) ?? .crack, in: photo,
          line: [
            (x, y),
            (x + Double.random(in: -3...3, using: &generator), y + Double.random(in: -3...3, using: &generator)),
          ])
      }
    }
    let expected = survey(photos, defects)
    #expect(expected.sections.count >= 3 && expected.sections.contains { $0.longitudinal > 0 })
    for _ in 0..<5 {
      photos.shuffle(using: &generator)
      defects.shuffle(using: &generator)
      #expect(survey(photos, defects) == expected)
    }
  }

  @Test func `what another detector sees in the same photo does not count once more`() {
    let photo = MetreGrid.photo(1, at: 5, pavement: [MetreGrid.box(0...10, 0...8)])
    let crack = MetreGrid.defect(.longitudinalCrack, in: photo, line: [(1.1, 4.1), (9.1, 4.1)])
    var again = MetreGrid.defect(.crack, in: photo, line: [(1.1, 4.2), (9.1, 4.2)])
    again.observations[0].detector = DetectorIdentity(name: "crack", version: 3)
    let section = survey([photo], [crack, again]).sections[0]
    #expect(
      section.otherCracks == 0 && isNear(section.longitudinal, 8) && isNear(section.crackRate, 17 * 0.15 / 80 * 100))
  }

  @Test func `what a person rejected does not count`() {
    let photo = MetreGrid.photo(1, at: 5, pavement: [MetreGrid.box(0...10, 0...8)])
    var defect = MetreGrid.defect(.pothole, in: photo, at: (5.1, 4.1))
    #expect(survey([photo], [defect]).sections[0].potholes == 1)
    defect.damageClass = .utilityCover
    defect.status = .edited
    #expect(survey([photo], [defect]).sections[0].potholes == 0, "a person said what it is")
    defect.damageClass = .pothole
    defect.status = .rejected
    #expect(survey([photo], [defect]).sections[0].potholes == 0)
  }

  @Test func `holes in the pavement are none, nor are places of which only an edge is pavement`() {
    var pavement = MetreGrid.box(0...10, 0...8)
    pavement.holes = [MetreGrid.box(2...4, 2...4).outer]
    let photo = MetreGrid.photo(1, at: 5, pavement: [pavement, MetreGrid.box(20...20.2, 0...0.2)])
    #expect(survey([photo], []).pavement == 76)
  }

  @Test func `a flight whose photos show no direction is cut along its length, and each flight by itself`() {
    let up = MetreGrid.photo(1, flight: "b", at: 50, 30, pavement: [MetreGrid.box(46...54, 0...60)], azimuth: nil)
    let along = MetreGrid.photo(2, flight: "a\n=x", at: 5, pavement: [MetreGrid.box(-10...15, 0...8)])
    let sections = survey([up, along], [], length: 25).sections
    #expect(sections.map(\.id) == ["a\n=x/0-25", "b/0-25", "b/25-50", "b/50-75"])
    #expect(sections.map(\.pavement) == [200, 200, 200, 80])
  }

  @Test func `directions count as much as their pavement is long and they are certain, and opposite ones are one`() {
    // Nearly north by 179° and 1°: the mean is 0°, not 90°.
    let photos = [
      MetreGrid.photo(1, at: 4, 10, pavement: [MetreGrid.box(0...8, 0...20)], azimuth: 179),
      MetreGrid.photo(2, at: 4, 30, pavement: [MetreGrid.box(0...8, 20...40)], azimuth: 1),
      MetreGrid.photo(3, at: 4, 30, pavement: [MetreGrid.box(0...8, 20...40)], azimuth: 90, certainty: 0),
    ]
    #expect(survey(photos, []).sections.map(\.pavement) == [160, 160])
  }

  @Test func `photos without pavement and damage without a place are left out`() {
    let photo = MetreGrid.photo(1, at: 5, pavement: [MetreGrid.box(0...10, 0...8)])
    var bare = MetreGrid.photo(2, at: 5, pavement: [])
    bare.pavement = nil
    var nowhere = MetreGrid.defect(.pothole, in: photo, at: (5.1, 4.1))
    nowhere.observations[0].placement = nil
    let survey = survey([photo, bare], [nowhere, MetreGrid.defect(.pothole, in: bare, at: (5.1, 4.1))])
    #expect(survey.sections.map(\.potholes) == [0])
    #expect(!RoadSurvey.isPossible(Inventory(photos: [bare], defects: [])))
    #expect(RoadSurvey.isPossible(Inventory(photos: [photo], defects: [])))
  }

  @Test func `coordinates of any size neither trap nor take for ever`() {
    let sound = MetreGrid.photo(2, at: 45, pavement: [MetreGrid.box(40...50, 0...8)])
    let wild: [Double] = [-1e300, -1e9, -180, 0, 21.3, 400, 1e18, .infinity, .nan]
    for value in wild {
      let place = HorizontalPosition(latitude: value, longitude: -value)
      let polygon = GroundPolygon(outer: [place, MetreGrid.place(5, 5), MetreGrid.place(0, 9)])
      let photo = MetreGrid.photo(1, at: 5, pavement: [polygon, MetreGrid.box(0...10, 0...8)])
      var defect = MetreGrid.defect(.alligatorCrack, in: photo, area: [polygon])
      for lines in [[[place, MetreGrid.place(1, 1)]], []] {
        defect.observations[0].placement?.lines = lines
        // A photo that claims to see such a place counts for nothing, and takes nothing from the others.
        let found = survey([photo, sound], [defect])
        #expect(found.pavement.isFinite && found.pavement >= 80, "\(found.pavement) m² with a corner at \(value)")
        #expect(found.sections.allSatisfy { $0.to.isFinite && $0.from.isFinite }, "at \(value)")
      }
    }
  }
}
