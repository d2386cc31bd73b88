import Foundation
import TestSupport
import Testing

@testable import Inventory

struct WorkbookTests {
  private func sheet(_ cells: [TableCell]) throws -> String {
    let workbook = Workbook(sheets: [.init(name: "A", headers: cells.map { _ in "x" }, rows: [cells])])
    let part = try #require(try workbook.parts().last)
    return String(decoding: part.bytes, as: UTF8.self)
  }

  @Test func `the sheet of work orders is the recorded one`() throws {
    let table = WorkOrderTable(of: try Sample.inventory(), options: ExportOptions(language: .traditionalChinese))
    let mapped = MappedTable(table, by: try #require(try MappingList.mapping(id: "excel-zh-TW")))
    let workbook = Workbook(sheets: [.init(name: "工單", headers: mapped.headers, rows: mapped.rows)])
    try expectSnapshot(try #require(try workbook.parts().last).bytes, named: "work-orders.sheet.xml")
  }

  @Test func `text stays text, numbers numbers and times times`() throws {
    let text = try sheet([
      .text("=1+1"), .text("007"), .text("1/2"), .decimal("3.240"), .instant("2026-11-10T10:12:04+08:00"),
      .text("a\nb"),
    ])
    #expect(text.contains("<c r=\"A2\" s=\"1\" t=\"inlineStr\"><is><t xml:space=\"preserve\">=1+1</t></is></c>"))
    #expect(text.contains("<t xml:space=\"preserve\">007</t>") && text.contains("<t xml:space=\"preserve\">1/2</t>"))
    #expect(text.contains("<c r=\"D2\" s=\"7\"><v>3.240</v></c>"))
    #expect(text.contains("<c r=\"E2\" s=\"3\"><v>46336.42504630</v></c>") || text.contains("<v>46336.4250463</v>"))
    #expect(text.contains("<t xml:space=\"preserve\">a\nb</t>"))
    #expect(text.contains("state=\"frozen\"") && text.contains("<autoFilter ref=\"A1:F2\"/>"))
  }

  @Test func `a code for a character in a text stays text`() throws {
    #expect(try sheet([.text("a_x000D_b")]).contains(">a_x005F_x000D_b<"))
  }

  @Test func `a time that is none stays what it was`() throws {
    #expect(try sheet([.instant("yesterday")]).contains(">yesterday<"))
    #expect(Workbook.serialDay("1900-01-01T00:00:00") == nil)
    #expect(Workbook.serialDay("2000-01-01T12:00:00") == "36526.5")
  }

  @Test func `columns have letters`() {
    #expect([0, 25, 26, 51, 52, 701, 702].map(Workbook.letters) == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"])
  }

  @Test func `names of sheets are allowed ones and differ`() {
    let long = String(repeating: "前鎮區", count: 20)
    let names = SheetNames.assign(["a/b", "A B", "", "'q'", long, long, "History", "a\u{1F6A7}[x]"])
    #expect(names[0] == "a b" && names[1] == "A B 2" && names[2] == "Sheet" && names[3] == "q")
    #expect(names[6] == "Sheet 2" && names[7] == "a\u{1F6A7} x")
    #expect(Set(names.map { $0.lowercased() }).count == names.count)
    #expect(names.allSatisfy { $0.utf16.count <= 31 && !$0.isEmpty })
  }

  @Test func `groups have a sheet each, after one that counts them`() throws {
    var options = ExportOptions()
    options.groupColumn = "road"
    let table = WorkOrderTable(of: try Sample.inventory(), options: options)
    let groups = WorkOrderTable.grouped(table.rows, by: "road")
    #expect(groups.map(\.name) == ["中山路#2", ""])
    #expect(groups.map(\.rows.count) == [2, 4])
    let content = try WorkOrderXLSX().content(of: try Sample.inventory(), options: options)
    #expect(content.files[0].bytes.starts(with: [0x50, 0x4B, 3, 4]))
  }
}

struct ZIPArchiveTests {
  @Test func `the checksum is that of the standard`() {
    #expect(CRC32.checksum(of: Array("123456789".utf8)) == 0xCBF4_3926)
    #expect(CRC32.checksum(of: []) == 0)
  }

  @Test(.enabled(if: ExternalTool.python.isInstalled, "needs python3"))
  func `another program reads what was packed`() throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.zip")
    let long = Array(String(repeating: "裂縫 crack ", count: 5000).utf8)
    let bytes = try ZIPArchive.bytes(of: [.init("doc.kml", long), .init("空/名.bin", [0, 1, 2]), .init("none", [])])
    #expect(bytes.count < long.count / 4)
    try AtomicFile.write(bytes, to: url)
    let script = """
      import zipfile,sys
      z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None
      print(z.namelist(), z.read('doc.kml').decode().count('crack'), z.read('空/名.bin'), z.getinfo('none').file_size)
      """
    let (status, output) = try ExternalTool.python.run(["-c", script, url.path])
    #expect(status == 0 && output == "['doc.kml', '空/名.bin', 'none'] 5000 b'\\x00\\x01\\x02' 0\n", "\(output)")
  }

  @Test func `the same files give the same bytes`() throws {
    let files = [ExportContent.File("a", Array("text text text text text".utf8))]
    #expect(try ZIPArchive.bytes(of: files) == ZIPArchive.bytes(of: files))
  }

  @Test func `more files than a ZIP file takes are refused`() {
    let files = Array(repeating: ExportContent.File("a", []), count: 65_535)
    #expect(throws: ExportError.tooLarge("65535 files in one ZIP file")) { try ZIPArchive.bytes(of: files) }
  }
}
