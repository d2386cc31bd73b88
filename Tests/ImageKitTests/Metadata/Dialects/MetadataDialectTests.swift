import Foundation
import TestSupport
import Testing

@testable import ImageKit

@Suite struct `Metadata dialects` {
  @Test func `every dialect file is in the list`() throws {
    let folder = Fixtures.repository.appending(path: "Sources/ImageKit/Metadata/Dialects")
    let listed = Set(MetadataDialects.all.map { String(describing: $0) })
    var found: Set<String> = []
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
      let source = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      guard let match = source.firstMatch(of: /(?:enum|struct) (\w+): MetadataDialect\b/) else { continue }
      let name = String(match.1)
      found.insert(name)
      #expect(file == "\(name).swift", "the dialect \(name) belongs into Dialects/\(name).swift")
      #expect(
        listed.contains(name),
        "Dialects/\(file) is not read: add the line `\(name).self,` to MetadataDialects.all in MetadataDialect.swift")
    }
    #expect(found == listed)
  }

  @Test func `every warning code is documented`() throws {
    let sources = Fixtures.repository.appending(path: "Sources/ImageKit")
    let page = try String(contentsOf: Fixtures.repository.appending(path: "Documentation/Metadata.md"), encoding: .utf8)
    let paths = try FileManager.default.subpathsOfDirectory(atPath: sources.path).sorted()
    var codes: Set<String> = []
    for path in paths
    where path.hasSuffix(".swift") && ["Metadata", "Flight", "Camera"].contains(where: path.hasPrefix) {
      let source = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
      codes.formUnion(source.matches(of: /(?:warn|MetadataWarning)\(\s*"([a-z_0-9]+)"/).map { String($0.1) })
    }
    #expect(codes.count > 40)
    for code in codes.sorted() { #expect(page.contains("`\(code)`"), "add \(code) to Documentation/Metadata.md") }
  }

  @Test func `what every camera writes comes last`() {
    #expect(MetadataDialects.all.last.map { String(describing: $0) } == "StandardEXIF")
  }

  @Test func `the first claim of a list of dialects wins`() throws {
    let fixture = try #require(MetadataFixture.named("dji/rtk"))
    let header = try CaptureMetadata.header(JPEGSegments(bytes: fixture.bytes()))
    #expect(CaptureMetadata(header).position?.source == "XMP drone-dji:GpsLatitude")
    #expect(CaptureMetadata(header, dialects: [StandardEXIF.self]).position?.source == "EXIF GPSLatitude")
    #expect(CaptureMetadata(header, dialects: [StandardEXIF.self]).orientation == nil)
  }
}

@Suite struct `DJI calibrations` {
  @Test func `the rational model becomes the nearest polynomial`() throws {
    // A Matrice 4E: k1, k2, p1, p2, k3, then the denominator k4, k5, k6.
    let text = "2024-05-01;3700,3700,0,0,0.25,-0.12,0.0001,-0.0002,0.01,0.31,-0.1,0.008"
    let calibration = try #require(DJICalibration.calibration(text, width: 5280, height: 3956))
    let fitted = try #require(calibration.distortion)
    #expect(fitted.p1 == 0.0001 && fitted.p2 == -0.0002)
    for radius in stride(from: 0.05, through: 0.89, by: 0.05) {
      let r2 = radius * radius
      let above = 1 + r2 * (0.25 + r2 * (-0.12 + r2 * 0.01))
      let below = 1 + r2 * (0.31 + r2 * (-0.1 + r2 * 0.008))
      let mine = 1 + r2 * (fitted.k1 + r2 * (fitted.k2 + r2 * fitted.k3))
      #expect(abs(mine - above / below) * radius * 3700 < 0.5, "half a pixel at radius \(radius)")
    }
  }

  @Test func `a rational model without denominator is the polynomial itself`() throws {
    let calibration = try #require(
      DJICalibration.calibration("3700,3700,0,0,0.25,-0.12,0,0,0.01,0,0,0", width: 5280, height: 3956))
    #expect(calibration.distortion == LensDistortion(k1: 0.25, k2: -0.12, k3: 0.01))
  }

  @Test(arguments: [
    "", ";", "1,2,3", "0,0,0,0,0,0,0,0,0", "-1,-1,0,0,0,0,0,0,0", "3700,3700,0,0,a,0,0,0,0",
    "3700,3700,9e9,0,0,0,0,0,0",
  ])
  func `nonsense is no calibration`(text: String) {
    #expect(DJICalibration.calibration(text, width: 5280, height: 3956) == nil)
  }

  @Test func `text in a maker note is no directory`() {
    #expect(DJIMakerNote.floats(Array("[ae_dbg_info:abc]".utf8), isBigEndian: false) == nil)
    #expect(DJIMakerNote.floats([1, 0], isBigEndian: false) == nil)
    #expect(DJIMakerNote.floats([], isBigEndian: false) == nil)
  }
}
