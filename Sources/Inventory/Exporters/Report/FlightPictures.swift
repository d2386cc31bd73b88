import Detectors
import Foundation
import ImageKit
import Synchronization

/// The photos of an inventory, looked for where the run found them or in folders that the user names.
///
/// A file counts only when its SHA-256 is the one that the inventory names: no other file is ever read into an export.
public final class FlightPictures: PictureSource {
  private struct Decoded {
    let sha256: String
    let scale: JPEGDecoder.Scale
    let image: Image<RGB8>
  }

  private let folders: [String: [URL]]
  /// The photo that was decoded last: defects of one photo follow each other.
  private let latest = Mutex<Decoded?>(nil)

  /// The largest file that is read, in bytes.
  private static let maximumByteCount = DecodingLimits.standard.maximumFileBytes

  /// Creates a source.
  ///
  /// - Parameters:
  ///   - inventory: the flights, whose folders are tried.
  ///   - folders: other folders to try first.
  public init(of inventory: Inventory, folders: [URL] = []) {
    var places: [String: [URL]] = [:]
    for flight in inventory.flights {
      let own = URL(filePath: flight.folder)
      places[flight.name] =
        folders + folders.map { $0.appending(path: SafeFileName.path(flight.name, withoutExtension: false)) } + [
          own, own.deletingLastPathComponent(),
        ]
    }
    self.folders = places
  }

  /// Returns whether the file of a photo is at hand.
  public func holds(_ photo: PhotoRecord) -> Bool { file(of: photo) != nil }

  /// Returns a part of a photo as JPEG, without any metadata.
  public func crop(of photo: PhotoRecord, around observations: [Observation], color: RGB8, side: Int) -> [UInt8]? {
    let points = observations.flatMap { ($0.outline + $0.centreLines).joined() }
    guard let window = Self.window(around: points, width: photo.width, height: photo.height),
      let decoded = decode(photo, for: max(window.width, window.height), side: side)
    else { return nil }
    let scale = decoded.scale.rawValue
    let part = Window(
      x: window.x / scale, y: window.y / scale, width: max(1, window.width / scale),
      height: max(1, window.height / scale))
    guard let image = decoded.image.cropped(to: part) else { return nil }
    var canvas = Canvas(of: image, longerSide: side)
    func moved(_ line: [PixelPoint]) -> [PixelPoint] {
      line.map { PixelPoint(u: $0.u / Double(scale) - Double(part.x), v: $0.v / Double(scale) - Double(part.y)) }
    }
    do {
      for observation in observations {
        let lines = observation.damageClass.isDrawnByOutline ? [] : observation.centreLines
        for line in lines { try canvas.drawLine(moved(line), color: color, thickness: 2) }
        guard lines.isEmpty else { continue }
        for ring in observation.outline { try canvas.drawLine(moved(ring), isClosed: true, color: color, thickness: 2) }
      }
      // At half the resolution of colour a thin line would be as dark as its border.
      return try JPEGEncoder.encode(canvas.image, quality: 76, halvesChroma: false)
    } catch {
      return nil
    }
  }

  /// Returns the part to show: the damage with half its size around it, at least 240 pixels wide and high.
  static func window(around points: [PixelPoint], width: Int, height: Int) -> Window? {
    let finite = points.filter { $0.u.isFinite && $0.v.isFinite && abs($0.u) < 1e6 && abs($0.v) < 1e6 }
    guard let first = finite.first, width > 0, height > 0 else { return nil }
    var (low, high) = (first, first)
    for point in finite {
      low = PixelPoint(u: min(low.u, point.u), v: min(low.v, point.v))
      high = PixelPoint(u: max(high.u, point.u), v: max(high.v, point.v))
    }
    let side = max(240, max(high.u - low.u, high.v - low.v) * 1.5)
    let (centreU, centreV) = ((low.u + high.u) / 2, (low.v + high.v) / 2)
    let x = max(0, min(Double(width) - side, centreU - side / 2)),
      y = max(0, min(Double(height) - side, centreV - side / 2))
    return Window(
      x: Int(x), y: Int(y), width: Int(min(side, Double(width))), height: Int(min(side, Double(height))))
  }

  private func decode(_ photo: PhotoRecord, for length: Int, side: Int) -> Decoded? {
    let scale: JPEGDecoder.Scale =
      length >= 8 * side ? .eighth : length >= 4 * side ? .quarter : length >= 2 * side ? .half : .full
    let known = latest.withLock { $0 }
    if let known, known.sha256 == photo.sha256, known.scale == scale { return known }
    guard let url = file(of: photo), let data = try? Data(contentsOf: url) else { return nil }
    let bytes = [UInt8](data)
    guard FileDigest.sha256(bytes) == photo.sha256,
      let image = try? JPEGDecoder.decode(bytes, as: RGB8.self, scale: scale)
    else { return nil }
    let decoded = Decoded(sha256: photo.sha256, scale: scale, image: image)
    latest.withLock { $0 = decoded }
    return decoded
  }

  /// Returns the file of a photo, if one of the right name and size is there.
  private func file(of photo: PhotoRecord) -> URL? { files(named: photo.key, byteCount: photo.byteCount).first }

  /// Returns the files of a photo's name that are no larger than is ever read, in the order of the folders.
  ///
  /// - Parameter byteCount: their size; `nil` for any.
  func files(named key: PhotoKey, byteCount: Int? = nil) -> [URL] {
    // A name from an inventory that somebody sent must not lead out of the folder.
    guard !key.name.split(separator: "/").contains("..") else { return [] }
    return (folders[key.flight] ?? []).compactMap { folder in
      let url = folder.appending(path: key.name)
      guard let attributes = try? FileManager.default.attributesOfItem(atPath: url.resolvingSymlinksInPath().path),
        attributes[.type] as? FileAttributeType == .typeRegular, let size = attributes[.size] as? Int,
        size <= Self.maximumByteCount, byteCount == nil || byteCount == size
      else { return nil }
      return url
    }
  }
}
