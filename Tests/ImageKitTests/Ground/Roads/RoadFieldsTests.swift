import Testing

@testable import ImageKit

struct RoadFieldsTests {
  @Test func `the most telling name wins, in whatever case and as Shapefiles cut it`() {
    #expect(RoadFields.position(of: RoadFields.names, in: ["NAME", "x", "Road_ID"]) == 2)
    #expect(RoadFields.position(of: RoadFields.names, in: ["路名", "路段編\u{FFFD}"]) == 1)
    #expect(RoadFields.position(of: RoadFields.names, in: ["x", "lanes"]) == nil)
  }

  @Test(
    arguments: [
      ("9.5", 9.5), (" 12 ", 12), ("0", nil), ("-3", nil), ("101", nil), ("9,5", nil), ("nan", nil), ("", nil),
      (nil, nil),
    ] as [(String?, Double?)])
  func `a width is a number of metres that a road can have`(text: String?, width: Double?) {
    #expect(RoadFields.width(text) == width)
  }

  @Test(
    arguments: [
      ("中山路", "中山路"), (" a \n\t b\u{0} ", "a b"), ("\u{1B}[31m\u{202E}x\u{2028}", "[31m x"), ("", nil), ("\r\n", nil),
      (nil, nil), (String(repeating: "x", count: 500), String(repeating: "x", count: 100)),
    ] as [(String?, String?)])
  func `a name stands on one line and steers nothing`(text: String?, name: String?) {
    #expect(RoadFields.name(text) == name)
  }
}
