import Detectors
import Foundation
import ImageKit

/// What is known to be in a picture, by kind of damage, in its pixels.
struct TruthMasks {
  /// The truth of one kind.
  struct Kind {
    /// The pixels; `nil` where only boxes are known.
    var mask: PixelMask?
    /// The boxes; `nil` where the dataset has none.
    var boxes: [PixelBox]?

    /// Whether it is known that there is nothing.
    var isEmpty: Bool { (mask?.runs.isEmpty ?? true) && (boxes?.isEmpty ?? true) && (mask != nil || boxes != nil) }
  }

  /// One entry for each kind that is scored.
  private(set) var kinds: [DamageClass: Kind] = [:]
  /// Labels that mean none of the kinds.
  private(set) var foreignLabels: [String] = []

  /// Reads the truth of an example whose picture has a size.
  init(of example: DatasetExample, classes: [DamageClass], width: Int, height: Int) throws {
    switch example.truth {
    case .mask(let url):
      let mask: Image<Gray8>
      do throws(PhotoError) {
        mask = try DatasetPicture.decode(url, as: Gray8.self)
      } catch {
        throw DatasetError.badTruth(url.path, reason: "it \(error)")
      }
      guard mask.width == width, mask.height == height else {
        throw DatasetError.badTruth(
          url.path, reason: "\(mask.width) × \(mask.height) pixels, the picture has \(width) × \(height)")
      }
      if let kind = classes.first { kinds[kind] = Kind(mask: MaskPicture.mask(of: mask)) }
    case .shapes(let shapes, let coverPixels):
      for kind in classes {
        let own = shapes.filter {
          LabelClasses.damageClass(of: $0.label, among: classes)?.isKind(of: kind) ?? false
        }
        let outlines = own.flatMap(\.outlines).map { MaskArithmetic.mask(of: $0, width: width, height: height) }
        kinds[kind] = Kind(
          mask: coverPixels ? MaskArithmetic.union(outlines, width: width, height: height) : nil,
          boxes: own.compactMap(\.box))
      }
      foreignLabels = shapes.map(\.label).filter { LabelClasses.damageClass(of: $0, among: classes) == nil }
    case .nothing:
      for kind in classes { kinds[kind] = Kind(mask: PixelMask(runs: [])) }
    }
  }
}
