import Foundation

/// Decides how high a camera was above the ground, by a fixed priority and without mixing datums.
///
/// With nothing stated: the height above the ground that the drone measured, else that above take-off, over level ground. With a stated height of the ground: an RTK
/// height over it; else the height above take-off, the ground being taken to be that at take-off; else an absolute
/// height of known datum; else one of unknown datum, with a doubt that says so.
struct HeightResolver {
  struct Resolution {
    /// The camera's height above the ground.
    var above: HeightAboveGround
    /// The ground's height, in the datum in which it is known.
    var ground: Height
    /// The camera's height above the ellipsoid, as well as it is known; horizontal results hardly depend on it.
    var cameraEllipsoidalHeight: Double
    /// How the ground's doubt grows with distance, in metres per metre.
    var relief: Double
  }

  let metadata: CaptureMetadata
  let geoid: EGM96?
  let defaults: DefaultSigmas
  private(set) var warnings: [MetadataWarning] = []

  init(metadata: CaptureMetadata, geoid: EGM96?, defaults: DefaultSigmas) {
    self.metadata = metadata
    self.geoid = geoid
    self.defaults = defaults
  }

  /// Returns the height above the ground for what the user says of the ground.
  mutating func resolve(_ choice: SurfaceChoice) throws(PlacementError) -> Resolution {
    switch choice {
    case .automatic:
      if let measured = metadata.heightAboveGround, measured.value > 0 { return self.measured(measured) }
      return try overTakeoff(groundAboveTakeoff: nil)
    case .heightAboveGround(let metres): return try stated(metres)
    case .groundHeight(let metres, .takeoff): return try overTakeoff(groundAboveTakeoff: metres)
    case .groundHeight(let metres, let datum) where datum == .ellipsoid || datum == .meanSeaLevel:
      return try overGround(Height(metres: metres, datum: datum))
    case .groundHeight(_, let datum):
      throw .heightUnknown("a ground height above \(datum.rawValue) says nothing; use ellipsoid, egm96 or takeoff")
    }
  }

  private func stated(_ metres: Double) throws(PlacementError) -> Resolution {
    guard metres.isFinite, metres > 0 else { throw .heightUnknown("the stated height above ground is not positive") }
    return resolution(
      above: HeightAboveGround(
        metres: metres, cameraSigma: 0, groundSigma: defaults.statedHeightPerMetre * metres, source: .stated))
  }

  private func measured(_ height: Sourced<Double>) -> Resolution {
    // Right below the drone; the ground in view may be higher or lower, the more so the farther away it is.
    var resolution = resolution(
      above: HeightAboveGround(
        metres: height.value, cameraSigma: relativeSigma(height), groundSigma: 0, source: .measured))
    resolution.relief = defaults.flatGroundPerMetre
    return resolution
  }

  private mutating func overTakeoff(groundAboveTakeoff: Double?) throws(PlacementError) -> Resolution {
    guard let relative = metadata.relativeHeight else {
      throw .heightUnknown(
        metadata.absoluteHeight == nil
          ? "the photo has no height"
          : "the photo has no height above take-off; its absolute height needs the ground's")
    }
    if groundAboveTakeoff == nil, relative.value <= 0 {
      warnings.append(
        MetadataWarning(
          "relative_height_not_positive",
          "the camera is \(relative.value) m above take-off; state the height of the ground"))
    }
    let metres = relative.value - (groundAboveTakeoff ?? 0)
    let ground = groundAboveTakeoff == nil ? defaults.flatGround : defaults.statedGroundHeight
    var resolution = resolution(
      above: HeightAboveGround(
        metres: metres, cameraSigma: relativeSigma(relative), groundSigma: ground,
        source: groundAboveTakeoff == nil ? .takeoff : .takeoffOverStatedGround))
    resolution.relief = groundAboveTakeoff == nil ? defaults.flatGroundPerMetre : 0
    resolution.ground = Height(metres: groundAboveTakeoff ?? 0, datum: .takeoff)
    return resolution
  }

