import Foundation

@testable import ImageKit

// What each fuzzer runs on one input. A trap, a sanitizer report or a hang is a finding; an error is not.

/// A whole photo: the walk over its segments, every dialect, and the camera of what was read.
@_cdecl("fuzz_jpeg")
public func fuzzJPEG(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  let bytes = Array(UnsafeBufferPointer(start: data, count: size))
  guard var metadata = try? CaptureMetadata(jpeg: bytes) else { return 0 }
  let camera = Camera.resolved(from: metadata, warnings: &metadata.warnings)
  precondition(isSane(metadata, camera?.value))
  return 0
}

/// An EXIF block: libexif, and every dialect on its tags.
@_cdecl("fuzz_exif")
public func fuzzEXIF(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  let block = Array("Exif\0\0".utf8) + Array(UnsafeBufferPointer(start: data, count: size))
  return fuzzSegment(block)
}

/// An XMP packet: expat, the repairs, and every dialect on its properties.
@_cdecl("fuzz_xmp")
public func fuzzXMP(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  let packet = Array("http://ns.adobe.com/xap/1.0/\0".utf8) + Array(UnsafeBufferPointer(start: data, count: size))
  return fuzzSegment(packet)
}

/// A PNG of a dataset: its header, and its pixels as grey and as colour, which must come out at the header's size.
@_cdecl("fuzz_png")
public func fuzzPNG(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  let bytes = Array(UnsafeBufferPointer(start: data, count: size))
  let limits = DecodingLimits(maximumPixels: 1 << 20)
  guard let (width, height) = try? PNGDecoder.size(of: bytes, limits: limits) else { return 0 }
  if let grey = try? PNGDecoder.decode(bytes, as: Gray8.self, limits: limits) {
    precondition((grey.width, grey.height) == (width, height))
  }
  _ = try? PNGDecoder.decode(bytes, as: RGB8.self, limits: limits)
  return 0
}

/// A sidecar: its text, its format, its values, and taking them over into a flight of four photos.
@_cdecl("fuzz_sidecar")
public func fuzzSidecar(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  let bytes = Array(UnsafeBufferPointer(start: data, count: size))
  guard let sidecar = try? Sidecar(bytes: bytes, path: "fuzz/sidecar") else { return 0 }
  let flight = fuzzedFlight.applying(sidecar)
  precondition(flight.photos.count == fuzzedFlight.photos.count)
  precondition(flight.photos.allSatisfy { isSane($0.metadata, $0.camera?.value) })
  return 0
}

/// Photos with the names of the seeds, one of them without any tag.
private let fuzzedFlight: Flight = {
  let photos = (1...4).map { number in
    var metadata = CaptureMetadata(width: 4000, height: 3000)
    if number < 4 {
      metadata.position = Sourced(HorizontalPosition(latitude: 22.6273, longitude: 120.3014), source: "seed")
      metadata.absoluteHeight = Sourced(Height(metres: 125, datum: .ellipsoid), source: "seed")
      metadata.orientation = Sourced(Orientation(yaw: 37, pitch: -90, roll: 0), source: "seed")
      metadata.capturedAt = Sourced(
        CaptureTime(local: "2024-03-05T10:02:0\(number)", utc: number == 2 ? nil : 1_709_604_120), source: "seed")
    }
    let name = "100MEDIA/DJI_000\(number).JPG"
    return Photo(
      fileURL: URL(filePath: "/" + name), name: name, flight: "f", byteCount: 1, modificationTime: 0,
      metadata: metadata, camera: nil)
  }
  return Flight(name: "f", root: URL(filePath: "/"), photos: photos, skipped: [], ignoredFileCount: 0, warnings: [])
}()

/// Reads a photo of 400 × 300 pixels whose one application segment holds the bytes.
private func fuzzSegment(_ body: [UInt8]) -> Int32 {
  let length = body.count + 2
  guard length <= 0xFFFF else { return 0 }
  let frame: [UInt8] = [0xFF, 0xC0, 0, 11, 8, 0x01, 0x2C, 0x01, 0x90, 1, 1, 0x11, 0]
  let photo = [0xFF, 0xD8, 0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 255)] + body + frame + [0xFF, 0xDA, 0, 2]
  return photo.withUnsafeBufferPointer { fuzzJPEG($0.baseAddress, $0.count) }
}

/// Whether what was read can be calculated with, whatever the file said: that much the rest of the program relies on.
private func isSane(_ metadata: CaptureMetadata, _ camera: Camera?) -> Bool {
  if let position = metadata.position {
    guard abs(position.value.latitude) <= 90, abs(position.value.longitude) <= 180 else { return false }
    guard position.sigma.map({ $0.isFinite && $0 >= 0 }) ?? true else { return false }
  }
  if let orientation = metadata.orientation?.value {
    guard [orientation.yaw, orientation.pitch, orientation.roll].allSatisfy(\.isFinite) else { return false }
  }
  let heights = [metadata.absoluteHeight?.value.metres, metadata.relativeHeight?.value, metadata.laserRange?.value]
  guard heights.allSatisfy({ $0?.isFinite ?? true }) else { return false }
  guard (1...8).contains(metadata.displayOrientation) else { return false }
  guard let camera else { return true }
  return camera.focalLengthX.isFinite && camera.focalLengthX > 0 && camera.focalLengthY.isFinite
    && camera.focalLengthY > 0 && camera.principalPoint.u.isFinite && camera.principalPoint.v.isFinite
}
