import Foundation

/// One photo of a flight: where it lies and what it says of itself; its pixels are read on request.
public struct Photo: Sendable {
  /// The file.
  public var fileURL: URL
  /// The path below the flight folder, with `/` between its parts.
  public var name: String
  /// The name of the flight folder.
  public var flight: String
  /// The size of the file, in bytes.
  public var byteCount: Int
  /// When the file was last changed, in seconds since 1970.
  public var modificationTime: Double
  /// What the photo says of its own capture.
  public var metadata: CaptureMetadata
  /// The interior orientation; `nil` when no source gives a focal length in pixels.
  public var camera: Sourced<Camera>?
  /// What comparing it with its neighbours has found; `nil` when it was not compared.
  public var registration: FlightRegistration.Photo?

  /// Creates a photo from what is known of it.
  public init(
    fileURL: URL, name: String, flight: String, byteCount: Int, modificationTime: Double, metadata: CaptureMetadata,
    camera: Sourced<Camera>?
  ) {
    self.fileURL = fileURL
    self.name = name
    self.flight = flight
    self.byteCount = byteCount
    self.modificationTime = modificationTime
    self.metadata = metadata
    self.camera = camera
  }

  /// Reads the header of a photo.
  ///
  /// The pixels are neither read nor decoded: a file with a good header and damaged pixels passes here.
  public init(
    contentsOf url: URL, name: String, flight: String, limits: DecodingLimits = .standard,
    catalogue: CameraCatalogue = .builtIn
  ) throws(PhotoError) {
    let file = try RegularFile(url)
    guard file.byteCount <= limits.maximumFileBytes else {
      throw .tooLarge("the file has \(file.byteCount) bytes, the limit is \(limits.maximumFileBytes)")
    }
    var source = FileSource(file)
    let segments = try JPEGSegments(source: &source)
    try segments.check(limits)
    metadata = CaptureMetadata(try CaptureMetadata.header(segments))
    camera = Camera.resolved(from: metadata, catalogue: catalogue, warnings: &metadata.warnings)
    fileURL = url
    self.name = name
    self.flight = flight
    byteCount = file.byteCount
    modificationTime = file.modificationTime
  }

  /// Returns the bytes of the file.
  ///
  /// They are read, not mapped: a card that is pulled out is an error and not the end of the program.
  public func bytes(limits: DecodingLimits = .standard) throws(PhotoError) -> [UInt8] {
    let file = try RegularFile(fileURL)
    guard file.byteCount <= limits.maximumFileBytes else {
      throw .tooLarge("the file has \(file.byteCount) bytes, the limit is \(limits.maximumFileBytes)")
    }
    return try file.bytes(at: 0, count: file.byteCount)
  }
}

extension JPEGSegments {
  /// Throws when the frame is of a kind that is not decoded or larger than the limits.
  func check(_ limits: DecodingLimits) throws(PhotoError) {
    guard let frame else { return }
    guard frame.process <= 2 else {
      throw .unsupported(frame.process >= 9 ? "arithmetic coding" : "lossless or hierarchical coding")
    }
    guard frame.precision == 8 else { throw .unsupported("\(frame.precision) bits a sample") }
    guard frame.components == 1 || frame.components == 3 else {
      throw .unsupported(frame.components == 4 ? "CMYK colours" : "\(frame.components) colour components")
    }
    guard frame.width * frame.height <= limits.maximumPixels else {
      throw .tooLarge("\(frame.width) × \(frame.height) pixels, the limit is \(limits.maximumPixels)")
    }
  }
}
