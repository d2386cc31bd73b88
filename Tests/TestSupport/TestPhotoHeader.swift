import Foundation

/// A photo of a few hundred bytes, built tag by tag: header and tables of a JPEG, with no picture behind them.
///
/// ```swift
/// var photo = TestPhotoHeader()
/// photo.gps[0x0001] = .text("N")
/// photo.xmp = TestPhotoHeader.dji(["GimbalYawDegree": "+37.00"])
/// let metadata = try CaptureMetadata(jpeg: photo.bytes)
/// ```
public struct TestPhotoHeader: Sendable {
  /// A value of a TIFF tag.
  public enum Value: Sendable {
    case text(String)
    case byte(UInt8)
    case short(UInt16)
    case long(UInt32)
    case rationals([(UInt32, UInt32)])
    case undefined([UInt8])
  }

  /// The size in the frame header, in pixels.
  public var width = 4000
  /// The size in the frame header, in pixels.
  public var height = 3000
  /// The tags of the first directory; there is no EXIF block when all three are empty.
  public var image: [UInt16: Value] = [:]
  /// The tags of the Exif directory.
  public var photo: [UInt16: Value] = [:]
  /// The tags of the GPS directory.
  public var gps: [UInt16: Value] = [:]
  /// The XMP packets, each a segment of its own.
  public var xmp: [[UInt8]] = []
  /// Segments before the EXIF block, whole.
  public var leading: [[UInt8]] = []
  /// Segments behind the XMP packets, whole.
  public var trailing: [[UInt8]] = []
  /// Whether numbers in the EXIF block start with their most significant byte.
  public var isBigEndian = false

  /// Creates a photo without metadata.
  public init() {}

  /// A segment with its marker and length.
  public static func segment(_ marker: UInt8, _ body: [UInt8]) -> [UInt8] {
    [0xFF, marker, UInt8((body.count + 2) >> 8), UInt8((body.count + 2) & 255)] + body
  }

  /// The EXIF block from its signature on; empty without tags.
  public var exif: [UInt8] {
    guard !(image.isEmpty && photo.isEmpty && gps.isEmpty) else { return [] }
    var first = image
    // The sizes do not depend on the pointers: build once to measure, once to write.
    if !photo.isEmpty { first[0x8769] = .long(0) }
    if !gps.isEmpty { first[0x8825] = .long(0) }
    let photoOffset = 8 + directory(first, at: 8).count
    let gpsOffset = photoOffset + (photo.isEmpty ? 0 : directory(photo, at: photoOffset).count)
    if !photo.isEmpty { first[0x8769] = .long(UInt32(photoOffset)) }
    if !gps.isEmpty { first[0x8825] = .long(UInt32(gpsOffset)) }
    let mark: [UInt8] = isBigEndian ? [0x4D, 0x4D] : [0x49, 0x49]
    return Array("Exif\0\0".utf8) + mark + number(42, 2) + number(8, 4) + directory(first, at: 8)
      + (photo.isEmpty ? [] : directory(photo, at: photoOffset)) + (gps.isEmpty ? [] : directory(gps, at: gpsOffset))
  }

  /// The file.
  public var bytes: [UInt8] {
    var file: [UInt8] = [0xFF, 0xD8] + leading.joined()
    if !exif.isEmpty { file += Self.segment(0xE1, exif) }
    for packet in xmp { file += Self.segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0".utf8) + packet) }
    file += trailing.joined()
    let size = [height >> 8, height & 255, width >> 8, width & 255].map { UInt8($0) }
    file += Self.segment(0xC0, [8] + size + [3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0])
    return file + Self.segment(0xDA, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0]) + [0xFF, 0xD9]
  }

  private func number(_ value: UInt32, _ size: Int) -> [UInt8] {
    let bytes = (0..<size).map { UInt8(value >> (8 * UInt32($0)) & 255) }
    return isBigEndian ? bytes.reversed() : bytes
  }

