import Foundation

extension HeightResolver {
  /// Returns the height over an elevation model.
  ///
  /// The model's doubt enters once, at the ground in view. A height above take-off uses the model twice, and what is
  /// wrong with both heights alike cancels: with half of the variance common to a model (datum, geoid, season), the
  /// difference of two of its heights is just as uncertain as one of them. That is assumed.
  mutating func overElevation(_ model: ElevationModel) throws(PlacementError) -> Resolution {
    guard let position = metadata.position?.value else { throw .noPosition }
    let datum: HeightDatum = model.datum == .ellipsoid ? .ellipsoid : .meanSeaLevel
    let camera: Double
    let sigma: Double
    let source: HeightAboveGround.Source
    if let rtk = heights.rtk {
      (camera, sigma, source) = (rtk.value, rtk.sigma ?? 0, .rtkOverElevation)
    } else if let relative = metadata.relativeHeight {
      camera = try heightOfTakeoff(model, photo: position) + relative.value
      (sigma, source) = (heights.sigma(ofRelative: relative), .elevation)
    } else {
      let absolute = try absoluteHeight(unknownMeans: datum)
      camera = try heights.ellipsoidalHeight(of: absolute.value)
      // The model's own deviation is that of its heights above the ellipsoid; the sea is a geoid away from there.
      let isConverted = absolute.value.datum == .meanSeaLevel && datum == .ellipsoid
      sigma = hypot(absolute.sigma ?? defaults.absoluteHeight, isConverted ? defaults.geoid : 0)
      source = .absoluteOverElevation
    }
    // A camera just outside the model may look into it.
    let ground = try? model.ellipsoidalHeight(latitude: position.latitude, longitude: position.longitude)
    warnIfImplausible(ground.map { camera - $0 })
    return Resolution(
      surface: .fixed(ElevationSurface(model)),
      above: ground.map {
        HeightAboveGround(metres: camera - $0, cameraSigma: sigma, groundSigma: model.sigma, source: source)
      },
      ground: ground.map { Height(metres: $0, datum: .ellipsoid) }, cameraEllipsoidalHeight: camera,
      cameraSigma: sigma, reference: HeightReference(datum: .ellipsoid, offset: 0, ellipsoidOffset: 0))
  }

  private mutating func heightOfTakeoff(
    _ model: ElevationModel, photo: HorizontalPosition
  ) throws(PlacementError) -> Double {
    if takeoff == nil {
      warnings.append(
        MetadataWarning(
          "takeoff_below_photo", "take-off is taken to be on the ground below this photo, as no flight tells its place")
      )
    }
    let place = takeoff ?? photo
    do throws(PlacementError) {
      return try model.ellipsoidalHeight(latitude: place.latitude, longitude: place.longitude)
    } catch {
      throw .heightUnknown("the elevation model has no height at take-off (\(error.code)); use one that covers it")
    }
  }
}
