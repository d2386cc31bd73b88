import Foundation
import TestSupport
import Testing

@testable import ImageKit

/// What the tests of the sixty edge cases share.
enum EdgeCase {
  /// Reads a photo built tag by tag.
  static func read(_ header: TestPhotoHeader) throws -> CaptureMetadata { try CaptureMetadata(jpeg: header.bytes) }

  /// The codes of the warnings, without the missing zone and focal length that most small headers have.
  static func codes(_ metadata: CaptureMetadata) -> [String] {
    metadata.warnings.map(\.code).filter { $0 != "no_time_zone" && $0 != "no_time" }
  }

  /// A located photo with properties of DJI.
  static func dji(_ properties: [String: String]) -> TestPhotoHeader {
    var header = TestPhotoHeader.located
    header.image = [0x010F: .text("DJI"), 0x0110: .text("FC330")]
    header.xmp = [TestPhotoHeader.dji(properties)]
    return header
  }

  /// The camera of a photo and the warnings of finding it.
  static func camera(_ header: TestPhotoHeader) throws -> (camera: Sourced<Camera>?, codes: [String]) {
    let metadata = try read(header)
    var warnings: [MetadataWarning] = []
    return (Camera.resolved(from: metadata, warnings: &warnings), metadata.warnings.map(\.code) + warnings.map(\.code))
  }

  /// Scans a folder of photos by name.
  static func flight(_ photos: [String: [UInt8]], in folder: TemporaryFolder) throws -> Flight {
    for (name, bytes) in photos {
      let url = folder(name)
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: url)
    }
    return try Flight.scan(folder.url)
  }
}
