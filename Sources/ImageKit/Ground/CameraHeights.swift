/// The heights of one camera: each in its own datum, none of them mixed.
struct CameraHeights {
  let metadata: CaptureMetadata
  let geoid: EGM96?
  let defaults: DefaultSigmas

  /// A height above the ellipsoid that stands in for geometry; nil when the file has no absolute height.
  var nominal: Double? {
    guard let height = metadata.absoluteHeight?.value else { return nil }
    switch height.datum {
    case .ellipsoid, .unknown: return height.metres
    case .meanSeaLevel: return height.metres + ((try? undulation()) ?? 0)
    case .takeoff, .ground: return nil
    }
  }

  /// The RTK receiver's height above the ellipsoid; nil without a correction.
  var rtk: Sourced<Double>? {
    guard metadata.rtk == .fixed || metadata.rtk == .float, let height = metadata.absoluteHeight,
      height.value.datum == .ellipsoid
    else { return nil }
    let sigma = metadata.rtk == .fixed ? max(height.sigma ?? 0, defaults.heightRTK) : height.sigma
    return Sourced(height.value.metres, source: height.source, sigma: sigma ?? defaults.heightRTKFloat)
  }

  /// The deviation of the height above take-off, in metres.
  func sigma(ofRelative relative: Sourced<Double>) -> Double {
    relative.sigma ?? defaults.relativeHeight + defaults.relativeHeightPerMetre * abs(relative.value)
  }

  /// The deviation of the height that counts when no surface says which: RTK, above take-off, absolute; 0 for none.
  var sigma: Double {
    if let rtk { return rtk.sigma ?? 0 }
    if let relative = metadata.relativeHeight { return sigma(ofRelative: relative) }
    guard let absolute = metadata.absoluteHeight else { return 0 }
    let isKnown = absolute.value.datum != .unknown
    return absolute.sigma ?? (isKnown ? defaults.absoluteHeight : defaults.absoluteHeightUnknownDatum)
  }

  /// Returns how to state the heights of places whose camera geometry puts at a nominal height.
  ///
  /// By the most trusted height the file has: RTK, above take-off, absolute.
  func reference(nominal: Double) -> HeightReference? {
    let absolute = metadata.absoluteHeight?.value
    var ellipsoid: Double?
    switch absolute?.datum {
    case .ellipsoid: ellipsoid = absolute.map { $0.metres - nominal }
    case .meanSeaLevel:
      if let absolute, let undulation = try? undulation() { ellipsoid = absolute.metres + undulation - nominal }
    case .takeoff, .ground, .unknown, nil: break
    }
    if let rtk { return HeightReference(datum: .ellipsoid, offset: rtk.value - nominal, ellipsoidOffset: ellipsoid) }
    if let relative = metadata.relativeHeight {
      return HeightReference(datum: .takeoff, offset: relative.value - nominal, ellipsoidOffset: ellipsoid)
    }
    guard let absolute else { return nil }
    return HeightReference(datum: absolute.datum, offset: absolute.metres - nominal, ellipsoidOffset: ellipsoid)
  }

  /// Returns a height brought to the ellipsoid; one of any other datum than the sea's is taken for ellipsoidal.
  func ellipsoidalHeight(of height: Height) throws(PlacementError) -> Double {
    height.datum == .meanSeaLevel ? height.metres + (try undulation()) : height.metres
  }

  private func undulation() throws(PlacementError) -> Double {
    guard let geoid else { throw .heightUnknown("the EGM96 geoid is needed to convert a height") }
    guard let position = metadata.position?.value else { throw .noPosition }
    do throws(CoordinateSystemError) {
      return try geoid.undulation(latitude: position.latitude, longitude: position.longitude)
    } catch {
      throw .heightUnknown("the EGM96 geoid: \(error)")
    }
  }
}
