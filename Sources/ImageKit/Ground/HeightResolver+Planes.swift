import Foundation

/// Surfaces that hang on the camera or above it: heights matter little to them or not at all.
extension HeightResolver {
  /// Returns what a laser hit; the deviation of its range is the maker's, else 0.
  func laser(_ range: Sourced<Double>, hitting surface: LaserSurface, depression: Double) -> Resolution {
    let sigma = range.sigma ?? 0
    switch surface {
    case .axis: return hanging(.acrossAxis(range: range.value, sigma: sigma))
    case .wall: return hanging(.wall(range: range.value, sigma: sigma))
    case .ground:
      let angle = depression * .pi / 180
      let height = range.value * sin(angle)
      var resolution = hanging(
        .levelGround(range: range.value, sigma: sigma, relief: defaults.flatGroundPerMetre), height: height)
      guard height > 0 else { return resolution }
      let tilt = range.value * cos(angle) * tiltSigma * .pi / 180
      resolution.above = HeightAboveGround(
        metres: height, cameraSigma: hypot(sigma * sin(angle), tilt), groundSigma: 0, source: .laser)
      let ground = resolution.cameraEllipsoidalHeight - height
      resolution.ground = resolution.reference?.height(nominal: ground)
      return resolution
    }
  }

  /// Returns a wall at a distance along the optical axis.
  func wall(_ distance: Double) throws(PlacementError) -> Resolution {
    guard distance.isFinite, distance > 0 else { throw .heightUnknown("the distance to the wall is not positive") }
    return hanging(.wall(range: distance, sigma: defaults.statedDistancePerMetre * distance))
  }

  /// Returns a ceiling at a stated height.
  ///
  /// A height above take-off says nothing of a ceiling above sea level, and the other way round: unlike the ground, the
  /// ceiling is not where the drone started.
  mutating func below(_ ceiling: Height) throws(PlacementError) -> Resolution {
    let (camera, sigma, height): (Double, Double, Double)
    var reference: HeightReference
    if ceiling.datum == .takeoff {
      guard let relative = metadata.relativeHeight else {
        throw .heightUnknown("the photo has no height above take-off, as the underside has")
      }
      camera = heights.nominal ?? relative.value
      (sigma, height) = (heights.sigma(ofRelative: relative), camera + ceiling.metres - relative.value)
      reference = aboveTakeoff(relative.value, nominal: camera)
    } else {
      height = try heights.ellipsoidalHeight(of: ceiling)
      reference = HeightReference(datum: ceiling.datum, offset: ceiling.metres - height, ellipsoidOffset: 0)
      if let rtk = heights.rtk {
        (camera, sigma) = (rtk.value, rtk.sigma ?? 0)
      } else if metadata.absoluteHeight == nil, metadata.relativeHeight != nil {
        throw .heightUnknown("the photo's height is above take-off; state the underside's with --height-datum takeoff")
      } else {
        let absolute = try absoluteHeight(unknownMeans: ceiling.datum)
        camera = try heights.ellipsoidalHeight(of: absolute.value)
        sigma = absolute.sigma ?? defaults.absoluteHeight
      }
    }
    return Resolution(
      surface: .ceiling(ellipsoidalHeight: height, sigma: defaults.statedGroundHeight), above: nil, ground: ceiling,
      cameraEllipsoidalHeight: camera, cameraSigma: sigma, reference: reference)
  }

  /// Returns a surface that hangs on the camera, whose heights are then the camera's and what is seen from it.
  private func hanging(_ surface: ResolvedSurface, height: Double = 0) -> Resolution {
    let camera = heights.nominal ?? metadata.relativeHeight?.value ?? height
    return Resolution(
      surface: surface, above: nil, ground: nil, cameraEllipsoidalHeight: camera, cameraSigma: heights.sigma,
      reference: heights.reference(nominal: camera))
  }
}
