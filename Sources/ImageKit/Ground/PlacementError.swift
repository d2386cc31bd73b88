/// Why a pixel or a photo has no place on the ground.
public enum PlacementError: Error, Hashable, Sendable {
  /// The line of sight does not go down.
  case aboveHorizon
  /// The line of sight is flatter than allowed; carries its depression in degrees.
  case belowMinimumDepression(Double)
  /// The camera is not above the ground it should look at.
  case cameraBelowSurface
  /// The camera is not below the ceiling it should look up at.
  case cameraAboveSurface
  /// The place is farther away than allowed; carries the distance in metres.
  case beyondMaximumRange(Double)
  /// The line of sight leaves the elevation raster before it meets the ground.
  case outsideSurface
  /// The elevation raster has no value where the line of sight meets it.
  case noSurfaceHeight
  /// The line of sight never meets the surface.
  case noIntersection
  /// The surface is seen too obliquely to measure; carries the angle from its normal in degrees.
  case grazing(Double)
  /// The lens model has no inverse at the pixel.
  case distortionNotInvertible
  /// The photo does not say where it is.
  case noPosition
  /// The photo does not say where the camera looked.
  case noAttitude
  /// The focal length is unknown.
  case noFocalLength
  /// The laser's surface is asked for, and the photo has no laser range.
  case noLaserRange
  /// The height above the ground is unknown; carries what is missing.
  case heightUnknown(String)
}

extension PlacementError: CustomStringConvertible {
  /// A stable word for scripts and tables.
  public var code: String {
    switch self {
    case .aboveHorizon: "above_horizon"
    case .belowMinimumDepression: "below_min_depression"
    case .cameraBelowSurface: "camera_below_surface"
    case .cameraAboveSurface: "camera_above_surface"
    case .beyondMaximumRange: "beyond_max_range"
    case .outsideSurface: "left_dem"
    case .noSurfaceHeight: "nodata"
    case .noIntersection: "no_intersection"
    case .grazing: "grazing"
    case .distortionNotInvertible: "distortion_not_invertible"
    case .noPosition: "no_position"
    case .noAttitude: "no_attitude"
    case .noFocalLength: "no_focal_length"
    case .noLaserRange: "no_laser_range"
    case .heightUnknown: "height_unknown"
    }
  }

  /// What is wrong and, where there is something to do, what to do.
  public var description: String {
    switch self {
    case .aboveHorizon: "the line of sight points at or above the horizon"
    case .belowMinimumDepression(let depression):
      "the line of sight is only \(rounded(depression, 1))° below the horizon, too flat to place well"
    case .cameraBelowSurface: "the camera is not above the ground; check the heights and what they are measured from"
    case .cameraAboveSurface: "the camera is not below the underside; check the heights and what they are measured from"
    case .beyondMaximumRange(let range): "the place would be \(rounded(range, 0)) m away, beyond the limit"
    case .outsideSurface: "the line of sight leaves the elevation model; use one that covers what the photo sees"
    case .noSurfaceHeight: "the elevation model has no value there"
    case .noIntersection: "the line of sight does not meet the surface"
    case .grazing(let incidence):
      "the surface is seen \(rounded(incidence, 0))° from its normal, too obliquely to measure"
    case .distortionNotInvertible: "the lens calibration has no inverse at this pixel"
    case .noPosition: "the photo has no usable position"
    case .noAttitude: "the photo does not say where the camera looked"
    case .noFocalLength: "the focal length is unknown; give the camera's calibration"
    case .noLaserRange: "the photo has no laser range; state another surface"
    case .heightUnknown(let missing): "the height above the ground is unknown (\(missing)); state it"
    }
  }

  private func rounded(_ value: Double, _ digits: Int) -> String {
    let factor = digits == 0 ? 1.0 : 10.0
    let number = (value * factor).rounded() / factor
    guard digits == 0, abs(number) < 1e15 else { return "\(number)" }
    return "\(Int(number))"
  }
}
