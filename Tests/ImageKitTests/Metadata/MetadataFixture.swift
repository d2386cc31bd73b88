import Foundation
import TestSupport
import Testing

/// One photo of `Fixtures/Metadata` and what must be read from it.
struct MetadataFixture: CustomTestStringConvertible, Sendable {
  let name: String
  let photo: URL

  var testDescription: String { name }

  /// All photos, in a fixed order.
  static let all: [MetadataFixture] = {
    let folder = Fixtures.directory.appending(path: "Metadata")
    let makers = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return makers.sorted().flatMap { maker in
      let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: maker).path)) ?? []
      return files.filter { $0.hasSuffix(".jpg") }.sorted().map { file in
        MetadataFixture(name: "\(maker)/\(file.dropLast(4))", photo: folder.appending(path: "\(maker)/\(file)"))
      }
    }
  }()

  static func named(_ name: String) -> MetadataFixture? { all.first { $0.name == name } }

  func bytes() throws -> [UInt8] { [UInt8](try Data(contentsOf: photo)) }

  /// The expectation: a missing key is not checked, a null stands for "no value".
  func expectation() throws -> [String: Any] {
    let json = try Data(contentsOf: photo.deletingPathExtension().appendingPathExtension("json"))
    return try JSONSerialization.jsonObject(with: json) as? [String: Any] ?? [:]
  }
}
