import Detectors
import Foundation
import FoundationXML
import ImageKit
import TestSupport
import Testing

@testable import Inventory

/// Every text of an inventory that comes from outside, planted with harm, in every export.
struct HostileExportTests {
  private static let formats = ExporterList.names

  /// An inventory all of whose foreign texts are one text.
  private func inventory(_ text: String) throws -> Inventory {
    var photo = Sample.photo(1)
    photo.key = PhotoKey(flight: text, name: "\(text)/\(text).JPG")
    photo.make = text
    photo.model = text
    photo.warnings = [text]
    photo.capturedAt = CaptureTime(local: text, utc: nil)
    let defects = try Sample.observations(1).map { observation in
      var observation = observation
      observation.photo = photo.key
      if observation.road != nil {
        observation.road = RoadPosition(section: text, chainage: 12, side: .left, distance: 1)
      }
      var defect = try Sample.defect(Sample.crack(1))
      defect.uid = StableIdentifier.defect(observationUID: observation.uid)
      defect.damageClass = observation.damageClass
      defect.placement = observation.placement
      defect.measures = observation.measures
      defect.road = observation.road
      defect.observations = [observation]
      defect.bestPhoto = photo.key
      defect.firstSeen = photo.capturedAt
      defect.lastSeen = photo.capturedAt
      defect.severity = Severity(grade: .levels(.low ... .high), rule: text, reason: text)
      defect.review = Review(defectUID: defect.uid, status: .accepted, reviewer: text, time: 1_600_000_000, note: text)
      defect.placement?.method = text
      return defect
    }
    return Inventory(
      flights: [FlightRecord(name: text, folder: text)], photos: [photo],
      skippedPhotos: [
        SkippedPhotoRecord(
          key: PhotoKey(flight: text, name: text), code: text, detail: text, byteCount: 1, modificationTime: 0,
          fingerprint: "")
      ], defects: defects)
  }

  private func content(_ format: String, _ text: String) throws -> ExportContent {
    let exporter = try #require(ExporterList.exporter(named: format))
    return try exporter.content(of: try inventory(text), options: ExportOptions(plane: TestGrid()))
  }

