extension Camera {
  /// Returns the camera of a photo, from the best source its metadata and a catalogue offer.
  ///
  /// In this order: the maker's calibration, the sensor's resolution with the focal length, the catalogue, the 35 mm
  /// equivalent by the maker's rule. `nil` when there is none of them: sizes cannot be measured then, and nothing is
  /// made up.
  ///
  /// - Parameters:
  ///   - metadata: What the photo says.
  ///   - catalogue: The known cameras.
  public static func resolved(
    from metadata: CaptureMetadata, catalogue: CameraCatalogue = .builtIn
  ) -> Sourced<Camera>? {
    var warnings: [MetadataWarning] = []
    return resolved(from: metadata, catalogue: catalogue, warnings: &warnings)
  }

  /// Returns the camera of a photo, and adds what is doubtful about it to the warnings.
  public static func resolved(
    from metadata: CaptureMetadata, catalogue: CameraCatalogue = .builtIn, warnings: inout [MetadataWarning]
  ) -> Sourced<Camera>? {
    let entry = metadata.make.flatMap { make in
      metadata.model.flatMap { model in
        catalogue.entry(
          make: make, model: model, width: metadata.capturedWidth, height: metadata.capturedHeight,
          millimetres: metadata.lens.focalLengthMillimetres)
      }
    }
    guard
      let intrinsics = calibrated(metadata, entry, &warnings) ?? focalPlane(metadata) ?? listed(metadata, entry)
        ?? equivalent(metadata, entry)
    else {
      warnings.append(
        MetadataWarning(
          "no_focal_length", "the focal length in pixels is not known: sizes cannot be measured, only the centre placed"
        ))
      return nil
    }
    return intrinsics.camera(for: metadata, &warnings)
  }

  private static func calibrated(
    _ metadata: CaptureMetadata, _ entry: CameraCatalogue.Entry?, _ warnings: inout [MetadataWarning]
  ) -> Intrinsics? {
    guard let calibration = metadata.lens.calibration else { return nil }
    var size = (calibration.value.width ?? metadata.capturedWidth, calibration.value.height ?? metadata.capturedHeight)
    if calibration.value.width == nil, let point = calibration.value.principalPoint {
      func isCentral(_ width: Int, _ height: Int) -> Bool {
        abs(point.u / Double(width) - 0.5) < 0.1 && abs(point.v / Double(height) - 0.5) < 0.1
      }
      if !isCentral(size.0, size.1) {
        guard let entry, isCentral(entry.width, entry.height) else {
          warnings.append(
            MetadataWarning(
              "calibration_of_other_size",
              "the principal point of \(calibration.source) is far from the middle of this picture; ignored"))
          return nil
        }
        size = (entry.width, entry.height)
      }
    }
    return Intrinsics(
      width: size.0, height: size.1, focalLengthX: calibration.value.focalLengthX,
      focalLengthY: calibration.value.focalLengthY, principalPoint: calibration.value.principalPoint,
      distortion: metadata.lens.isUndistorted ? .none : calibration.value.distortion ?? .none,
      relativeSigma: calibration.sigma ?? 0.01, source: calibration.source)
  }

  private static func focalPlane(_ metadata: CaptureMetadata) -> Intrinsics? {
    guard let millimetres = metadata.lens.focalLengthMillimetres,
      let density = metadata.lens.focalPlanePixelsPerMillimetre
    else { return nil }
    return Intrinsics(
      width: metadata.capturedWidth, height: metadata.capturedHeight, focalLength: millimetres * density,
      relativeSigma: 0.02, source: "EXIF FocalLength × FocalPlaneXResolution")
  }

  private static func listed(_ metadata: CaptureMetadata, _ entry: CameraCatalogue.Entry?) -> Intrinsics? {
    guard let entry else { return nil }
    let focalLength: Double
    switch entry.focalLength {
    case .pixels(let pixels): focalLength = pixels
    case .pixelPitch(let micrometres):
      guard let millimetres = metadata.lens.focalLengthMillimetres else { return nil }
      focalLength = millimetres * 1000 / micrometres
    }
    return Intrinsics(
      width: entry.width, height: entry.height, focalLength: focalLength, relativeSigma: entry.relativeSigma,
      source: "catalogue \(entry.product)")
  }

  /// The 35 mm equivalent means the diagonal for some makers and the width for others, always of the whole sensor.
  private static func equivalent(_ metadata: CaptureMetadata, _ entry: CameraCatalogue.Entry?) -> Intrinsics? {
    guard let equivalent = metadata.lens.focalLength35mm else { return nil }
    let width = entry?.width ?? metadata.capturedWidth
    var height = entry?.height ?? metadata.capturedHeight
    // A 16:9 photo uses the full width of a 4:3 sensor.
    if entry == nil && 16 * height <= 9 * width + 16 { height = width * 3 / 4 }
    let frameWidth = 36.0
    let frameDiagonal = 43.2666
    let byWidth = equivalent / frameWidth * Double(width)
    let diagonal = (Double(width) * Double(width) + Double(height) * Double(height)).squareRoot()
    let byDiagonal = equivalent / frameDiagonal * diagonal
    let make = (metadata.make ?? "").lowercased()
    let focalLength: Double
    let rule: String
    if ["dji", "hasselblad", "autel", "camera"].contains(where: { make.hasPrefix($0) }) {
      (focalLength, rule) = (byDiagonal, "diagonal")
    } else if make == "parrot" || make == "skydio" {
      (focalLength, rule) = (byWidth, "width")
    } else {
      (focalLength, rule) = ((byWidth + byDiagonal) / 2, "mean of width and diagonal")
    }
    return Intrinsics(
      width: width, height: height, focalLength: focalLength, relativeSigma: 0.04,
      source: "EXIF FocalLengthIn35mmFilm by the \(rule)")
  }
}

extension CaptureMetadata {
  /// The size of the photo as it was taken, in pixels.
  var capturedWidth: Int { lens.capturedWidth ?? width }
  /// The size of the photo as it was taken, in pixels.
  var capturedHeight: Int { lens.capturedHeight ?? height }
}