  private mutating func overGround(_ stated: Height) throws(PlacementError) -> Resolution {
    let ground = Ground(
      stated: stated, ellipsoidalHeight: try ellipsoidalHeight(of: stated), sigma: defaults.statedGroundHeight)
    let absolute = metadata.absoluteHeight
    let isRTK = metadata.rtk == .fixed || metadata.rtk == .float
    if let absolute, isRTK, absolute.value.datum == .ellipsoid {
      let resolution = above(ground, camera: absolute.value.metres, sigma: rtkSigma(absolute.sigma), source: .rtk)
      warnIfImplausible(resolution.above.metres)
      return resolution
    }
    if let relative = metadata.relativeHeight {
      warnings.append(
        MetadataWarning("takeoff_at_ground_height", "take-off is taken to be at the stated height of the ground"))
      return above(
        ground, camera: ground.ellipsoidalHeight + relative.value, sigma: relativeSigma(relative), source: .takeoff)
    }
    guard let absolute else { throw .heightUnknown("the photo has no height") }
    switch absolute.value.datum {
    case .ellipsoid, .meanSeaLevel:
      var ground = ground
      if absolute.value.datum != stated.datum { ground.sigma = hypot(ground.sigma, defaults.geoid) }
      return above(
        ground, camera: try ellipsoidalHeight(of: absolute.value), sigma: absolute.sigma ?? defaults.absoluteHeight,
        source: .absolute)
    case .unknown:
      // Makers that do not say mean the ellipsoid or the sea: in most places that lies within this doubt.
      warnings.append(
        MetadataWarning(
          "height_datum_unknown", "the absolute height's datum is unknown; taken above \(stated.datum.rawValue)"))
      let height = Height(metres: absolute.value.metres, datum: stated.datum)
      return above(
        ground, camera: try ellipsoidalHeight(of: height), sigma: defaults.absoluteHeightUnknownDatum,
        source: .absolute)
    case .takeoff, .ground:
      throw .heightUnknown("the photo's absolute height is above \(absolute.value.datum.rawValue)")
    }
  }

  /// The ground as the user states it, brought to the ellipsoid.
  private struct Ground {
    var stated: Height
    var ellipsoidalHeight: Double
    var sigma: Double
  }

  private func above(
    _ ground: Ground, camera: Double, sigma: Double, source: HeightAboveGround.Source
  ) -> Resolution {
    Resolution(
      above: HeightAboveGround(
        metres: camera - ground.ellipsoidalHeight, cameraSigma: sigma, groundSigma: ground.sigma, source: source),
      ground: ground.stated, cameraEllipsoidalHeight: camera, relief: 0)
  }

  private func ellipsoidalHeight(of height: Height) throws(PlacementError) -> Double {
    height.datum == .meanSeaLevel ? height.metres + (try undulation()) : height.metres
  }

  /// Returns a resolution for a height above ground of unknown height, hung below the camera.
  private func resolution(above: HeightAboveGround) -> Resolution {
    let camera = cameraEllipsoidalHeight ?? above.metres
    return Resolution(
      above: above, ground: Height(metres: camera - above.metres, datum: groundDatum),
      cameraEllipsoidalHeight: camera, relief: 0)
  }

  /// Warns when a height above the ground contradicts the height above take-off: a datum is probably wrong.
  private mutating func warnIfImplausible(_ metres: Double) {
    guard let relative = metadata.relativeHeight?.value, relative > 0, metres < 2 || metres > 2 * relative else {
      return
    }
    warnings.append(
      MetadataWarning(
        "height_above_ground_implausible",
        "the stated ground puts the camera \((metres * 10).rounded() / 10) m above it, and \(relative) m above "
          + "take-off; check the datum"))
  }

  private var cameraEllipsoidalHeight: Double? {
    guard let height = metadata.absoluteHeight?.value else { return nil }
    switch height.datum {
    case .ellipsoid, .unknown: return height.metres
    case .meanSeaLevel: return height.metres + ((try? undulation()) ?? 0)
    case .takeoff, .ground: return nil
    }
  }

  private var groundDatum: HeightDatum {
    switch metadata.absoluteHeight?.value.datum {
    case .ellipsoid: .ellipsoid
    case .meanSeaLevel where geoid != nil: .ellipsoid
    default: .unknown
    }
  }

  private func relativeSigma(_ relative: Sourced<Double>) -> Double {
    relative.sigma ?? defaults.relativeHeight + defaults.relativeHeightPerMetre * abs(relative.value)
  }

  private func rtkSigma(_ stated: Double?) -> Double {
    metadata.rtk == .fixed ? max(stated ?? 0, defaults.heightRTK) : stated ?? defaults.heightRTKFloat
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
