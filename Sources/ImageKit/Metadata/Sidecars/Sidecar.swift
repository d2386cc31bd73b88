import Foundation

/// Positions, heights, angles and calibrations of photos that stand in a file beside them.
///
/// ```swift
/// let sidecar = try Sidecar(contentsOf: URL(filePath: "geo.txt"))
/// flight.apply(sidecar)
/// ```
///
/// The format is recognised from the contents. Whatever is wrong with a line is a warning that names it, never the end:
/// the other lines are used. How lines find their photos and what happens when they contradict the photo's own tags is
/// said at ``Flight/apply(_:)``.
public struct Sidecar: Sendable {
  /// The name of the file.
  public var name: String
  /// The folder it lies in; `nil` when it was read from memory.
  public var folder: URL?
  /// The format it is in.
  public var format: SidecarFormat
  /// The SHA-256 digest of the file in lower-case hexadecimal, for records of what a run was made from.
  public var identity: String
  /// What it says, in the order of its lines.
  public var entries: [SidecarEntry]
  /// What was wrong with its lines.
  public var warnings: [MetadataWarning]

  /// 64 MB: a line of 200 bytes for each of 300,000 photos.
  private static let maximumByteCount = 64 << 20

  /// Reads a sidecar from disk.
  public init(contentsOf url: URL) throws(SidecarError) {
    let path = url.path(percentEncoded: false)
    let bytes: [UInt8]
    do throws(PhotoError) {
      let file = try RegularFile(url)
      guard file.byteCount <= Self.maximumByteCount else {
        throw PhotoError.tooLarge("\(file.byteCount)")
      }
      bytes = try file.bytes(at: 0, count: file.byteCount)
    } catch {
      throw Self.readingError(error, path: path)
    }
    try self.init(bytes: bytes, path: path)
    folder = url.absoluteURL.standardizedFileURL.deletingLastPathComponent()
  }

  /// Reads a sidecar in memory; the path is for messages, and its last part the name.
  public init(bytes: [UInt8], path: String) throws(SidecarError) {
    name = String(path.split(separator: "/").last ?? "sidecar")
    identity = FileDigest.sha256(bytes)
    let text = SidecarText(bytes)
    guard let first = text.lines.first else { throw .notRecognised(path, reason: "it has no lines") }
    var reading = SidecarReading()
    if MRKFile.recognises(first.text) {
      format = .mrk
      MRKFile.read(text, into: &reading)
    } else if SidecarCoordinates.isName(first.text) {
      format = .odmGeo
      do throws(CoordinateSystemError) {
        try ODMGeoFile.read(text, into: &reading)
      } catch {
        throw .coordinateSystem(path, reason: "\(error)")
      }
    } else if let table = SidecarTable.read(text, into: &reading) {
      format = table
    } else {
      throw .notRecognised(path, reason: "its first line is \"\(first.text.prefix(60))\"")
    }
    reading.finish()
    entries = reading.entries
    warnings = reading.warnings
    guard !entries.isEmpty else {
      throw .nothingUsable(path, reason: warnings.first?.detail ?? "only the first line")
    }
  }

  private static func readingError(_ error: PhotoError, path: String) -> SidecarError {
    switch error {
    case .unreadable(let reason): .unreadable(path, reason: reason)
    case .tooLarge(let count): .tooLarge(path, byteCount: Int(count) ?? 0)
    default: .unreadable(path, reason: error.code)
    }
  }
}
