import Foundation

/// Where one photo was taken, how high above the ground, and whether its pixels can be placed.
///
/// The step from what a file says to geometry. It decides the height above the ground by a fixed priority, never
/// mixing datums, and gives every number its doubt: the file's own where it states one, ``DefaultSigmas`` otherwise.
/// A photo without attitude, focal length or height keeps its position: it is camera-only, with a radius around the
/// camera. Nothing is invented; a photo that does not say where it looked is not taken to look down.
///
/// Where the camera's height above the ellipsoid is unknown, another of its heights stands in for it: 200 m of it move
/// a place 100 m away by 3 mm. The place's own ellipsoidal height is then nominal; ``groundHeight`` is what is known.
public struct CameraStation: Sendable {
  /// Where the camera was.
  public let position: HorizontalPosition
  /// How sure the camera's own place is.
  public let positionAccuracy: PositionAccuracy
  /// The camera's height as it is best known, in its own datum; nil when the file gives none.
  public let height: Height?
  /// The height above the ground; nil when it is unknown.
  public let heightAboveGround: HeightAboveGround?
  /// The height of the ground and its datum; nil when it is unknown.
  public let groundHeight: Height?
  /// The projection that places pixels, or the reason why there is none.
  public let projection: Result<GroundProjection, PlacementError>
  /// What is doubtful and which assumption was made.
  public let warnings: [MetadataWarning]

  private let reach: Double

  /// Creates the station of a photo.
  ///
  /// Without a camera the reason is ``PlacementError/noFocalLength``. The geoid is needed only where the ground and
  /// the camera are measured from different datums. Throws ``PlacementError/noPosition`` alone: everything else that
  /// is missing is told by ``projection``.
  public init(
    metadata: CaptureMetadata, camera: Camera?, surface choice: SurfaceChoice = .automatic, geoid: EGM96? = nil,
    limits: PlacementLimits = PlacementLimits(), defaults: DefaultSigmas = .standard
  ) throws(PlacementError) {
    guard let place = metadata.position else { throw .noPosition }
    position = place.value
    let horizontal = Self.horizontalSigma(of: metadata, defaults: defaults)
    positionAccuracy = PositionAccuracy(
      eastEast: horizontal * horizontal, eastNorth: 0, northNorth: horizontal * horizontal)
    height = metadata.absoluteHeight?.value ?? metadata.relativeHeight.map { Height(metres: $0.value, datum: .takeoff) }
    reach = defaults.unknownAttitudeReach

    var resolver = HeightResolver(metadata: metadata, geoid: geoid, defaults: defaults)
    let resolved: Result<HeightResolver.Resolution, PlacementError>
    do throws(PlacementError) {
      resolved = .success(try resolver.resolve(choice))
    } catch {
      resolved = .failure(error)
    }
    warnings = resolver.warnings
    let resolution = try? resolved.get()
    heightAboveGround = resolution?.above
    groundHeight = resolution?.ground

    projection = resolved.flatMap { resolution in
      // The attitude comes first: without it nothing else would help.
      guard let orientation = metadata.orientation else { return .failure(.noAttitude) }
      guard let camera else { return .failure(.noFocalLength) }
      guard resolution.above.metres > 0 else { return .failure(.cameraBelowSurface) }
      let isFixed = metadata.rtk == .fixed
      let tilt = isFixed ? defaults.tiltRTK : defaults.tilt
      let sigmas = PoseSigmas(
        east: horizontal, north: horizontal, up: resolution.above.cameraSigma,
        yaw: orientation.sigma ?? (isFixed ? defaults.yawRTK : defaults.yaw), pitch: tilt, roll: tilt,
        pixel: defaults.pixel)
      let coordinate = GeodeticCoordinate(
        latitude: place.value.latitude, longitude: place.value.longitude,
        ellipsoidalHeight: resolution.cameraEllipsoidalHeight)
      let ground = FlatGround(
        ellipsoidalHeight: resolution.cameraEllipsoidalHeight - resolution.above.metres,
        heightSigma: resolution.above.groundSigma, relief: resolution.relief)
      return .success(
        GroundProjection(
          camera: camera, pose: Pose(coordinate: coordinate, orientation: orientation.value), surface: ground,
          sigmas: sigmas, limits: limits))
    }
    .mapError { error in metadata.orientation == nil ? .noAttitude : error }
  }

  /// The radius in metres about the camera that holds what the photo shows; nil when the height is unknown.
  ///
  /// For photos that have a position only: the camera's own CE90 and H · tan 60°, added in quadrature.
  public var cameraOnlyRadius: Double? {
    guard let height = heightAboveGround?.metres, height > 0 else { return nil }
    let view = height * tan(radians(reach))
    return (positionAccuracy.ce90 * positionAccuracy.ce90 + view * view).squareRoot()
  }

  private static func horizontalSigma(of metadata: CaptureMetadata, defaults: DefaultSigmas) -> Double {
    let stated = metadata.position?.sigma
    return switch metadata.rtk {
    case .fixed: max(stated ?? 0, defaults.horizontalRTK)
    case .float: stated ?? defaults.horizontalRTKFloat
    // A receiver that says 0 has not said anything.
    default: stated.flatMap { $0 > 0 ? $0 : nil } ?? defaults.horizontal
    }
  }
}
