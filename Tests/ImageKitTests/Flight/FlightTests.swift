import Foundation
import ImageKit
import TestSupport
import Testing

@Suite struct `Flights` {
  private let folder: URL
  private let fixtures = Fixtures.directory.appending(path: "Metadata")

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "flight-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func add(_ fixture: String?, as name: String) throws {
    let url = folder.appending(path: name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    let contents = try fixture.map { try Data(contentsOf: fixtures.appending(path: $0 + ".jpg")) } ?? Data("x".utf8)
    try contents.write(to: url)
  }

  private func cleaned<Value>(_ body: () throws -> Value) throws -> Value {
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body()
  }

  @Test func `photos come by time and then by name, whatever the folders`() throws {
    try cleaned {
      try add("malformed/time_hyphens", as: "z/early.JPG")
      try add("dji/rtk", as: "b/two.jpg")
      try add("dji/plain", as: "a/three.jpeg")
      try add("malformed/time_zeros", as: "0.jpg")
      // One photo has no clock, so UTC decides where there is one; the photo comes last.
      #expect(try Flight.scan(folder).photos.map(\.name) == ["z/early.JPG", "b/two.jpg", "a/three.jpeg", "0.jpg"])
      try FileManager.default.removeItem(at: folder.appending(path: "0.jpg"))
      let flight = try Flight.scan(folder)
      // Now all have one: two photos of the same second come by name.
      #expect(flight.photos.map(\.name) == ["z/early.JPG", "a/three.jpeg", "b/two.jpg"])
      #expect(flight.name == folder.lastPathComponent)
      #expect(flight.photos.allSatisfy { $0.flight == flight.name })
      #expect(flight.photos.allSatisfy { $0.byteCount > 300 && $0.modificationTime > 1_700_000_000 })
    }
  }

  @Test func `other formats are named, other files counted, hidden ones passed over`() throws {
    try cleaned {
      try add("dji/plain", as: "good.jpg")
      for name in ["raw.DNG", "b.tif", "c.png", "d.HEIC"] { try add(nil, as: name) }
      for name in ["video.mp4", "log.txt", "noextension"] { try add(nil, as: name) }
      try add(nil, as: "text.jpg")
      try add("dji/plain", as: "._good.jpg")
      try add("dji/plain", as: ".hidden/a.jpg")
      try add("dji/plain", as: "__MACOSX/good.jpg")
      let flight = try Flight.scan(folder)
      #expect(flight.photos.map(\.name) == ["good.jpg"])
      #expect(flight.skipped.map(\.name) == ["b.tif", "c.png", "d.HEIC", "raw.DNG", "text.jpg"])
      #expect(flight.skipped.allSatisfy { $0.error == .notAJPEG })
      #expect(flight.ignoredFileCount == 3)
    }
  }

  @Test func `our own output and what is excluded are not entered`() throws {
    try cleaned {
      try add("dji/plain", as: "good.jpg")
      try add("dji/plain", as: "out/overlays/good.jpg")
      try add(nil, as: "out/inventory.gpkg")
      try add("dji/plain", as: "other/good.jpg")
      let flight = try Flight.scan(folder, excluding: [folder.appending(path: "other")])
      #expect(flight.photos.map(\.name) == ["good.jpg"])
    }
  }

  @Test func `a folder that links to itself is read once`() throws {
    try cleaned {
      try add("dji/plain", as: "a/good.jpg")
      try FileManager.default.createSymbolicLink(
        at: folder.appending(path: "a/again"), withDestinationURL: folder)
      let flight = try Flight.scan(folder)
      #expect(flight.photos.map(\.name) == ["a/good.jpg"])
    }
  }

