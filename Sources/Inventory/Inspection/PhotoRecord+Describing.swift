import Foundation
import ImageKit

extension PhotoRecord {
  /// Creates the record of a photo from what its file says; places and quality are described afterwards.
  init(_ photo: Photo, key: PhotoKey, digest: String, fingerprint: String) {
    let metadata = photo.metadata
    self.init(
      key: key, sha256: digest, byteCount: photo.byteCount, modificationTime: photo.modificationTime,
      width: metadata.width, height: metadata.height, fingerprint: fingerprint)
    make = metadata.make
    model = metadata.model
    capturedAt = metadata.capturedAt?.value
    position = metadata.position?.value
    cameraHeight = metadata.absoluteHeight?.value
    relativeHeight = metadata.relativeHeight?.value
    orientation = metadata.orientation?.value
    focalLengthPixels = photo.camera?.value.focalLengthX
    warnings = metadata.warnings.map(\.code)
  }

  /// Adds where the photo was taken and what it shows of the ground.
  mutating func describe(_ station: CameraStation) {
    warnings += station.warnings.map(\.code)
    ce90 = station.positionAccuracy.ce90
    switch station.projection {
    case .success(let projection):
      georeference = .placed
      let centre = PixelPoint(u: Double(width) / 2, v: Double(height) / 2)
      groundSampleDistance = (try? projection.place(centre))?.groundSampleDistance.mean
      // A photo across the antimeridian keeps its larger part: a layer holds one polygon a photo.
      footprint = (try? Footprint(of: projection))?.rings.max { $0.count < $1.count }
    case .failure(let reason):
      georeference = .cameraOnly
      warnings.append(reason.code)
      ce90 = station.cameraOnlyRadius
    }
  }

  /// Adds how sharp and well exposed the photo is.
  mutating func describe(_ quality: PhotoQuality) {
    blur = quality.blur
    exposure = quality.exposure
    warnings += quality.warnings.map(\.code)
  }
}

extension CameraStation {
  /// How places of this photo come about, in a word for every record: `gps+takeoff`, `rtk+wall`, `camera_only`.
  func method(isRTK: Bool) -> String {
    guard let surface = (try? projection.get())?.surface else { return "camera_only" }
    return "\(isRTK ? "rtk" : "gps")+\(heightAboveGround?.source.rawValue ?? surface.name)"
  }

  /// The place of a finding that cannot be placed itself: the camera, with a radius that holds what the photo shows.
  var atCamera: Placement { Placement(point: position, method: "camera_only", ce90: cameraOnlyRadius) }
}
