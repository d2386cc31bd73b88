/// The angles in the maker note of DJI cameras before about 2018, some of which write no XMP at all.
///
/// The note is a TIFF directory: tags 9, 10 and 11 are the camera's pitch, yaw and roll as 32-bit floats. Newer cameras
/// write text there, `[tag:value][tag:value]`, which read as a directory would be thousands of false entries.
enum DJIMakerNote: MetadataDialect {
  static let name = "DJI maker note"
  static let summary = "older DJI cameras without XMP: camera angles"

  private enum Tag {
    static let cameraPitch = 9
    static let cameraYaw = 10
    static let cameraRoll = 11
  }

  private static let maximumEntries = 63

  static func recognises(_ header: PhotoHeader) -> Bool {
    ["dji", "hasselblad"].contains(header.normalisedMake) && header.exif[.photo, EXIFTag.Photo.makerNote] != nil
  }

  static func read(_ header: PhotoHeader, into claims: inout MetadataClaims) {
    guard let note = header.exif[.photo, EXIFTag.Photo.makerNote]?.bytes else { return }
    // An editor that rewrote the file in the other byte order leaves the note as it was.
    let orders = [header.exif.isBigEndian, !header.exif.isBigEndian]
    guard let values = orders.lazy.compactMap({ floats(note, isBigEndian: $0) }).first else { return }
    func value(_ tag: Int) -> Double? {
      values[tag].flatMap { $0.isFinite ? Double($0) : nil }.map { ($0 * 1e4).rounded() / 1e4 }
    }
    claims.addOrientation(
      yaw: value(Tag.cameraYaw), pitch: value(Tag.cameraPitch), roll: value(Tag.cameraRoll),
      source: "EXIF MakerNote CameraYaw", sigma: DefaultSigma.yaw)
  }

  /// Returns the single floats of a directory by tag; `nil` when the bytes are not a directory.
  static func floats(_ note: [UInt8], isBigEndian: Bool) -> [Int: Float]? {
    func number(_ index: Int, _ size: Int) -> UInt32 {
      let part = note[index..<(index + size)]
      return isBigEndian
        ? part.reduce(0) { $0 << 8 | UInt32($1) } : part.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
    guard note.count >= 2 else { return nil }
    let count = Int(number(0, 2))
    guard (1...maximumEntries).contains(count), note.count >= 2 + count * 12 else { return nil }
    var floats: [Int: Float] = [:]
    for index in stride(from: 2, to: 2 + count * 12, by: 12) {
      let format = number(index + 2, 2)
      guard (1...13).contains(format) else { return nil }
      let tag = Int(number(index, 2))
      if format == 11 && number(index + 4, 4) == 1 && floats[tag] == nil {
        floats[tag] = Float(bitPattern: number(index + 8, 4))
      }
    }
    return floats
  }
}
