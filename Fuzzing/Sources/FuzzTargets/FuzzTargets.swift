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
