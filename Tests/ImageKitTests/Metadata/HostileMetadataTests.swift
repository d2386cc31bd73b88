import Foundation
import TestSupport
import Testing

@testable import ImageKit

/// Whatever the bytes are, reading either gives metadata or throws a `PhotoError`; it never traps.
@Suite struct `Hostile photos` {
  @Test(arguments: MetadataFixture.all)
  func `every prefix of a photo parses or throws`(fixture: MetadataFixture) throws {
    let bytes = try fixture.bytes()
    var read = 0
    for count in 0..<bytes.count {
      do throws(PhotoError) {
        let metadata = try CaptureMetadata(jpeg: Array(bytes[..<count]))
        _ = Camera.resolved(from: metadata)
        read += 1
      } catch {
        #expect(!error.description.isEmpty)
      }
    }
    // A prefix that ends inside the scan has the whole header.
    let whole = try? CaptureMetadata(jpeg: bytes)
    #expect((read > 0) == (whole != nil))
  }

  @Test(arguments: ["dji/rtk", "skydio/elements", "parrot/sequoia", "dji/maker_note", "malformed/extended"])
  func `random changes of a photo parse or throw`(name: String) throws {
    let original = try #require(MetadataFixture.named(name)).bytes()
    var generator = SeededGenerator(seed: 20_261_121)
    for _ in 0..<1500 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes[index] = 0xFF
        case 2: bytes.remove(at: index)
        default: bytes.insert(contentsOf: bytes[index..<min(index + 40, bytes.count)], at: index)
        }
      }
      do throws(PhotoError) {
        let metadata = try CaptureMetadata(jpeg: bytes)
        if let position = metadata.position?.value {
          #expect(abs(position.latitude) <= 90 && abs(position.longitude) <= 180)
        }
        if let camera = Camera.resolved(from: metadata)?.value {
          #expect(camera.focalLengthX > 0 && camera.focalLengthX.isFinite)
        }
      } catch {
        #expect(!error.description.isEmpty)
      }
    }
  }

  @Test func `an entity bomb is refused at once`() {
    var bomb = "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a0 'ha'>"
    for level in 1..<30 { bomb += "<!ENTITY a\(level) '&a\(level - 1);&a\(level - 1);'>" }
    let clock = ContinuousClock()
    let packet: XMPPacket
    let start = clock.now
    packet = XMPPacket(main: Array((bomb + "]><x>&a29;</x>").utf8))
    #expect(clock.now - start < .seconds(1))
    #expect(packet.isEmpty)
    #expect(packet.warnings.map(\.code) == ["xmp_refused"])
  }

  @Test func `a packet of many duplicates takes no time`() {
    let items = String(repeating: "<a:b>1</a:b><a:c>2</a:c><a:b>2</a:b>", count: 100_000)
    let packet = XMPPacket(main: Array("<x xmlns:a='n'>\(items)</x>".utf8))
    #expect(packet.warnings.map(\.code) == ["xmp_duplicate_property"])
  }

  @Test func `ten thousand empty segments are enough`() {
    let segments = [UInt8]([0xFF, 0xD8]) + [[UInt8]](repeating: [0xFF, 0xE5, 0, 2], count: 20_000).joined()
    #expect(throws: PhotoError.malformed("more than 10000 segments before the image")) {
      try JPEGSegments(bytes: segments)
    }
  }

  @Test func `a megabyte of stray bytes is enough`() {
    let bytes = [UInt8]([0xFF, 0xD8, 0xFF, 0xE0, 0, 2]) + [UInt8](repeating: 0x20, count: 3 << 20)
    #expect(throws: PhotoError.malformed("no image within 1 MB of stray bytes")) { try JPEGSegments(bytes: bytes) }
  }
}
