import Foundation
import ImageKit
import TestSupport
import Testing

@testable import Inventory

struct MapLayerTests {
  private let hasOgrinfo = ExternalTool.ogrinfo.isInstalled

  private func write(_ format: String, in folder: TemporaryFolder, language: Language = .english) throws -> URL {
    let exporter = try #require(ExporterList.exporter(named: format))
    let content = try exporter.content(
      of: try Sample.inventory(), options: ExportOptions(language: language, plane: TestGrid()))
    let url = folder.file(type(of: exporter).defaultFileName)
    if content.isFolder {
      try OutputFolder.write(content.files, to: url)
    } else {
      try AtomicFile.write(try content.packed(), to: url)
    }
    #expect(content.remarks == ["2 defects without a place left out"] || format == "dxf", "\(content.remarks)")
    return url
  }

  private func read(_ arguments: [String]) throws -> String {
    let (status, output) = try ExternalTool.ogrinfo.run(["-ro"] + arguments)
    #expect(status == 0)
    for word in ["Warning", "ERROR", "FAILURE"] { #expect(!output.contains(word), "\(output)") }
    return output
  }

  @Test func `the KML is the recorded one`() throws {
    let defects = try Sample.inventory().defects.filter { $0.placement != nil }
    let withPicture = try #require(defects.first?.uid)
    let text = KMZExporter().document(
      of: defects, withPictures: [withPicture], options: ExportOptions(language: .traditionalChinese))
    try expectSnapshot(Array(text.utf8), named: "doc.kml")
  }

  @Test func `a KMZ begins with its document`() throws {
    let bytes = try KMZExporter().content(of: try Sample.inventory(), options: ExportOptions()).files[0].bytes
    #expect(bytes.starts(with: [0x50, 0x4B, 3, 4]) && bytes[30..<37].elementsEqual("doc.kml".utf8))
  }

  @Test(.enabled(if: ExternalTool.ogrinfo.isInstalled, "needs ogrinfo from gdal-bin"))
  func `FlatGeobuf holds lines and areas with typed fields`() throws {
    let folder = try TemporaryFolder()
    let output = try read(["-al", try write("flatgeobuf", in: folder).path])
    #expect(output.contains("Feature Count: 4") && output.contains("ID[\"EPSG\",4326]"))
    #expect(output.contains("MULTILINESTRING ((") && output.contains("MULTIPOLYGON ((("))
    #expect(output.contains("priority (Integer) = 2") && output.contains("length_m (Real) = 0.97"))
    #expect(output.contains("road (String) = 中山路#2"))
  }

  @Test(.enabled(if: ExternalTool.ogrinfo.isInstalled, "needs ogrinfo from gdal-bin"))
  func `Shapefiles keep their short names and their script`() throws {
    let folder = try TemporaryFolder()
    let url = try write("shapefile", in: folder, language: .traditionalChinese)
    let output = try read(["-al", url.path])
    for (name, count) in [("defects", 4), ("defect_lines", 2), ("defect_outlines", 4)] {
      let layer = try #require(output.components(separatedBy: "Layer name: \(name)\n").last)
      #expect(layer.contains("Feature Count: \(count)"))
    }
    #expect(output.contains("kind_text (String) = 裂縫") && output.contains("road (String) = 中山路#2"))
    #expect(output.contains("DBF_DATE_LAST_UPDATE=2020-06-23"))
    let code = try String(contentsOf: url.appending(path: "defects.cpg"), encoding: .utf8)
    #expect(code == "UTF-8")
    #expect(
      ShapefileExporter.fields.allSatisfy { $0.name.utf8.count <= 10 && WorkOrderColumns.names.contains($0.column) })
    #expect(Set(ShapefileExporter.fields.map(\.name)).count == ShapefileExporter.fields.count)
  }

  @Test(.enabled(if: ExternalTool.ogrinfo.isInstalled, "needs ogrinfo from gdal-bin"))
  func `a drawing has a layer a kind in plane coordinates, and the numbers of work orders`() throws {
    let folder = try TemporaryFolder()
    let output = try read(["-al", try write("dxf", in: folder).path])
    #expect(output.contains("Feature Count: 8"))
    for layer in ["crack", "pothole", "crack_labels", "pothole_labels"] {
      #expect(output.contains("Layer (String) = \(layer)\n"))
    }
    #expect(output.contains("Text (String) = WO-") && output.contains("PEN(c:#ff7f00"), "\(output)")
    #expect(output.contains("LINESTRING Z (180") || output.contains("LINESTRING (180"), "\(output)")
  }

  @Test func `a drawing without plane coordinates is refused`() throws {
    let error = #expect(throws: ExportError.self) {
      try DXFExporter().content(of: try Sample.inventory(), options: ExportOptions())
    }
    #expect(error?.description.contains("--crs") == true)
  }

  @Test func `a folder that holds something is left alone`() throws {
    let folder = try TemporaryFolder()
    let url = folder.file("out")
    let files = [ExportContent.File("a/b.txt", [1]), ExportContent.File("c.txt", [2])]
    try OutputFolder.write(files, to: url)
    #expect(try Data(contentsOf: url.appending(path: "a/b.txt")) == Data([1]))
    #expect(throws: ExportError.notEmpty(url.path)) { try OutputFolder.write(files, to: url) }
    #expect(throws: ExportError.self) { try OutputFolder.write(files, to: url.appending(path: "c.txt")) }
    #expect(throws: ExportError.self) { try OutputFolder.write(files, to: folder.file("none").appending(path: "x")) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.file(".").path) == ["out"])
  }
}
