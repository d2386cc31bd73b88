extension Photo {
  /// Takes over what a line of a sidecar says of this photo, and warns where the photo said something very different.
  mutating func apply(_ entry: SidecarEntry, source: String) {
    if let position = entry.position { apply(position, entry.positionSigma, source) }
    if let height = entry.height { apply(height, entry.heightSigma, source) }
    if let orientation = entry.orientation { apply(orientation, entry.yawSigma, source) }
    if let calibration = entry.calibration { apply(calibration, source) }
    if let rtk = entry.rtk { metadata.rtk = rtk }
    if let utc = entry.utc, metadata.capturedAt?.value.utc == nil {
      metadata.capturedAt = Sourced(
        CaptureTime(local: metadata.capturedAt?.value.local ?? "", utc: utc), source: source)
    }
  }

  private mutating func warn(_ code: String, _ detail: String) {
    metadata.warnings.append(MetadataWarning(code, detail))
  }

  private mutating func apply(_ position: HorizontalPosition, _ sigma: Double?, _ source: String) {
    if let own = metadata.position, own.value.distance(to: position) > 50 {
      let metres = Int(own.value.distance(to: position).rounded())
      warn("sidecar_position", "\(source) is \(metres) m from \(own.source); the sidecar is used")
    }
    metadata.position = Sourced(position, source: source, sigma: sigma ?? DefaultSigma.position)
  }

  private mutating func apply(_ height: Height, _ sigma: Double?, _ source: String) {
    switch height.datum {
    case .takeoff:
      warnAboutHeight(height.metres, metadata.relativeHeight, source)
      metadata.relativeHeight = Sourced(
        height.metres, source: source, sigma: sigma ?? DefaultSigma.relativeHeight(height.metres))
    case .ground:
      warnAboutHeight(height.metres, metadata.heightAboveGround, source)
      metadata.heightAboveGround = Sourced(
        height.metres, source: source, sigma: sigma ?? DefaultSigma.relativeHeight(height.metres))
    default:
      var height = height
      if let own = metadata.absoluteHeight {
        // What the sidecar leaves open, the photo's own height can tell: datums are further apart in most places.
        if height.datum == .unknown && own.value.datum != .takeoff && abs(own.value.metres - height.metres) <= 10 {
          height.datum = own.value.datum
        }
        if own.value.datum == height.datum {
          let metres = Sourced(own.value.metres, source: own.source)
          warnAboutHeight(height.metres, metres, source)
        }
      }
      let assumed = height.datum == .unknown ? DefaultSigma.absoluteHeight : DefaultSigma.satelliteHeight
      metadata.absoluteHeight = Sourced(height, source: source, sigma: sigma ?? assumed)
    }
  }

  private mutating func warnAboutHeight(_ metres: Double, _ own: Sourced<Double>?, _ source: String) {
    guard let own, abs(own.value - metres) > 50 else { return }
    warn("sidecar_height", "\(source) has \(metres) m, \(own.source) \(own.value) m; the sidecar is used")
  }

  private mutating func apply(_ orientation: Orientation, _ sigma: Double?, _ source: String) {
    if let own = metadata.orientation, own.value.angle(to: orientation) > 10 {
      let degrees = Int(own.value.angle(to: orientation).rounded())
      warn("sidecar_orientation", "\(source) is turned by \(degrees)° from \(own.source); the sidecar is used")
    }
    metadata.orientation = Sourced(orientation, source: source, sigma: sigma ?? DefaultSigma.yaw)
  }

  private mutating func apply(_ calibration: LensCalibration, _ source: String) {
    if let own = camera, abs(calibration.focalLengthX / own.value.focalLengthX - 1) > 0.05 {
      warn(
        "sidecar_focal_length",
        "\(source) has \(calibration.focalLengthX) pixels, \(own.source) \(own.value.focalLengthX); the sidecar is used"
      )
    }
    // With its distortion it comes from an adjustment of many photos; a bare focal length is a nominal one.
    let relativeSigma = calibration.distortion == nil ? 0.01 : 0.002
    let own = camera?.value
    let fitted = Camera(
      width: metadata.width, height: metadata.height, focalLengthX: calibration.focalLengthX,
      focalLengthY: calibration.focalLengthY, principalPoint: calibration.principalPoint ?? own?.principalPoint,
      distortion: calibration.distortion ?? own?.distortion ?? .none, relativeFocalLengthSigma: relativeSigma)
    metadata.lens.calibration = Sourced(calibration, source: source, sigma: relativeSigma)
    camera = Sourced(fitted, source: source, sigma: relativeSigma)
    metadata.warnings.removeAll { $0.code == "no_focal_length" }
  }
}
