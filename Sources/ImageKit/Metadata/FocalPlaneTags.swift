/// The tags that tell how many pixels lie on a millimetre of the sensor.
struct FocalPlaneTags {
  /// Pixels a millimetre; `nil` when absent or without a unit.
  let pixelsPerMillimetre: Double?

  /// Reads the tags.
  init(_ exif: EXIF) {
    self.init(
      resolution: exif.fraction(.photo, EXIFTag.Photo.focalPlaneXResolution),
      unit: exif.integer(.photo, EXIFTag.Photo.focalPlaneResolutionUnit) ?? 2)
  }

  /// Creates the density from a resolution and its unit: 2 inch, 3 centimetre, 4 millimetre, 5 micrometre.
  init(resolution: Double?, unit: Int) {
    let millimetres: Double? =
      switch unit {
      case 2: 25.4
      case 3: 10
      case 4: 1
      case 5: 0.001
      default: nil
      }
    guard let resolution, resolution > 0, let millimetres else {
      pixelsPerMillimetre = nil
      return
    }
    pixelsPerMillimetre = resolution / millimetres
  }
}
