import Foundation
import TestSupport
import Testing

/// Compares bytes with a file under `Fixtures/Inventory`.
///
/// With `RECORD_SNAPSHOTS=1` the file is written, and the test fails all the same, so that a recording run is never
/// taken for a passing one.
func expectSnapshot(
  _ bytes: [UInt8], named name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let url = Fixtures.directory.appending(path: "Inventory").appending(path: name)
  if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    Issue.record("recorded \(name); run again without RECORD_SNAPSHOTS", sourceLocation: sourceLocation)
    return
  }
  guard let expected = try? Data(contentsOf: url) else {
    Issue.record("there is no \(name); record it with RECORD_SNAPSHOTS=1", sourceLocation: sourceLocation)
    return
  }
  let same = Array(expected) == bytes
  #expect(
    same, "\(name) differs; it is now:\n\(String(decoding: bytes, as: UTF8.self))", sourceLocation: sourceLocation)
}
