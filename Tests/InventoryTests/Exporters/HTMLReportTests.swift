import Detectors
import Foundation
import ImageKit
import TestSupport
import Testing

@testable import Inventory

/// Pictures of one byte, for tests.
private struct OneByte: PictureSource {
  func crop(of photo: PhotoRecord, around observations: [Observation], color: RGB8, side: Int) -> [UInt8]? {
    photo.key == Sample.key(1) ? [0xFF] : nil
  }
}

struct HTMLReportTests {
  private func page(_ inventory: Inventory, _ options: ExportOptions = ExportOptions()) throws -> (String, [String]) {
    let content = try HTMLReportExporter().content(of: inventory, options: options)
    return (String(decoding: content.files[0].bytes, as: UTF8.self), content.remarks)
  }

  @Test func `the policy names the one style sheet and forbids the rest`() throws {
    let (page, _) = try page(Sample.inventory())
    let style = try #require(page.firstMatch(of: /<style>((?s).*?)<\/style>/)).1
    let digest = FileDigest.sha256(Array(style.utf8))
    let bytes = stride(from: 0, to: 64, by: 2).compactMap { UInt8(digest.dropFirst($0).prefix(2), radix: 16) }
    #expect(page.contains("default-src 'none'; img-src data:; style-src 'sha256-\(Data(bytes).base64EncodedString())'"))
    #expect(!page.contains("<script") && !page.contains(" style=") && !page.contains("url("))
    #expect(!page.contains("<link") && !page.contains("<iframe"))
  }

  @Test func `each defect has a row, a card and a mark on the map`() throws {
    let inventory = try Sample.inventory()
    let (page, remarks) = try page(inventory)
    for defect in inventory.defects {
      let order = WorkOrderCSV.workOrderID(of: defect)
      #expect(page.contains("<article class=\"card\" id=\"\(order)\">"))
      #expect(page.contains("<td class=\"o\"><a href=\"#\(order)\">\(order)</a></td>"))
    }
    #expect(page.matches(of: /<circle\b/).count == 4 && page.matches(of: /<polyline\b/).count == 2)
    #expect(remarks.isEmpty && page.contains("not a JPEG"))
    #expect(page.contains("flight-a/DJI_0009.JPG"))
  }

  @Test func `the most urgent come first`() throws {
    var inventory = try Sample.inventory()
    inventory.defects[0].severity = Severity(grade: .levels(.high ... .high), rule: "r", reason: "wide")
    let first = ExportOptions().mostUrgentFirst(inventory.defects)[0]
    #expect(first.uid == inventory.defects[0].uid)
    #expect(try page(inventory).0.contains("wide"))
  }

  @Test func `pictures are inside the page, and missing ones are counted`() throws {
    var options = ExportOptions()
    options.pictures = OneByte()
    let (page, remarks) = try page(Sample.inventory(), options)
    #expect(page.matches(of: /src="data:image\/jpeg;base64,\/w=="/).count == 3)
    #expect(remarks.count == 1 && remarks[0].hasPrefix("3 of 6 defects without a picture"))
    #expect(page.contains("The photo was not at hand"))
  }