  private func directory(_ tags: [UInt16: Value], at offset: Int) -> [UInt8] {
    var table = number(UInt32(tags.count), 2)
    var extra: [UInt8] = []
    let extraOffset = offset + 2 + 12 * tags.count + 4
    for (tag, value) in tags.sorted(by: { $0.key < $1.key }) {
      let (type, count, bytes) = encoded(value)
      table += number(UInt32(tag), 2) + number(type, 2) + number(UInt32(count), 4)
      if bytes.count <= 4 {
        table += bytes + [UInt8](repeating: 0, count: 4 - bytes.count)
      } else {
        table += number(UInt32(extraOffset + extra.count), 4)
        extra += bytes + (bytes.count % 2 == 0 ? [] : [0])
      }
    }
    return table + number(0, 4) + extra
  }

  private func encoded(_ value: Value) -> (type: UInt32, count: Int, bytes: [UInt8]) {
    switch value {
    case .byte(let value): (1, 1, [value])
    case .text(let text): (2, text.utf8.count + 1, Array(text.utf8) + [0])
    case .short(let value): (3, 1, number(UInt32(value), 2))
    case .long(let value): (4, 1, number(value, 4))
    case .rationals(let pairs): (5, pairs.count, pairs.flatMap { number($0.0, 4) + number($0.1, 4) })
    case .undefined(let bytes): (7, bytes.count, bytes)
    }
  }
}

extension TestPhotoHeader {
  /// A photo at 22.6273° N, 120.3014° E, 2 minutes into a day of 2024, without zone.
  public static var located: TestPhotoHeader {
    var header = TestPhotoHeader()
    header.setPosition(latitude: 22.6273, longitude: 120.3014)
    header.photo[0x9003] = .text("2024:03:05 10:02:00")
    return header
  }

  /// Writes position tags in degrees, minutes and seconds.
  public mutating func setPosition(latitude: Double, longitude: Double) {
    gps[0x0001] = .text(latitude < 0 ? "S" : "N")
    gps[0x0002] = Self.degrees(latitude)
    gps[0x0003] = .text(longitude < 0 ? "W" : "E")
    gps[0x0004] = Self.degrees(longitude)
  }

  /// Writes height tags in metres; a reference of `nil` is left out.
  public mutating func setAltitude(_ metres: Double, reference: UInt8? = 0) {
    gps[0x0005] = reference.map { .byte($0) }
    gps[0x0006] = .rationals([(UInt32((abs(metres) * 1000).rounded()), UInt32(1000))])
  }

  /// Degrees, minutes and seconds of a coordinate's magnitude, good to a tenth of a millimetre.
  public static func degrees(_ value: Double) -> Value {
    let magnitude = abs(value)
    let whole = magnitude.rounded(.down)
    let minutes = ((magnitude - whole) * 60).rounded(.down)
    let seconds = (magnitude - whole - minutes / 60) * 3600
    return .rationals([(UInt32(whole), 1), (UInt32(minutes), 1), (UInt32((seconds * 1e5).rounded()), UInt32(100_000))])
  }

  /// A packet whose one description has attributes in one namespace.
  public static func packet(_ namespace: String, _ properties: [String: String], about: String = "") -> [UInt8] {
    let attributes = properties.sorted { $0.key < $1.key }.map { " n:\($0.key)=\"\($0.value)\"" }.joined()
    return Array(
      ("<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
        + "<rdf:Description rdf:about=\"\(about)\" xmlns:n=\"\(namespace)\"\(attributes)/></rdf:RDF></x:xmpmeta>").utf8)
  }

  /// A packet of DJI's properties.
  public static func dji(_ properties: [String: String]) -> [UInt8] {
    packet("http://www.dji.com/drone-dji/1.0/", properties)
  }

  /// DJI's properties of a gimbal.
  public static func gimbal(yaw: Double, pitch: Double, roll: Double = 0) -> [String: String] {
    ["GimbalYawDegree": "\(yaw)", "GimbalPitchDegree": "\(pitch)", "GimbalRollDegree": "\(roll)"]
  }
}
