import Foundation

/// Decides how high a camera was above the surface it looked at, by a fixed priority and without mixing datums.
///
/// With nothing stated: the laser's range, else the height above the ground that the drone measured, else that above
/// take-off, over level ground. With a stated height of the ground: an RTK height over it; else the height above
/// take-off, the ground being taken to be that at take-off; else an absolute height of known datum; else one of unknown
/// datum, with a doubt that says so. Over an elevation model the same, with the model's height at take-off.
struct HeightResolver {
  struct Resolution {
    /// What the lines of sight meet.
    var surface: ResolvedSurface
    /// The camera's height above the ground; nil over what is no ground.
    var above: HeightAboveGround?
    /// The ground's height, in the datum in which it is known.
    var ground: Height?
    /// The camera's height above the ellipsoid, as well as it is known; horizontal results hardly depend on it.
    var cameraEllipsoidalHeight: Double
    /// One standard deviation of the camera's height, in metres.
    var cameraSigma: Double
    /// How the heights of places are stated; nil when they are not known.
    var reference: HeightReference?
  }

  let heights: CameraHeights
  /// Where the drone started, when the flight tells.
  let takeoff: HorizontalPosition?
  /// Whether a laser range comes before the heights where nothing is stated.
  let usesLaser: Bool
  /// Degrees by which pitch is wrong: what a laser's depression is doubted by.
  let tiltSigma: Double
  var warnings: [MetadataWarning] = []

  var metadata: CaptureMetadata { heights.metadata }
  var defaults: DefaultSigmas { heights.defaults }

  init(heights: CameraHeights, takeoff: HorizontalPosition?, usesLaser: Bool, tiltSigma: Double) {
    self.heights = heights
    self.takeoff = takeoff
    self.usesLaser = usesLaser
    self.tiltSigma = tiltSigma
  }

  /// Returns the height above the surface for what the user says of it.
  mutating func resolve(_ choice: SurfaceChoice) throws(PlacementError) -> Resolution {
    switch choice {
    case .automatic:
      if usesLaser, let range = metadata.laserRange, let orientation = metadata.orientation?.value {
        return laser(range, hitting: .likely(depression: -orientation.pitch), depression: -orientation.pitch)
      }
      if let measured = metadata.heightAboveGround, measured.value > 0 { return self.measured(measured) }
      return try overTakeoff(groundAboveTakeoff: nil)
    case .heightAboveGround(let metres): return try stated(metres)
    case .groundHeight(let metres, .takeoff): return try overTakeoff(groundAboveTakeoff: metres)
    case .groundHeight(let metres, let datum) where datum == .ellipsoid || datum == .meanSeaLevel:
      return try overGround(Height(metres: metres, datum: datum))
    case .groundHeight(_, let datum):
      throw .heightUnknown("a ground height above \(datum.rawValue) says nothing; use ellipsoid, egm96 or takeoff")
    case .elevation(let model): return try overElevation(model)
    case .wall(let distance): return try wall(distance)
    case .underside(let height): return try below(height)
    case .laser(let surface):
      guard let range = metadata.laserRange else { throw .noLaserRange }
      guard let orientation = metadata.orientation?.value else { throw .noAttitude }
      return laser(range, hitting: surface, depression: -orientation.pitch)
    }
  }

  private func stated(_ metres: Double) throws(PlacementError) -> Resolution {
    guard metres.isFinite, metres > 0 else { throw .heightUnknown("the stated height above ground is not positive") }
    return hung(
      HeightAboveGround(
        metres: metres, cameraSigma: 0, groundSigma: defaults.statedHeightPerMetre * metres, source: .stated))
  }

  private func measured(_ height: Sourced<Double>) -> Resolution {
    // Right below the drone; the ground in view may be higher or lower, the more so the farther away it is.
    hung(
      HeightAboveGround(
        metres: height.value, cameraSigma: heights.sigma(ofRelative: height), groundSigma: 0, source: .measured),
      relief: defaults.flatGroundPerMetre)
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
    let isStated = groundAboveTakeoff != nil
    var resolution = hung(
      HeightAboveGround(
        metres: relative.value - (groundAboveTakeoff ?? 0), cameraSigma: heights.sigma(ofRelative: relative),
        groundSigma: isStated ? defaults.statedGroundHeight : defaults.flatGround,
        source: isStated ? .takeoffOverStatedGround : .takeoff),
      relief: isStated ? 0 : defaults.flatGroundPerMetre)
    resolution.ground = Height(metres: groundAboveTakeoff ?? 0, datum: .takeoff)
    resolution.reference = aboveTakeoff(relative.value, nominal: resolution.cameraEllipsoidalHeight)
    return resolution
  }

