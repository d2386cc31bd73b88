import Foundation
import ImageKit

/// A photo that is nothing but its header: what four makers write of one camera at one place.
struct LocatePhoto {
  enum Dialect: String, CaseIterable, Sendable {
    case dji, parrot, skydio, pix4D
  }

  var camera: Camera
  var pose: Pose
  /// Metres between the geoid and the ellipsoid, for makers who write heights above the sea.
  var undulation = 0.0
  /// Further properties of `drone-dji:`.
  var extra: [String: String] = [:]
  /// Whether DJI's receiver had a correction.
  var isRTK = true

  /// Pixels a millimetre of the made-up sensor.
  private static let density = 300.0

  /// Whether a maker has tags for this camera and these angles.
  func canBeWritten(by dialect: Dialect) -> Bool {
    let distortion = camera.distortion
    let isPinhole = distortion == .none
    let isCentred = camera.principalPoint == PixelPoint(u: Double(camera.width) / 2, v: Double(camera.height) / 2)
    let isSquare = camera.focalLengthX == camera.focalLengthY
    switch dialect {
    case .dji: return true
    case .parrot: return isPinhole && isCentred && isSquare
    case .skydio: return distortion.p1 == 0 && distortion.p2 == 0
    // Straight down to the north is 0, 0, 0, which is what is written when nothing was measured.
    case .pix4D: return isSquare && (pose.orientation.pitch > -89 || abs(pose.orientation.yaw) > 1)
    }
  }

  /// Returns the photo's bytes as a maker would write them.
  func jpeg(_ dialect: Dialect) -> Data {
    var bytes: [UInt8] = [0xFF, 0xD8]
    func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
      let length = content.count + 2
      return [0xFF, marker, UInt8(length >> 8), UInt8(length & 0xFF)] + content
    }
    bytes += segment(0xE1, Array("Exif\0\0".utf8) + exif(dialect))
    bytes += segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0".utf8) + Array(xmp(dialect).utf8))
    let (width, height) = (camera.width, camera.height)
    let size = [height >> 8, height & 0xFF, width >> 8, width & 0xFF].map { UInt8($0) }
    bytes += segment(0xC0, [8] + size + [1, 1, 0x11, 0])
    bytes += segment(0xDA, [1, 1, 0, 0, 63, 0]) + [0xFF, 0xD9]
    return Data(bytes)
  }

  // MARK: XMP

  private func xmp(_ dialect: Dialect) -> String {
    let (place, angles) = (pose.coordinate, pose.orientation)
    let (f, point) = (camera.focalLengthX, camera.principalPoint)
    let d = camera.distortion
    let namespace: String
    var properties: [(String, String)]
    var elements = ""
    switch dialect {
    case .dji:
      namespace = "drone-dji=\"http://www.dji.com/drone-dji/1.0/\""
      let (du, dv) = (point.u - Double(camera.width) / 2, point.v - Double(camera.height) / 2)
      let dewarp = [f, camera.focalLengthY, du, dv, d.k1, d.k2, d.p1, d.p2, d.k3].map { "\($0)" }
      properties = [
        ("GpsLatitude", "\(place.latitude)"), ("GpsLongitude", "\(place.longitude)"),
        ("AbsoluteAltitude", signed(place.ellipsoidalHeight)), ("GimbalYawDegree", signed(angles.yaw)),
        ("GimbalPitchDegree", signed(angles.pitch)), ("GimbalRollDegree", signed(angles.roll)),
        ("DewarpData", "2026-03-01;" + dewarp.joined(separator: ",")), ("RtkFlag", isRTK ? "50" : "0"),
      ]
      properties += extra.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    case .parrot:
      namespace = "drone-parrot=\"http://www.parrot.com/drone-parrot/1.0/\""
      properties = [
        ("CameraYawDegree", "\(angles.yaw)"), ("CameraPitchDegree", "\(angles.pitch)"),
        ("CameraRollDegree", "\(angles.roll)"),
      ]
    case .skydio:
      namespace = "drone-skydio=\"https://www.skydio.com/drone-skydio/1.0/\""
      properties = [
        ("Latitude", "\(place.latitude)"), ("Longitude", "\(place.longitude)"),
        ("AbsoluteAltitude", "\(place.ellipsoidalHeight - undulation)"), ("CalibratedFocalLengthX", "\(f)"),
        ("CalibratedFocalLengthY", "\(camera.focalLengthY)"), ("CalibratedOpticalCenterX", "\(point.u - 0.5)"),
        ("CalibratedOpticalCenterY", "\(point.v - 0.5)"), ("DewarpData", "\(d.k1),\(d.k2),\(d.k3)"),
      ]
      elements =
        "<drone-skydio:CameraOrientationNED rdf:parseType=\"Resource\"><drone-skydio:Roll>\(angles.roll)"
        + "</drone-skydio:Roll><drone-skydio:Pitch>\(angles.pitch)</drone-skydio:Pitch>"
        + "<drone-skydio:Yaw>\(angles.yaw)</drone-skydio:Yaw></drone-skydio:CameraOrientationNED>"
    case .pix4D:
      namespace = "Camera=\"http://pix4d.com/camera/1.0/\""
      let turned = Self.pix4DAngles(angles)
      properties = [
        ("Yaw", "\(turned.yaw)"), ("Pitch", "\(turned.pitch)"), ("Roll", "\(turned.roll)"),
        ("PerspectiveFocalLength", "\(f / Self.density)"),
        ("PrincipalPoint", "\(point.u / Self.density),\(point.v / Self.density)"),
        ("PerspectiveDistortion", "\(d.k1),\(d.k2),\(d.k3),\(d.p1),\(d.p2)"),
      ]
    }
    let prefix = namespace.prefix { $0 != "=" }
    let attributes = properties.map { " \(prefix):\($0.0)=\"\($0.1)\"" }.joined()
    return """
      <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\
      <rdf:Description xmlns:\(namespace)\(attributes)>\(elements)</rdf:Description></rdf:RDF></x:xmpmeta>
      """
  }

  private func signed(_ value: Double) -> String { value < 0 ? "\(value)" : "+\(value)" }

  /// The angles of Pix4D's frame, in which a normalised point (x, y) is the direction R · (−y, x, 1).
  private static func pix4DAngles(_ orientation: Orientation) -> Orientation {
    let rotation = orientation.nedFromBody
    return Orientation(
      nedFromBody: RotationMatrix(
        x: SIMD3(-rotation.z.x, -rotation.z.y, -rotation.z.z), y: rotation.y, z: rotation.x))
  }

  // MARK: EXIF

  private func exif(_ dialect: Dialect) -> [UInt8] {
    let names: [Dialect: (String, String)] = [
      .dji: ("DJI", "M3E"), .parrot: ("Parrot", "AnafiAi"), .skydio: ("Skydio", "X2"), .pix4D: ("Acme", "Survey 1"),
    ]
    let (make, model) = names[dialect] ?? ("", "")
    var tiff = TIFFBuilder()
    tiff.text(0, 0x010F, make)
    tiff.text(0, 0x0110, model)
    guard dialect == .parrot || dialect == .pix4D else { return tiff.bytes }
    tiff.rationals(1, 0x920A, [(camera.focalLengthX / Self.density, 10_000_000)])
    for tag in [0xA20E, 0xA20F] { tiff.rationals(1, UInt16(tag), [(Self.density, 1000)]) }
    tiff.short(1, 0xA210, 4)
    let place = pose.coordinate
    tiff.text(2, 1, place.latitude < 0 ? "S" : "N")
    tiff.rationals(2, 2, Self.sexagesimal(place.latitude))
    tiff.text(2, 3, place.longitude < 0 ? "W" : "E")
    tiff.rationals(2, 4, Self.sexagesimal(place.longitude))
    tiff.byte(2, 5, 0)
    tiff.rationals(2, 6, [(place.ellipsoidalHeight, 10_000)])
    return tiff.bytes
  }

  private static func sexagesimal(_ angle: Double) -> [(Double, Double)] {
    let whole = abs(angle).rounded(.down)
    let minutes = ((abs(angle) - whole) * 60).rounded(.down)
    return [(whole, 1), (minutes, 1), (((abs(angle) - whole) * 60 - minutes) * 60, 10_000_000)]
  }
}