  @Test func `a pipe named like a photo does not stop the run`() throws {
    try cleaned {
      try add("dji/plain", as: "good.jpg")
      #expect(mkfifo(folder.appending(path: "pipe.jpg").path, 0o600) == 0)
      let flight = try Flight.scan(folder)
      #expect(
        flight.skipped == [
          SkippedPhoto(name: "pipe.jpg", flight: flight.name, error: .unreadable("not a regular file"))
        ])
    }
  }

  @Test func `one photo is a flight`() throws {
    try cleaned {
      try add("dji/plain", as: "a b/好.jpg")
      let flight = try Flight.scan(folder.appending(path: "a b/好.jpg"))
      #expect(flight.name == "a b")
      #expect(flight.photos.map(\.name) == ["好.jpg"])
    }
  }

  @Test func `progress is told after each photo`() throws {
    try cleaned {
      for index in 0..<3 { try add("dji/plain", as: "\(index).jpg") }
      var told: [[Int]] = []
      _ = try Flight.scan(folder) { told.append([$0, $1]) }
      #expect(told == [[1, 3], [2, 3], [3, 3]])
    }
  }

  @Test func `nothing there and nothing usable are told apart`() throws {
    try cleaned {
      #expect(throws: FlightError.notFound("/nowhere/at/all")) { try Flight.scan(URL(filePath: "/nowhere/at/all")) }
      try add(nil, as: "a.jpg")
      try add(nil, as: "b.txt")
      #expect {
        try Flight.scan(folder)
      } throws: { error in
        guard case .nothingUsable(_, let skipped, let ignored) = error as? FlightError else { return false }
        return skipped.map(\.name) == ["a.jpg"] && ignored == 1 && "\(error)".contains("a.jpg")
      }
    }
  }

  @Test func `a height of 0 in all photos was not measured`() throws {
    try cleaned {
      let data = try Data(contentsOf: fixtures.appending(path: "dji/plain.jpg"))
      let text = String(decoding: data, as: Unicode.ASCII.self)
      #expect(text.contains("RelativeAltitude=\"+39.80\""))
      let range = try #require(data.firstRange(of: Data("+39.80".utf8)))
      var zero = data
      zero.replaceSubrange(range, with: Data("+00.00".utf8))
      try zero.write(to: folder.appending(path: "a.jpg"))
      try zero.write(to: folder.appending(path: "b.jpg"))
      let flight = try Flight.scan(folder)
      #expect(flight.photos.allSatisfy { $0.metadata.relativeHeight == nil })
      #expect(flight.warnings.map(\.code) == ["altitude_zero"])
    }
  }

  @Test func `a receiver that froze is noticed`() throws {
    try cleaned {
      let data = try Data(contentsOf: fixtures.appending(path: "dji/plain.jpg"))
      let range = try #require(data.firstRange(of: Data("+37.00".utf8)))
      for index in 0..<25 {
        var photo = data
        photo.replaceSubrange(range, with: Data("+\(10 + 3 * index).00".utf8))
        try photo.write(to: folder.appending(path: "\(index).jpg"))
      }
      #expect(try Flight.scan(folder).warnings.map(\.code) == ["frozen_position", "clock_stuck"])
    }
  }

  @Test func `a photo gives its bytes within the limits`() throws {
    try cleaned {
      try add("dji/plain", as: "a.jpg")
      let photo = try #require(try Flight.scan(folder).photos.first)
      #expect(Data(try photo.bytes()) == (try Data(contentsOf: photo.fileURL)))
      var limits = DecodingLimits.standard
      limits.maximumFileBytes = 100
      #expect(throws: PhotoError.self) { try photo.bytes(limits: limits) }
      #expect(throws: FlightError.self) { try Flight.scan(folder, limits: limits) }
      try FileManager.default.removeItem(at: photo.fileURL)
      #expect(throws: PhotoError.self) { try photo.bytes() }
    }
  }
}

@Suite struct `File digests` {
  // FIPS 180-4 and the examples of NIST's Cryptographic Algorithm Validation Program.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `agree with published ones`(text: String, digest: String) {
    #expect(FileDigest.sha256(Array(text.utf8)) == digest)
  }
}
