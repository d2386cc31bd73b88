import Testing

@testable import Inventory

struct CSVTextTests {
  @Test(arguments: [
    "=cmd|'/c calc'!A1", "+1+1", "-1+1", "@SUM(A1)", "\tx", "\rx", "\n=1", "＝1+1", "＋1+1", "－1+1", "＠SUM", " =1+1",
    "\u{A0}=1", "\u{FEFF}=1", "-", "=", "+1e5", "-0x10",
  ])
  func `what a spreadsheet would calculate is marked as text`(value: String) {
    #expect(CSVText.guarded(value) == "'" + value)
  }

  @Test(arguments: ["", "crack", "-1.5", "+7", "007", "12", "1=1", "a-b", "'quoted", "裂縫", "5,5", "DJI_0001.JPG"])
  func `plain text and plain numbers are left alone`(value: String) {
    #expect(CSVText.guarded(value) == value)
  }

  @Test func `characters that hide a formula or steer a terminal are dropped`() {
    #expect(CSVText.guarded("\u{0}=1") == "'=1")
    #expect(CSVText.guarded("\u{1B}]0;x\u{7}") == "]0;x")
    #expect(CSVText.guarded("\u{202E}gpj.exe") == "gpj.exe")
  }

  @Test(arguments: [
    ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("a\nb", "\"a\nb\""), ("a\r\nb", "\"a\r\nb\""), (" a", "\" a\""),
    ("a", "a"), ("裂縫", "裂縫"),
  ])
  func `cells are quoted where they must be`(value: String, cell: String) {
    #expect(CSVText.quoted(value) == cell)
  }

  @Test func `a file begins with the byte order mark and its lines end in CRLF`() {
    var table = CSVText()
    table.append([.plain("a"), .empty, .text("=1,2"), .number(-1.5, places: 2), .number(.nan, places: 2)])
    #expect(table.bytes == [0xEF, 0xBB, 0xBF] + Array("a,,\"'=1,2\",-1.50,\r\n".utf8))
  }
}
