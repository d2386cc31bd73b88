import Foundation
import Glibc
import ImageKit
import TestSupport
import Testing

/// The files of `Fixtures/Hostile`, each with the outcome that its maker wrote beside it.
@Suite struct HostileFilesTests {
  static let directory = Fixtures.directory.appending(path: "Hostile")
  static let expectations: [String: String] = {
    let file = directory.appending(path: "expectations.json")
    return (try? JSONDecoder().decode([String: String].self, from: Data(contentsOf: file))) ?? [:]
  }()

  static func bytes(of name: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: directory.appending(path: name)))
  }

  /// The outcome in one word: `ok` or the code of the error.
  static func outcome(of bytes: [UInt8], limits: DecodingLimits = .standard) -> String {
    do {
      _ = try JPEGDecoder.decode(bytes, as: RGB8.self, limits: limits)
      return "ok"
    } catch {
      return error.code
    }
  }

  @Test func `every hostile file has an expectation and every expectation a file`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.directory.path)
    #expect(Set(files.filter { $0.hasSuffix(".jpg") }) == Set(Self.expectations.keys))
    #expect(Self.expectations.count >= 40)
  }

  @Test(arguments: expectations.keys.sorted())
  func `a hostile file leads to the outcome beside it`(name: String) throws {
    #expect(Self.outcome(of: try Self.bytes(of: name)) == Self.expectations[name])
  }

  @Test(arguments: expectations.keys.sorted())
  func `a hostile file is refused at once`(name: String) throws {
    let bytes = try Self.bytes(of: name)
    let tolerant = DecodingLimits(toleratesWarnings: true)
    // The best of five, because other work on the machine is no fault of the decoder.
    let fastest = (0..<5).map { _ in
      ContinuousClock().measure {
        _ = Self.outcome(of: bytes)
        _ = Self.outcome(of: bytes, limits: tolerant)
      }
    }.min()
    #expect(try #require(fastest) < .milliseconds(20))
  }

  @Test func `bombs take no memory`() throws {
    let before = touchedPages()
    for name in Self.expectations.keys where name.hasPrefix("bomb") {
      _ = Self.outcome(of: try Self.bytes(of: name))
      _ = Self.outcome(of: try Self.bytes(of: name), limits: DecodingLimits(toleratesWarnings: true))
    }
    #expect(touchedPages() - before < 1000)
  }

  @Test(arguments: expectations.keys.sorted())
  func `every prefix of a hostile file is refused or decoded`(name: String) throws {
    let bytes = try Self.bytes(of: name)
    for length in stride(from: 0, to: min(bytes.count, 700), by: 1) {
      for tolerates in [false, true] {
        let limits = DecodingLimits(maximumPixels: 1_000_000, toleratesWarnings: tolerates)
        let outcome = Self.outcome(of: Array(bytes[..<length]), limits: limits)
        #expect(["ok", "not_a_jpeg", "malformed", "too_large", "unsupported"].contains(outcome))
      }
    }
  }

  @Test func `too many scans are refused even where damage is tolerated`() throws {
    let bytes = try Self.bytes(of: "many-scans.jpg")
    #expect(throws: PhotoError.tooLarge("more than 100 scans")) {
      try JPEGDecoder.decode(bytes, as: RGB8.self, limits: DecodingLimits(toleratesWarnings: true))
    }
  }

  // Long enough for its claim, so that only the memory for its coefficients speaks against it.
  @Test func `a progressive file that needs too much memory is refused before it is taken`() throws {
    var bytes = try Self.bytes(of: "bomb-progressive-16000.jpg")
    let comment: [UInt8] = [0xFF, 0xFE, 0xFF, 0xFF] + [UInt8](repeating: 0, count: 65533)
    for _ in 0..<24 { bytes.insert(contentsOf: comment, at: 2) }
    let before = touchedPages()
    let error = #expect(throws: PhotoError.self) { try JPEGDecoder.decode(bytes, as: RGB8.self) }
    #expect(error?.description.contains("in several scans need 1") == true)
    #expect(touchedPages() - before < 1000)
  }

  // Pages that this thread touched first: unlike the size of the process it does not count what other tests do.
  private func touchedPages() -> Int {
    var usage = rusage()
    getrusage(1, &usage)  // RUSAGE_THREAD, which is not imported
    return usage.ru_minflt
  }
}