  private func text(_ bytes: [UInt8]) throws -> String { try #require(String(validating: bytes, as: UTF8.self)) }

  private func expectWellFormed(_ text: String, _ comment: Comment) {
    let parser = XMLParser(data: Data(text.utf8))
    #expect(parser.parse(), comment)
  }

  @Test(arguments: formats) func `no format fails for what a name says`(format: String) throws {
    for text in HostileText.all {
      let content = try content(format, text)
      #expect(!content.files.isEmpty)
      for file in content.files {
        #expect(!file.path.split(separator: "/").contains(".."), "\(file.path)")
        #expect(!file.path.hasPrefix("/") && !HostileText.steers(file.path, except: []), "\(file.path)")
      }
    }
  }

  @Test func `no cell of the CSV is calculated, and each row keeps its cells`() throws {
    for harm in HostileText.all {
      let table = try text(content("csv", harm).files[0].bytes)
      let rows = DelimitedReader.rows(of: table)
      #expect(rows.count == 4)
      for cell in rows.joined() {
        #expect(!HostileText.steers(cell))
        guard let first = cell.unicodeScalars.first(where: { !$0.properties.isWhitespace }) else { continue }
        #expect(!["=", "+", "@", "＝", "＋", "－", "＠"].contains(first), "\(cell)")
        if first == "-" { #expect(CSVText.isNumber(cell), "\(cell)") }
      }
      #expect(rows.allSatisfy { $0.count == rows[0].count })
    }
  }

  @Test(arguments: MappingList.ids) func `no mapping lets a row break`(id: String) throws {
    let mapping = try #require(try MappingList.mapping(id: id))
    for harm in HostileText.all {
      var options = ExportOptions(plane: TestGrid())
      options.mapping = mapping
      options.statuses = Set(DefectStatus.allCases)
      let bytes = try WorkOrderCSV().content(of: try inventory(harm), options: options).files[0].bytes
      guard mapping.encoding != .cp1252 else { continue }
      let rows = DelimitedReader.rows(of: try text(bytes))
      for row in rows.dropFirst(mapping.preamble.count) { #expect(row.count == mapping.columns.count, "\(row)") }
      #expect(!rows.joined().contains { HostileText.steers($0) })
    }
  }

  @Test func `the cells of the workbook are text and its parts well-formed`() throws {
    for harm in HostileText.all {
      let table = WorkOrderTable(of: try inventory(harm), options: ExportOptions())
      let sheet = Workbook.Sheet(
        name: harm, headers: table.columns, rows: table.rows.map { row in table.columns.map { row[$0] ?? .empty } })
      for part in try Workbook(sheets: [sheet, sheet]).parts() {
        let text = try text(part.bytes)
        expectWellFormed(text, "\(part.path) with \(harm)")
        #expect(!text.contains("<f>") && !HostileText.steers(text))
      }
    }
  }

  @Test func `the markup of KML and CVAT holds no markup of others`() throws {
    for harm in HostileText.all {
      let inventory = try inventory(harm)
      let kml = KMZExporter().document(
        of: inventory.defects.filter { $0.placement != nil }, withPictures: [], options: ExportOptions())
      expectWellFormed(kml, "KML with \(harm)")
      let cvat = try text(content("cvat", harm).files[0].bytes)
      expectWellFormed(cvat, "CVAT with \(harm)")
      for markup in [kml, cvat] {
        #expect(!HostileText.steers(markup, except: ["\n", "\t"]))
        #expect(!markup.contains("<script") && !markup.contains("<![CDATA"))
      }
      // What a balloon shows is markup of its own, in which foreign text is escaped once more.
      for balloon in kml.matches(of: /<description>(.*?)<\/description>/.dotMatchesNewlines()) {
        let tags = Set(balloon.1.matches(of: /&lt;\/?([^&;]*?)(?:&gt;| )/).map { String($0.1) })
        #expect(tags.isSubset(of: ["table", "tr", "td", "p", "img"]), "\(tags) with \(harm)")
      }
    }
  }

  @Test func `the report holds no markup, script or address of others`() throws {
    for harm in HostileText.all {
      let page = try text(content("html", harm).files[0].bytes)
      #expect(!HostileText.steers(page, except: ["\n", "\t"]))
      let tags = Set(page.matches(of: /<([a-zA-Z!\/][a-zA-Z0-9]*)/).map { String($0.1).lowercased() })
      let allowed: Set = [
        "!doctype", "html", "head", "meta", "title", "style", "body", "main", "header", "h1", "h2", "h3", "dl", "div",
        "dt", "dd", "bdi", "section", "table", "thead", "tbody", "tr", "th", "td", "span", "p", "br", "a", "article",
        "svg", "g", "polygon", "polyline", "circle", "rect", "text", "path",
      ]
      #expect(tags.filter { !$0.hasPrefix("/") }.isSubset(of: allowed), "\(tags.subtracting(allowed)) with \(harm)")
      #expect(page.matches(of: /<style/).count == 1)
      #expect(!page.contains(/\son[a-z]+="/) && !page.contains(/(href|src)="(?!#|data:image\/jpeg;base64,)/))
    }
  }

  @Test func `a line of JSON stays a line`() throws {
    for harm in HostileText.all {
      let lines = try text(content("open311", harm).files[0].bytes).split(separator: "\n")
      #expect(lines.count == 2)
      for line in lines {
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String])
        for value in object.values {
          #expect(!value.contains("<") && !value.contains(">") && !HostileText.steers(value, except: []))
        }
      }
    }
  }

  @Test func `a popup of the web map shows nothing that steers`() throws {
    for harm in HostileText.all {
      let json = try JSONSerialization.jsonObject(with: Data(try content("geojson", harm).files[0].bytes))
      let features = try #require((json as? [String: Any])?["features"] as? [[String: Any]])
      #expect(features.count == 3)
      for feature in features {
        let properties = try #require(feature["properties"] as? [String: Any])
        // Names have to find their photo: they are what they are, in escapes.
        for (name, value) in properties where !["best_photo", "photos", "flight"].contains(name) {
          if let text = value as? String { #expect(!HostileText.steers(text), "\(name): \(harm)") }
        }
        let plain = PlainText.clean(harm)
        #expect(properties["note"] as? String == plain && properties["reviewer"] as? String == plain)
      }
    }
  }

  @Test func `a drawing holds nothing of what names say`() throws {
    let plain = try content("dxf", "plain").files[0].bytes
    for harm in HostileText.all { #expect(try content("dxf", harm).files[0].bytes == plain) }
  }

  @Test(
    .enabled(if: ExternalTool.ogrinfo.isInstalled, "needs ogrinfo from gdal-bin"),
    arguments: ["flatgeobuf", "shapefile"])
  func `map layers keep every feature in its place`(format: String) throws {
    let folder = try TemporaryFolder()
    for (index, harm) in HostileText.all.enumerated() {
      let content = try content(format, harm)
      let url = folder.file("\(index)" + (content.isFolder ? "" : ".fgb"))
      if content.isFolder {
        try OutputFolder.write(content.files, to: url)
      } else {
        try AtomicFile.write(try content.packed(), to: url)
      }
      let (status, output) = try ExternalTool.ogrinfo.run(["-al", "-so", "-ro", url.path])
      #expect(status == 0 && output.contains("Feature Count: 2"), "\(harm): \(output)")
      for word in ["Warning", "ERROR", "FAILURE"] { #expect(!output.contains(word), "\(harm): \(output)") }
    }
  }
}
