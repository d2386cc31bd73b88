import Testing

@testable import Inventory

struct FixedDecimalTests {
  @Test(arguments: [
    (1.0, 2, "1.00"), (-0.004, 2, "0.00"), (-0.005, 2, "-0.01"), (0.5, 0, "1"), (-1.5, 0, "-2"),
    (120.30000004, 7, "120.3000000"), (0.05, 3, "0.050"), (123_456_789.125, 2, "123456789.13"),
  ])
  func `a number has exactly so many decimals`(value: Double, places: Int, text: String) {
    #expect(FixedDecimal.text(value, places: places) == text)
  }

  @Test(arguments: [(1.0, "1"), (0.0, "0"), (-0.0000001, "0"), (1.25, "1.25"), (100.0, "100")])
  func `trailing zeros can be dropped`(value: Double, text: String) {
    #expect(FixedDecimal.trimmed(value, places: 3) == text)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300]) func `what is no number has no text`(value: Double) {
    #expect(FixedDecimal.text(value, places: 2) == nil)
    #expect(FixedDecimal.trimmed(value, places: 2) == nil)
  }
}
