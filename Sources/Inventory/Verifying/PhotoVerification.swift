import Foundation
import ImageKit

/// Checks that the photos of an inventory are still there, byte for byte.
public struct PhotoVerification: Sendable {
  /// Photos whose file is there under its name with other bytes.
  public private(set) var changed: [PhotoKey] = []
  /// Photos whose file is nowhere to be found.
  public private(set) var missing: [PhotoKey] = []
  /// How many files are what was inspected.
  public private(set) var soundCount = 0

  /// Reads every photo once.
  ///
  /// - Parameters:
  ///   - inventory: whose photos; their folders are those of the run.
  ///   - folders: other folders to look in first.
  ///   - progress: called after each photo with the number done.
  public init(of inventory: Inventory, folders: [URL], progress: (Int) -> Void = { _ in }) {
    let pictures = FlightPictures(of: inventory, folders: folders)
    for (number, photo) in inventory.photos.enumerated() {
      let files = pictures.files(named: photo.key)
      let isSound = files.contains { url in
        guard let data = try? Data(contentsOf: url), data.count == photo.byteCount else { return false }
        return FileDigest.sha256([UInt8](data)) == photo.sha256
      }
      if isSound {
        soundCount += 1
      } else if files.isEmpty {
        missing.append(photo.key)
      } else {
        changed.append(photo.key)
      }
      progress(number + 1)
    }
  }

  /// What came of it.
  public var check: VerificationCheck {
    let findings =
      changed.map { "\($0.flight)/\($0.name) was changed" } + missing.map { "\($0.flight)/\($0.name) is missing" }
    let advice =
      missing.isEmpty
      ? "put the original files back, or run again to inspect them as they are now"
      : "say where the photos are now with --photos FOLDER, or run without hashing: --no-photos"
    return VerificationCheck(
      "photos", findings: findings, sound: "\(soundCount) photos are there, byte for byte", advice: advice)
  }
}
