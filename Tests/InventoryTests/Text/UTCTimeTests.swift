import ImageKit
import Testing

@testable import Inventory

struct UTCTimeTests {
  @Test(arguments: [
    (0.0, "1970-01-01T00:00:00.000Z"), (1_592_896_635.25, "2020-06-23T07:17:15.250Z"),
    (951_782_400.0, "2000-02-29T00:00:00.000Z"), (-1.0, "1969-12-31T23:59:59.000Z"),
    (1_609_459_199.9996, "2021-01-01T00:00:00.000Z"), (253_402_300_799.0, "9999-12-31T23:59:59.000Z"),
  ])
  func `a time is written in UTC`(seconds: Double, text: String) {
    #expect(UTCTime.text(seconds: seconds) == text)
  }

  @Test(arguments: [Double.nan, .infinity, 1e18, -1e18]) func `an impossible time has no text`(seconds: Double) {
    #expect(UTCTime.text(seconds: seconds) == nil)
  }

  @Test(arguments: [
    ("2020-06-23T15:17:15.25", 1_592_896_635.25, "2020-06-23T15:17:15+08:00"),
    ("2020-06-23T15:17:20", 1_592_896_635.25, "2020-06-23T15:17:20+08:00"),
    ("2020-06-23T02:17:15", 1_592_896_635.25, "2020-06-23T02:17:15-05:00"),
    ("2020-06-23T13:02:15", 1_592_896_635.25, "2020-06-23T13:02:15+05:45"),
    ("", 1_592_896_635.25, "2020-06-23T07:17:15Z"),
    ("2020-06-23T15:17:15.25", nil, "2020-06-23T15:17:15"), ("garbage", 1_592_896_635.25, "2020-06-23T07:17:15Z"),
    ("2019-01-01T00:00:00", 1_592_896_635.25, "2020-06-23T07:17:15Z"), ("", nil, nil),
  ])
  func `a photo's time is the camera's clock with its zone`(local: String, utc: Double?, text: String?) {
    #expect(UTCTime.text(CaptureTime(local: local, utc: utc)) == text)
  }

  @Test func `every day of four centuries is written and read alike`() {
    for day in stride(from: -100_000, through: 100_000, by: 37) {
      let text = UTCTime.text(seconds: Double(day) * 86_400 + 45_296)
      #expect(text.flatMap { UTCTime.seconds(ofCivil: $0) } == day * 86_400 + 45_296)
    }
  }
}
