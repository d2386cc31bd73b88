/// How sure the pose of one photo is, and where each of these numbers comes from.
///
/// A dialect writes the documented default beside a value whose file states no deviation; one that equals the default
/// counts as the default.
struct StationSigmas {
  let metadata: CaptureMetadata
  let defaults: DefaultSigmas

  private var isFixed: Bool { metadata.rtk == .fixed }

  /// Metres per horizontal axis.
  var horizontal: Double {
    let stated = metadata.position?.sigma
    return switch metadata.rtk {
    case .fixed: max(stated ?? 0, defaults.horizontalRTK)
    case .float: stated ?? defaults.horizontalRTKFloat
    // A receiver that says 0 has not said anything.
    default: stated.flatMap { $0 > 0 ? $0 : nil } ?? defaults.horizontal
    }
  }

  /// Degrees of yaw.
  var yaw: Double { metadata.orientation?.sigma ?? (isFixed ? defaults.yawRTK : defaults.yaw) }

  /// Degrees of pitch and of roll.
  var tilt: Double { isFixed ? defaults.tiltRTK : defaults.tilt }

  /// Returns all of them, with the height's deviation in metres.
  func pose(up: Double) -> PoseSigmas {
    PoseSigmas(
      east: horizontal, north: horizontal, up: up, yaw: yaw, pitch: tilt, roll: tilt, pixel: defaults.pixel)
  }

  /// Where the horizontal deviation comes from.
  var horizontalBasis: SigmaBasis {
    let usual = [
      DefaultSigma.position, DefaultSigma.positionFloat, DefaultSigma.positionFixed, DefaultSigma.positionFloor,
    ]
    return basis(metadata.position?.sigma, usual: usual)
  }

  /// Where yaw's deviation comes from.
  var yawBasis: SigmaBasis {
    basis(
      metadata.orientation?.sigma, usual: [DefaultSigma.yaw, DefaultSigma.yawFixed, DefaultSigma.yawOfAircraft])
  }

  /// Returns where the deviation of the camera's height comes from, for the height that was used.
  func heightBasis(_ source: HeightAboveGround.Source?) -> SigmaBasis {
    let relative = source == .measured ? metadata.heightAboveGround : metadata.relativeHeight
    let isRelative =
      switch source {
      case .measured, .takeoff, .takeoffOverStatedGround, .elevation: true
      case .rtk, .rtkOverElevation, .absolute, .absoluteOverElevation: false
      case .stated, .laser, nil: metadata.rtk != .fixed && metadata.rtk != .float && relative != nil
      }
    return basis(
      isRelative ? relative?.sigma : metadata.absoluteHeight?.sigma,
      usual: [
        DefaultSigma.absoluteHeight, DefaultSigma.satelliteHeight, DefaultSigma.heightFloor,
        2 * DefaultSigma.positionFixed, 2 * DefaultSigma.positionFloat,
        DefaultSigma.relativeHeight(relative?.value ?? 0),
      ])
  }

  private func basis(_ sigma: Double?, usual: [Double]) -> SigmaBasis {
    guard let sigma, sigma > 0, !usual.contains(sigma) else { return .standard }
    return .file
  }
}
