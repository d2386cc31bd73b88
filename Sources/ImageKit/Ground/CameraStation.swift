import Foundation

/// Where one photo was taken, how high above the ground, and whether its pixels can be placed.
///
/// The step from what a file says to geometry. It decides the height above the ground by a fixed priority, never
/// mixing datums, and gives every number its doubt: the file's own where it states one, ``DefaultSigmas`` otherwise.
/// A photo without attitude, focal length or height keeps its position: it is camera-only, with a radius around the
/// camera. Nothing is invented; a photo that does not say where it looked is not taken to look down.
///
/// Where the camera's height above the ellipsoid is unknown, another of its heights stands in for it: 200 m of it move
/// a place 100 m away by 3 mm. The place's own ellipsoidal height is then nominal: ask ``height(of:)``.
public struct CameraStation: Sendable {
  /// Where the camera was.
  public let position: HorizontalPosition
  /// How sure the camera's own place is.
  public let positionAccuracy: PositionAccuracy
  /// The camera's height as it is best known, in its own datum; nil when the file gives none.
  public let height: Height?
  /// The height above the ground; nil when it is unknown, and for walls and ceilings.
  public let heightAboveGround: HeightAboveGround?
  /// The height of the ground or ceiling and its datum; nil when it is unknown.
  public let groundHeight: Height?
  /// The projection that places pixels, or the reason why there is none.
  public let projection: Result<GroundProjection, PlacementError>
  /// What is doubtful and which assumption was made.
  public let warnings: [MetadataWarning]

  private let reach: Double
  private let reference: HeightReference?
  private let sigmas: StationSigmas

  /// Creates the station of a photo.
  ///
  /// Without a camera the reason is ``PlacementError/noFocalLength``. Throws ``PlacementError/noPosition`` alone:
  /// everything else that is missing is told by ``projection``.
  ///
  /// - Parameters:
  ///   - metadata: What the photo says.
  ///   - camera: Its camera.
  ///   - options: The surface and what is refused.
  ///   - takeoff: Where the drone started, needed over an elevation model; nil takes the photo's own place, and warns.
  ///   - correction: What registration adds to the pose of the tags, before anything is projected.
  ///   - geoid: Needed only where the ground and the camera are measured from different datums.
  ///   - defaults: The deviations of what the photo is silent about.
  public init(
    metadata: CaptureMetadata, camera: Camera?, options: PlacementOptions, takeoff: HorizontalPosition? = nil,
    correction: PoseCorrection = .none, geoid: EGM96? = nil, defaults: DefaultSigmas = .standard
  ) throws(PlacementError) {
    guard let place = metadata.position else { throw .noPosition }
    let sigmas = StationSigmas(metadata: metadata, defaults: defaults)
    self.sigmas = sigmas
    let horizontal = sigmas.horizontal
    positionAccuracy = PositionAccuracy(
      eastEast: horizontal * horizontal, eastNorth: 0, northNorth: horizontal * horizontal)
    height = metadata.absoluteHeight?.value ?? metadata.relativeHeight.map { Height(metres: $0.value, datum: .takeoff) }
    reach = defaults.unknownAttitudeReach

    // The laser hits what the corrected camera looks at.
    var corrected = metadata
    corrected.orientation?.value.yaw += options.yawOffset
    if let turned = corrected.orientation?.value.corrected(by: correction) { corrected.orientation?.value = turned }
    var resolver = HeightResolver(
      heights: CameraHeights(metadata: corrected, geoid: geoid, defaults: defaults), takeoff: takeoff,
      usesLaser: options.usesLaser, tiltSigma: sigmas.tilt)
    let resolved: Result<HeightResolver.Resolution, PlacementError>
    do throws(PlacementError) {
      resolved = .success(try resolver.resolve(options.surface))
    } catch {
      resolved = .failure(error)
    }
    warnings = resolver.warnings
    let resolution = try? resolved.get()
    let coordinate = GeodeticCoordinate(
      latitude: place.value.latitude, longitude: place.value.longitude,
      ellipsoidalHeight: resolution?.cameraEllipsoidalHeight ?? 0
    ).moved(by: correction)
    position = HorizontalPosition(latitude: coordinate.latitude, longitude: coordinate.longitude)
    var above = resolution?.above
    // By laser the ground is known from the camera, wherever that was.
    if above?.source != .laser { above?.metres += correction.up }
    heightAboveGround = above
    groundHeight = resolution?.ground
    reference = resolution?.reference

    projection = resolved.flatMap { resolution in
      // The attitude comes first: without it nothing else would help.
      guard let orientation = corrected.orientation?.value else { return .failure(.noAttitude) }
      guard let camera else { return .failure(.noFocalLength) }
      if let above, above.metres <= 0 { return .failure(.cameraBelowSurface) }
      let pose = Pose(coordinate: coordinate, orientation: orientation)
      do throws(PlacementError) {
        let surface = try resolution.surface.surface(for: pose)
        return .success(
          GroundProjection(
            camera: camera, pose: pose, surface: surface, sigmas: sigmas.pose(up: resolution.cameraSigma),
            limits: options.limits))
      } catch {
        return .failure(error)
      }
    }
    .mapError { error in metadata.orientation == nil ? .noAttitude : error }
  }

  /// Creates the station of a photo on a surface, with the other options of the command's defaults.
  public init(
    metadata: CaptureMetadata, camera: Camera?, surface: SurfaceChoice = .automatic, geoid: EGM96? = nil,
    limits: PlacementLimits = PlacementLimits(), correction: PoseCorrection = .none,
    defaults: DefaultSigmas = .standard
  ) throws(PlacementError) {
    try self.init(
      metadata: metadata, camera: camera, options: PlacementOptions(surface: surface, limits: limits),
      correction: correction, geoid: geoid, defaults: defaults)
  }

  /// The radius in metres about the camera that holds what the photo shows; nil when the height is unknown.
  ///
  /// For photos that have a position only: the camera's own CE90 and H · tan 60°, added in quadrature.
  public var cameraOnlyRadius: Double? {
    guard let height = heightAboveGround?.metres, height > 0 else { return nil }
    let view = height * tan(radians(reach))
    return (positionAccuracy.ce90 * positionAccuracy.ce90 + view * view).squareRoot()
  }

  /// Returns the height of a place this photo shows, in the datum in which it is known; nil when it is not.
  ///
  /// Over ground at take-off height that is `takeoff`, over an elevation model `ellipsoid`, over a stated height the
  /// stated datum; on a wall the datum of the camera's most trusted height, `unknown` where the file does not say.
  public func height(of point: GroundPoint) -> Height? {
    reference?.height(nominal: point.coordinate.ellipsoidalHeight)
  }

  /// Returns the height of a place above the ellipsoid, in metres; nil when only another datum is known.
  public func ellipsoidalHeight(of point: GroundPoint) -> Double? {
    reference?.ellipsoidOffset.map { point.coordinate.ellipsoidalHeight + $0 }
  }

  /// Returns where a source's standard deviation comes from.
  public func basis(of source: UncertaintyContribution.Source) -> SigmaBasis {
    switch source {
    case .cameraEast, .cameraNorth: sigmas.horizontalBasis
    case .cameraUp: sigmas.heightBasis(heightAboveGround?.source)
    case .yaw: sigmas.yawBasis
    case .pitch, .roll, .focalLength, .pixelU, .pixelV: .standard
    case .surface:
      switch (try? projection.get())?.surface {
      case is ElevationSurface: .model
      case let surface? where surface.name.hasPrefix("laser"): .maker
      default: .standard
      }
    }
  }
}
