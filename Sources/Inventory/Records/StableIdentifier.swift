import Detectors
import ImageKit

/// Names that depend on what a thing is, not on when or in which order it was found.
///
/// A name is a UUID of version 8 made of SHA-256 (RFC 9562, sections 5.8 and B.2), in lower case: 122 bits, so that
/// two of a million things share a name with a probability below 10⁻²⁴.
public enum StableIdentifier {
  /// Returns the name of a detection in a photo.
  ///
  /// It depends on the photo's bytes, the detector and its version, the kind and the outline to an eighth of a pixel;
  /// not on the file's name, nor on where a ring starts or in which order the rings come.
  public static func observation(
    photoSHA256: String, detector: DetectorIdentity, damageClass: DamageClass, outline: [[PixelPoint]]
  ) -> String {
    let rings = outline.map(canonical).sorted { left, right in
      left.lexicographicallyPrecedes(right) { ($0.x, $0.y) < ($1.x, $1.y) }
    }
    var text = "drone-inspection/observation\n\(photoSHA256)\n\(detector.identifier)\n\(damageClass.rawValue)\n"
    for ring in rings {
      for corner in ring { text += "\(corner.x),\(corner.y) " }
      text += "\n"
    }
    return uuid(of: Array(text.utf8))
  }

  /// Returns the name of a defect that is known by one observation.
  public static func defect(observationUID: String) -> String {
    uuid(of: Array("drone-inspection/defect\n\(observationUID)\n".utf8))
  }

  /// Returns the UUID of version 8 that names these bytes.
  static func uuid(of bytes: [UInt8]) -> String {
    var digits = Array(FileDigest.sha256(bytes).utf8.prefix(32))
    digits[12] = UInt8(ascii: "8")
    // The variant: the two upper bits of this digit are 10.
    let hexadecimal = Array("0123456789abcdef".utf8)
    let value = hexadecimal.firstIndex(of: digits[16]) ?? 0
    digits[16] = hexadecimal[8 | (value & 3)]
    var text = ""
    for (index, digit) in digits.enumerated() {
      if [8, 12, 16, 20].contains(index) { text += "-" }
      text.unicodeScalars.append(Unicode.Scalar(digit))
    }
    return text
  }

  private struct Corner: Equatable {
    var x, y: Int
  }

  /// Returns the ring on a grid of an eighth of a pixel, starting at its smallest corner.
  private static func canonical(_ ring: [PixelPoint]) -> [Corner] {
    let corners = ring.map { Corner(x: eighths($0.u), y: eighths($0.v)) }
    guard
      let start = corners.indices.min(by: {
        (corners[$0].x, corners[$0].y) < (corners[$1].x, corners[$1].y)
      })
    else { return [] }
    return Array(corners[start...] + corners[..<start])
  }

  private static func eighths(_ value: Double) -> Int {
    Int(exactly: (value * 8).rounded()) ?? 0
  }
}