/// The TIFF structure inside EXIF: the main directory, the one of the exposure and the one of the receiver.
struct TIFFBuilder {
  private var entries: [[(tag: UInt16, type: UInt16, count: Int, data: [UInt8])]] = [[], [], []]

  mutating func text(_ directory: Int, _ tag: UInt16, _ value: String) {
    entries[directory].append((tag, 2, value.utf8.count + 1, Array(value.utf8) + [0]))
  }

  mutating func byte(_ directory: Int, _ tag: UInt16, _ value: UInt8) {
    entries[directory].append((tag, 1, 1, [value]))
  }

  mutating func short(_ directory: Int, _ tag: UInt16, _ value: UInt16) {
    entries[directory].append((tag, 3, 1, Self.big(Int(value), 2)))
  }

  /// Adds numbers, each with the denominator it is written over.
  mutating func rationals(_ directory: Int, _ tag: UInt16, _ values: [(value: Double, denominator: Double)]) {
    let data = values.flatMap {
      Self.big(Int(($0.value * $0.denominator).rounded()), 4) + Self.big(Int($0.denominator), 4)
    }
    entries[directory].append((tag, 5, values.count, data))
  }

  /// The file, big-endian.
  var bytes: [UInt8] {
    var tables = entries
    // The main directory points at the others; their offsets are filled in once the sizes are known.
    for (index, tag) in [(1, 0x8769), (2, 0x8825)] where !tables[index].isEmpty {
      tables[0].append((UInt16(tag), 4, 1, [0, 0, 0, 0]))
    }
    func size(_ table: Int) -> Int {
      6 + 12 * tables[table].count + tables[table].reduce(0) { $0 + ($1.data.count > 4 ? $1.data.count : 0) }
    }
    let starts = [8, 8 + size(0), 8 + size(0) + size(1)]
    for (index, tag) in [(1, 0x8769), (2, 0x8825)] {
      guard let entry = tables[0].firstIndex(where: { $0.tag == tag }) else { continue }
      tables[0][entry].data = Self.big(starts[index], 4)
    }
    var result: [UInt8] = [0x4D, 0x4D, 0, 42] + Self.big(8, 4)
    for (index, table) in tables.enumerated() where index == 0 || !table.isEmpty {
      var heap: [UInt8] = []
      let heapStart = starts[index] + 6 + 12 * table.count
      result += Self.big(table.count, 2)
      for entry in table.sorted(by: { $0.tag < $1.tag }) {
        result += Self.big(Int(entry.tag), 2) + Self.big(Int(entry.type), 2) + Self.big(entry.count, 4)
        if entry.data.count <= 4 {
          result += entry.data + [UInt8](repeating: 0, count: 4 - entry.data.count)
        } else {
          result += Self.big(heapStart + heap.count, 4)
          heap += entry.data
        }
      }
      result += Self.big(0, 4) + heap
    }
    return result
  }

  private static func big(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).reversed().map { UInt8(value >> (8 * $0) & 0xFF) }
  }
}
