import ImageKit

/// What became of one photo in a run.
public enum PhotoOutcome: Sendable {
  /// It was inspected; carries its record, what it shows, and the number of its pixels.
  case inspected(PhotoRecord, [Defect], pixels: Int)
  /// Its bytes are those already in the inventory, though the file was touched.
  case unchanged(PhotoKey, modificationTime: Double)
  /// It cannot be used.
  case skipped(SkippedPhotoRecord)
}