  private mutating func overGround(_ stated: Height) throws(PlacementError) -> Resolution {
    let ground = Ground(
      stated: stated, ellipsoidalHeight: try heights.ellipsoidalHeight(of: stated), sigma: defaults.statedGroundHeight)
    if let rtk = heights.rtk {
      let resolution = above(ground, camera: rtk.value, from: .ellipsoid, sigma: rtk.sigma ?? 0, source: .rtk)
      warnIfImplausible(resolution.above?.metres)
      return resolution
    }
    if let relative = metadata.relativeHeight {
      warnings.append(
        MetadataWarning("takeoff_at_ground_height", "take-off is taken to be at the stated height of the ground"))
      return above(
        ground, camera: ground.ellipsoidalHeight + relative.value, from: stated.datum,
        sigma: heights.sigma(ofRelative: relative), source: .takeoff)
    }
    let absolute = try absoluteHeight(unknownMeans: stated.datum)
    return above(
      ground, camera: try heights.ellipsoidalHeight(of: absolute.value), from: absolute.value.datum,
      sigma: absolute.sigma ?? defaults.absoluteHeight, source: .absolute)
  }

  /// Returns the file's absolute height with its deviation; one of unknown datum is taken in the surface's, and doubted.
  mutating func absoluteHeight(unknownMeans datum: HeightDatum) throws(PlacementError) -> Sourced<Height> {
    guard var absolute = metadata.absoluteHeight else { throw .heightUnknown("the photo has no height") }
    switch absolute.value.datum {
    case .ellipsoid, .meanSeaLevel: break
    case .unknown:
      // Makers that do not say mean the ellipsoid or the sea: in most places that lies within this doubt.
      warnings.append(
        MetadataWarning("height_datum_unknown", "the absolute height's datum is unknown; taken above \(datum.rawValue)")
      )
      absolute.value.datum = datum
      absolute.sigma = defaults.absoluteHeightUnknownDatum
    case .takeoff, .ground:
      throw .heightUnknown("the photo's absolute height is above \(absolute.value.datum.rawValue)")
    }
    return absolute
  }

  /// The ground as the user states it, brought to the ellipsoid.
  private struct Ground {
    var stated: Height
    var ellipsoidalHeight: Double
    var sigma: Double
  }

  private func above(
    _ ground: Ground, camera: Double, from datum: HeightDatum, sigma: Double, source: HeightAboveGround.Source
  ) -> Resolution {
    // Where two datums meet, the geoid between them counts.
    let groundSigma = datum == ground.stated.datum ? ground.sigma : hypot(ground.sigma, defaults.geoid)
    return Resolution(
      surface: .fixed(FlatGround(ellipsoidalHeight: ground.ellipsoidalHeight, heightSigma: groundSigma)),
      above: HeightAboveGround(
        metres: camera - ground.ellipsoidalHeight, cameraSigma: sigma, groundSigma: groundSigma, source: source),
      ground: ground.stated, cameraEllipsoidalHeight: camera, cameraSigma: sigma,
      reference: HeightReference(
        datum: ground.stated.datum, offset: ground.stated.metres - ground.ellipsoidalHeight, ellipsoidOffset: 0))
  }

  /// Returns level ground of unknown height, hung below the camera.
  private func hung(_ above: HeightAboveGround, relief: Double = 0) -> Resolution {
    let camera = heights.nominal ?? above.metres
    let reference = heights.reference(nominal: camera)
    return Resolution(
      surface: .fixed(
        FlatGround(ellipsoidalHeight: camera - above.metres, heightSigma: above.groundSigma, relief: relief)),
      above: above, ground: reference?.height(nominal: camera - above.metres), cameraEllipsoidalHeight: camera,
      cameraSigma: above.cameraSigma, reference: reference)
  }

  /// Returns how to state heights above take-off, whatever else the file has.
  func aboveTakeoff(_ relative: Double, nominal: Double) -> HeightReference {
    HeightReference(
      datum: .takeoff, offset: relative - nominal, ellipsoidOffset: heights.reference(nominal: nominal)?.ellipsoidOffset
    )
  }

  /// Warns when a height above the ground contradicts the height above take-off: a datum is probably wrong.
  mutating func warnIfImplausible(_ metres: Double?) {
    guard let metres, let relative = metadata.relativeHeight?.value, relative > 0, metres < 2 || metres > 2 * relative
    else { return }
    warnings.append(
      MetadataWarning(
        "height_above_ground_implausible",
        "the surface puts the camera \((metres * 10).rounded() / 10) m above the ground, and the file \(relative) m "
          + "above take-off; check the datum"))
  }
}
