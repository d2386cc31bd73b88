import ImageKit

/// The pictures of defects for one export.
enum DefectPictures {
  /// Returns a JPEG a defect, by the defect's name, of those whose photo is at hand.
  ///
  /// Photos are decoded once each, in their order.
  static func pictures(
    of defects: [Defect], in inventory: Inventory, from source: (any PictureSource)?, side: Int
  ) -> [String: [UInt8]] {
    guard let source else { return [:] }
    let photos = Dictionary(inventory.photos.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    var pictures: [String: [UInt8]] = [:]
    for defect in defects.sorted(by: { ($0.bestPhoto, $0.uid) < ($1.bestPhoto, $1.uid) }) {
      // One photo may show a defect in several pieces.
      let observations = defect.observations.filter { $0.photo == defect.bestPhoto }
      guard let photo = photos[defect.bestPhoto], !observations.isEmpty else { continue }
      pictures[defect.uid] = source.crop(
        of: photo, around: observations, color: SeverityColor.rgb(of: defect.severity), side: side)
    }
    return pictures
  }

  /// Tells how many pictures are missing; nothing when pictures were not asked for or none is.
  static func remarks(missing count: Int, of all: Int, isAsked: Bool) -> [String] {
    guard isAsked, count > 0 else { return [] }
    return [
      "\(count) of \(all) defects without a picture: their photos are not where the run found them; name the folder with "
        + "--photos"
    ]
  }
}
