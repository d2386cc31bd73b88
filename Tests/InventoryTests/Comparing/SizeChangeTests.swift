import Detectors
import Testing

@testable import Inventory

struct SizeChangeTests {
  private static func change(
    _ before: Double, _ after: Double, sigma: Double, _ quantity: SizeChange.Quantity = .length
  ) -> SizeChange {
    SizeChange(quantity: quantity, before: Measure(before), after: Measure(after), sigma: sigma)
  }

  @Test func `a change counts from 2.58 standard deviations and a tenth on`() {
    #expect(Self.change(5, 6.4, sigma: 0.5).direction == 1)
    #expect(Self.change(5, 6.2, sigma: 0.5).direction == 0)
    #expect(Self.change(5, 5.4, sigma: 0.01).direction == 0)
    #expect(Self.change(5, 3.6, sigma: 0.5).direction == -1)
    #expect(Self.change(0, 1, sigma: 0.1).direction == 1)
  }

  @Test func `flights that differ a lot where nothing changed make every change less sure`() {
    let steady = (1...40).map { Self.change(4, $0 % 2 == 0 ? 4.08 : 3.92, sigma: 0.1) }
    let shaky = (1...40).map { Self.change(4, $0 % 2 == 0 ? 5.2 : 3.1, sigma: 0.1) }
    let (one, other) = (SizeRepeatability(steady), SizeRepeatability(shaky))
    // Usual is √(0.2² + (0.07 · 4)²) = 0.344 m; here three quarters differ by 0.08 m at most, and 10 of 50 count as usual.
    #expect(abs(one.factor(of: .length) - 0.483) < 0.01, "\(one.factor(of: .length))")
    #expect(other.factor(of: .length) > 2.5)
    // Two that both grew say nothing of what is usual.
    #expect(SizeRepeatability([Self.change(2, 4, sigma: 0.1), Self.change(3, 6, sigma: 0.1)]).factor(of: .length) == 1)
    let grown = Self.change(4, 5.5, sigma: 0.1)
    #expect(one.widened(grown).direction == 1 && other.widened(grown).direction == 0)
    #expect(SizeRepeatability([]).factor(of: .length) == 1 && one.factor(of: .width) == 1)
  }

  @Test func `pairs that agree tell the scale better than a stand-off that may be off by a quarter`() {
    func change(_ before: Double, _ after: Double) -> SizeChange {
      SizeChange(
        quantity: .area, before: Measure(before, sigma: 0.5 * before), after: Measure(after, sigma: 0.5 * after),
        sigma: 0.5 * (before * before + after * after).squareRoot())
    }
    let grown = change(0.2, 0.4)
    #expect(SizeRepeatability([grown]).widened(grown).direction == 0)
    let lines = [1.02, 0.97, 1.05, 0.99].map { Self.change(5, 5 * $0, sigma: 1.5) }
    #expect(SizeRepeatability(lines).widened(grown).direction == 1)
    // Lines that are all longer by half leave the scale in doubt.
    let longer = (0..<4).map { _ in Self.change(5, 7.5, sigma: 1.5) }
    #expect(SizeRepeatability(longer).widened(grown).direction == 0)
  }

  @Test(
    arguments: [
      ("low", "high", SeverityChange.worse), ("low..medium", "high", .worse), ("high", "low", .better),
      ("low..medium", "medium", nil), ("low..medium", "medium..high", nil), ("not_gradable", "high", nil),
    ] as [(String, String, SeverityChange?)]) func `a severity changed where no level is common to both`(
      before: String, after: String, expected: SeverityChange?
    ) throws
  {
    var (old, new) = (try Sample.defect(Sample.crack(1)), try Sample.defect(Sample.crack(1)))
    old.severity = try #require(Severity(code: before, rule: "", reason: ""))
    new.severity = try #require(Severity(code: after, rule: "", reason: ""))
    #expect(SeverityChange(from: old, to: new) == expected)
  }

  @Test func `whether all photos overlooked a thing follows from what photos show of its kind and of itself`() throws {
    var seen = try Sample.defect(Sample.crack(1))
    seen.expectedPhotoCount = 1
    let unknown = DetectionRate([])
    // Of two guessed photos one shows it: overlooked by half of photos, and by two in 1/2 · 2/3.
    #expect(abs(unknown.overlooked(seen, in: 1) - 0.5) < 1e-12)
    #expect(abs(unknown.overlooked(seen, in: 2) - 1.0 / 3) < 1e-12)
    #expect(unknown.overlooked(seen, in: 0) == 1 && DetectionRate.isSure(seen))
    // Shown by one of five: four others should and do not.
    seen.expectedPhotoCount = 5
    #expect(unknown.overlooked(seen, in: 3) > 0.6 && !DetectionRate.isSure(seen))
  }
}