  @Test func `a keyboard reaches the marks of the map and scrolls the tables, and a voice knows what they are`() throws
  {
    let (page, _) = try page(Sample.inventory())
    #expect(page.contains("<div class=\"map\" role=\"group\" aria-label=\"Map\"><svg"))
    #expect(!page.contains("role=\"img\""), "a picture would hide the links inside")
    let tables = page.matches(of: /<div class="scroll" role="region" tabindex="0" aria-label="([^"]+)"><table>/)
    #expect(tables.map { String($0.1) } == ["Summary", "All defects", "Photos that could not be used"])
    #expect(!page.contains("<th>") && page.matches(of: /<th scope="row">/).count >= 2)
  }

  @Test func `levels differ by more than their colour`() throws {
    var inventory = try Sample.inventory()
    let placed = inventory.defects.indices.filter { inventory.defects[$0].placement != nil }
    let grades: [Severity.Grade] = [
      .levels(.high ... .high), .levels(.low ... .medium), .levels(.low ... .low), .notGradable,
    ]
    for (index, grade) in zip(placed, grades) {
      inventory.defects[index].severity = Severity(grade: grade, rule: "", reason: "")
    }
    let marks = try page(inventory).0.matches(of: /<circle [^>]*r="([0-9.]+)" fill="(#[0-9a-fA-F]+)"/)
    let kinds = Set(marks.map { "\($0.1) \($0.2)" })
    #expect(
      kinds == ["7.5 #D7191C", "5.5 #F07D00", "3.5 #E6B800", "5 #fff"], "\(kinds)")
  }

  @Test func `a reason in English says so on a Chinese page`() throws {
    var inventory = try Sample.inventory()
    inventory.defects[0].severity = Severity(grade: .levels(.high ... .high), rule: "r", reason: "wide")
    let (page, _) = try page(inventory, ExportOptions(language: .traditionalChinese))
    #expect(page.contains("<dd lang=\"en\"><bdi>wide</bdi></dd>"))
    #expect(page.contains("<td class=\"w\" lang=\"en\">is not a JPEG"))
  }

  @Test func `it speaks Chinese and says so`() throws {
    let (page, _) = try page(Sample.inventory(), ExportOptions(language: .traditionalChinese))
    #expect(page.contains("<html lang=\"zh-TW\">") && page.contains("<h1>巡檢報告</h1>"))
  }

  @Test func `an inventory of nothing is a report of nothing`() throws {
    let (page, _) = try page(Inventory(photos: [], defects: []))
    #expect(page.contains("No defects.") && page.contains("there is no map"))
  }

  @Test func `a place that is none keeps the map`() throws {
    var inventory = try Sample.inventory()
    inventory.defects[0].placement?.point = HorizontalPosition(latitude: .nan, longitude: .infinity)
    inventory.defects[0].placement?.lines = [[HorizontalPosition(latitude: .infinity, longitude: 0)]]
    #expect(try page(inventory).0.contains("<svg"))
  }

  @Test func `a picture shows the damage with some of what is around it, inside the photo`() throws {
    let small = [PixelPoint(u: 10, v: 10), PixelPoint(u: 20, v: 14)]
    func window(_ points: [PixelPoint], _ width: Int = 4000, _ height: Int = 3000) -> Window? {
      FlightPictures.window(around: points, width: width, height: height)
    }
    #expect(window(small) == Window(x: 0, y: 0, width: 240, height: 240))
    let long = [PixelPoint(u: 1000, v: 1000), PixelPoint(u: 2000, v: 1100)]
    #expect(window(long) == Window(x: 750, y: 300, width: 1500, height: 1500))
    #expect(window([], 10, 10) == nil)
    #expect(window(long, 100, 50) == Window(x: 0, y: 0, width: 100, height: 50))
  }

  @Test func `only the file that was inspected is shown`() throws {
    let folder = try TemporaryFolder()
    let source = Fixtures.directory.appending(path: "Flights/kaohsiung-street/photos/STREET_0001.JPG")
    let bytes = [UInt8](try Data(contentsOf: source))
    let url = folder.file("DJI_0001.JPG")
    try AtomicFile.write(bytes, to: url)
    let header = try JPEGDecoder.header(of: bytes)
    var photo = PhotoRecord(
      key: Sample.key(1), sha256: FileDigest.sha256(bytes), byteCount: bytes.count, modificationTime: 0,
      width: header.width, height: header.height, fingerprint: "")
    let inventory = Inventory(
      flights: [FlightRecord(name: "flight-a", folder: url.deletingLastPathComponent().path)], photos: [photo],
      defects: [])
    let pictures = FlightPictures(of: inventory)
    let red = RGB8(red: 255, green: 0, blue: 0)
    let crop = try #require(pictures.crop(of: photo, around: [Sample.crack(1)], color: red, side: 200))
    let size = try JPEGDecoder.header(of: crop)
    #expect(max(size.width, size.height) == 200)
    #expect(crop.count < bytes.count && pictures.holds(photo))
    let elsewhere = FlightPictures(
      of: Inventory(flights: [FlightRecord(name: "flight-a", folder: "/nowhere")], photos: [], defects: []),
      folders: [url.deletingLastPathComponent()])
    #expect(elsewhere.crop(of: photo, around: [Sample.crack(1)], color: red, side: 200) == crop)
    photo.sha256 = Sample.sha(1)
    #expect(FlightPictures(of: inventory).crop(of: photo, around: [Sample.crack(1)], color: red, side: 200) == nil)
    photo.key.name = "../\(url.deletingLastPathComponent().lastPathComponent)/DJI_0001.JPG"
    #expect(!pictures.holds(photo))
  }

  @Test func `a fallen tree on the carriageway stands before thicker ones and wider cracks`() throws {
    var beside = try Sample.tree(Sample.fallenTree(1))
    beside.measures.tree?.blocksCarriageway = false
    beside.measures.width?.high = 900
    var narrow = try Sample.tree(Sample.fallenTree(2, blocked: 1.5))
    narrow.measures.width?.high = 50
    let wide = try Sample.tree(Sample.fallenTree(3, blocked: 3))
    var crack = try Sample.defect(Sample.crack(1, width: 400))
    crack.severity = Severity(grade: .levels(.high ... .high), rule: "", reason: "")
    #expect(
      ExportOptions().mostUrgentFirst([crack, beside, narrow, wide]).map(\.uid).prefix(2) == [wide.uid, narrow.uid])
  }
}
