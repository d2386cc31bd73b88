import Foundation
import Testing

@testable import Inventory

struct AtomicFileTests {
  @Test(arguments: [0, 1, 300_000]) func `a file holds what was written`(count: Int) throws {
    let folder = try TemporaryFolder()
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
    try AtomicFile.write([1, 2, 3], to: folder.file("a.csv"))
    try AtomicFile.write(bytes, to: folder.file("a.csv"))
    #expect(try Data(contentsOf: folder.file("a.csv")) == Data(bytes))
    #expect(folder.names == ["a.csv"])
  }

  @Test func `a missing folder is named`() {
    let url = URL(filePath: "/no/such/folder/a.csv")
    #expect(throws: ExportError.noSuchFolder("/no/such/folder/a.csv")) { try AtomicFile.write([1], to: url) }
  }

  @Test func `a failure leaves what was there and nothing else`() throws {
    let folder = try TemporaryFolder()
    let target = folder.file("a.csv")
    try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
    #expect(throws: ExportError.self) { try AtomicFile.write([1], to: target) }
    #expect(folder.names == ["a.csv"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: target.path).isEmpty)
  }

  @Test func `a long name can be written`() throws {
    let folder = try TemporaryFolder()
    let name = String(repeating: "縫", count: 80) + ".csv"
    try AtomicFile.write([1], to: folder.file(name))
    #expect(folder.names == [name])
  }

  @Test(arguments: [
    (ENOSPC, ExportError.diskFull("p")), (EDQUOT, .diskFull("p")), (EACCES, .notPermitted("p")),
    (EROFS, .readOnly("p")),
    (ENOENT, .noSuchFolder("p")),
  ])
  func `the system's errors are sorted by what to do`(number: Int32, error: ExportError) {
    #expect(ExportError(errno: number, path: "p") == error)
    #expect(error.description.hasPrefix("p cannot be written"))
  }
}
