import Detectors
import Testing

@testable import Inventory

struct WidthShortfallTests {
  /// FHWA's limits: low up to 6 mm, medium up to 19 mm.
  private func shortfall(
    _ median: Double, _ low: Double, _ high: Double, pixel: Double, view: GradingView = GradingView()
  ) throws -> WidthShortfall? {
    let pack = try #require(try RulePackList.pack(id: "fhwa-ltpp-2014"))
    return WidthShortfall(
      of: WidthMeasure(median: median, p95: median, low: low, high: high, minimumGradable: pixel),
      by: try #require(pack.rule(for: .crack)), view: view)
  }

  @Test func `an interval inside one level lacks nothing, however coarse the photo`() throws {
    #expect(try shortfall(60, 40, 80, pixel: 17) == nil)
    #expect(try shortfall(1, 0, 5, pixel: 2) == nil, "narrower than a pixel, but low whatever it is")
  }

  @Test func `a limit takes four pixels across it`() throws {
    let found = try #require(try shortfall(6.3, 3.3, 12.3, pixel: 5))
    #expect(found.limit == 6)
    #expect(found.pixel == 5)
    #expect(found.neededPixel == 1.5)
    #expect(found.scaleDoubt == nil)
  }

  @Test func `the limit is the one that the interval spans, and the lowest where it spans several`() throws {
    #expect(try shortfall(18, 11, 23, pixel: 7)?.limit == 19)
    #expect(try shortfall(12, 4, 20, pixel: 7)?.limit == 6)
  }

  @Test func `what is narrower than a pixel is held against the rule's lowest limit`() throws {
    let found = try #require(try shortfall(15, 8, 30, pixel: 20))
    #expect(found.limit == 6)
    #expect(found.neededPixel == 1.5)
  }

  @Test func `what lay across a limit of four pixels takes pixels half the size`() throws {
    #expect(try shortfall(20, 17, 23, pixel: 4)?.neededPixel == 2.375, "19 mm in eight pixels, and no finer")
    #expect(try shortfall(20, 17, 23, pixel: 5)?.neededPixel == 2.5)
  }

  @Test func `what is as wide as a limit on eight pixels stays so`() throws {
    let found = try #require(try shortfall(19, 18.6, 19.4, pixel: 2.4))
    #expect(found.neededPixel == nil)
    #expect(found.scaleDoubt == nil)
    #expect(found.reason(focalLengthPixels: 3000).contains("as wide as the limit of 19 mm"))
  }

  @Test func `an interval that only the scale widens is no reason to fly again`() throws {
    // ±20 % of the scale make ±4 mm of the 20; the pixels would leave it between 19.3 and 20.7.
    let found = try #require(try shortfall(20, 15.9, 24.1, pixel: 4, view: GradingView(scaleSigma: 0.2 / 1.645)))
    #expect(found.neededPixel == nil)
    #expect(abs((found.scaleDoubt ?? 0) - 0.2) < 1e-9)
    #expect(found.reason(focalLengthPixels: 3000).contains("the distance is known to ±20 % only"))
  }

  @Test func `where pixels and scale both leave it open both are named`() throws {
    let found = try #require(try shortfall(7, 3.5, 12, pixel: 5, view: GradingView(scaleSigma: 0.2 / 1.645)))
    #expect(found.neededPixel == 1.5)
    let reason = found.reason(focalLengthPixels: 3000)
    #expect(reason.contains("1.5 mm a pixel or finer, which this camera has 4.5 m in front of the surface"))
    #expect(reason.contains("as from 15 m"))
    #expect(reason.contains("from there its doubt would leave the width open by ±20 %"))
  }

  @Test func `a doubt of metres is larger from closer, and one that is a part of the distance is not`() throws {
    // Six per cent of 40 m are as many metres as 20 % of 12 m.
    var view = GradingView(scaleSigma: 0.06 / 1.645)
    #expect(try shortfall(7, 3.5, 12, pixel: 5, view: view)?.scaleDoubt == nil)
    view.growsCloser = true
    let doubt = try #require(try shortfall(7, 3.5, 12, pixel: 5, view: view)?.scaleDoubt)
    #expect(abs(doubt - 0.2) < 1e-9)
  }

  @Test(arguments: [
    ("gps+takeoff", true), ("rtk+dem", true), ("gps+above_ground", true), ("gps+stated", false), ("gps+laser", false),
    ("rtk+wall", false), ("gps+laser_plane", false),
  ])
  func `heights are doubtful by metres, lasers and statements by a part`(method: String, grows: Bool) {
    var observation = Sample.crack(1)
    observation.placement?.method = method
    #expect(GradingView(of: observation, focalLengthPixels: nil).growsCloser == grows)
  }

  @Test func `without a focal length the reason says how much closer`() throws {
    let found = try #require(try shortfall(6.3, 3.3, 12.3, pixel: 6))
    #expect(found.reason(focalLengthPixels: nil).hasSuffix("1.5 mm a pixel or finer, 4 times closer."))
  }

  @Test(arguments: [SeverityRule.Quantity.length, .area, .depth])
  func `a rule that does not grade by width lacks nothing`(quantity: SeverityRule.Quantity) {
    let rule = SeverityRule(
      id: "r", damageClasses: [.crack], quantity: quantity,
      steps: [
        .init(level: .low, bound: 6, includesBound: true), .init(level: .high, bound: .infinity, includesBound: true),
      ])
    let width = WidthMeasure(median: 6, p95: 7, low: 2, high: 9, minimumGradable: 5)
    #expect(WidthShortfall(of: width, by: rule) == nil)
  }

  @Test(arguments: [Double.nan, .infinity]) func `a width that is no number lacks nothing`(width: Double) throws {
    #expect(try shortfall(width, 0, width, pixel: 1) == nil)
  }

  @Test func `the doubt of the scale is that of the length without its ends`() {
    var observation = Sample.crack(1)
    // The centre line has 100 pixels: its ends make 0.01.
    observation.measures.length = Measure(2, sigma: 2 * (0.1 * 0.1 + 0.01 * 0.01).squareRoot())
    #expect(abs(GradingView(of: observation, focalLengthPixels: nil).scaleSigma - 0.1) < 1e-9)
    observation.measures.length = Measure(2, sigma: 0.001)
    #expect(GradingView(of: observation, focalLengthPixels: nil).scaleSigma == 0)
    observation.measures.length = nil
    #expect(GradingView(of: observation, focalLengthPixels: nil).scaleSigma == 0)
  }
}
