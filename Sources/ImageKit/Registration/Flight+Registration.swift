import Foundation

extension Flight {
  /// Returns the flight with turned photos turned back and the corrections of all poses.
  ///
  /// Only ground that the photos share is registered: photos placed on a wall or across the axis of a laser stay as
  /// their tags say, and so does a flight of which no two photos show the same ground.
  ///
  /// - Parameters:
  ///   - options: How photos are placed.
  ///   - takeoff: Where the drone started; nil takes the place of the first photo.
  ///   - geoid: For options that need it.
  ///   - limits: What a file may demand of the decoder.
  ///   - jobs: How many photos are worked on at once; the result does not depend on it.
  ///   - isStopping: Asked between photos; once true, the flight comes back as it is.
  ///   - progress: Called with the number of photos compared and of all that have neighbours.
  public func registered(
    _ options: PlacementOptions, takeoff: HorizontalPosition? = nil, geoid: EGM96?,
    limits: DecodingLimits = .standard, jobs: Int,
    isStopping: () -> Bool = { false }, progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) async throws -> Flight {
    let takeoff = takeoff ?? self.takeoff
    let projections = photos.map { photo -> GroundProjection? in
      let station = try? CameraStation(
        metadata: photo.metadata, camera: photo.camera?.value, options: options, takeoff: takeoff, geoid: geoid)
      // By laser each photo has ground of its own, which moves with the camera.
      guard let station, station.heightAboveGround?.source != .laser,
        let projection = try? station.projection.get(), projection.surface.isSharedGround
      else { return nil }
      return projection
    }
    let matching = FlightMatching(photos: photos, projections: projections, limits: limits)
    let matches = try await matching.matches(jobs: jobs, isStopping: isStopping, progress: progress)
    guard !isStopping() else { return self }
    return registered(as: FlightRegistration(projections: projections, matches: matches))
  }

  /// Returns a flight of one photo and of those taken nearest to it, that photo first.
  ///
  /// The photo is told by its file; a file that is not among the photos gives an empty flight.
  public func neighbourhood(of file: URL, count: Int = 12) -> Flight {
    var near = self
    near.photos = []
    func path(_ url: URL) -> String { url.standardizedFileURL.resolvingSymlinksInPath().path }
    guard let own = photos.first(where: { path($0.fileURL) == path(file) }) else { return near }
    var others: [(distance: Double, photo: Photo)] = []
    if let place = own.metadata.position?.value {
      others = photos.filter { path($0.fileURL) != path(file) }.compactMap { photo in
        photo.metadata.position.map { (place.distance(to: $0.value), photo) }
      }
    }
    others.sort { $0.distance != $1.distance ? $0.distance < $1.distance : $0.photo.name < $1.photo.name }
    near.photos = [own] + others.prefix(count).map(\.photo)
    return near
  }

  /// Returns the flight with a registration that was made of the same photos before.
  ///
  /// - Precondition: it has as many photos as the flight.
  public func registered(as registration: FlightRegistration) -> Flight {
    precondition(registration.photos.count == photos.count, "a registration belongs to its flight")
    var flight = self
    flight.registration = registration
    for (index, found) in registration.photos.enumerated() { flight.photos[index].register(found) }
    return flight
  }
}

extension Photo {
  /// Takes over what comparing with the neighbours has found.
  mutating func register(_ found: FlightRegistration.Photo) {
    registration = found
    // Its neighbours know better than the name of a program what was done to the pixels.
    if found.matchCount > 0, let index = metadata.warnings.firstIndex(where: { $0.code == "edited_software" }) {
      metadata.warnings[index].detail +=
        found.turn == .none ? "; its neighbours show that it was not turned" : "; it was, see pixels_turned"
    }
    guard found.turn != .none else { return }
    if let tagged = metadata.orientation {
      metadata.orientation?.value = tagged.value.turned(found.turn)
      metadata.orientation?.source = "\(tagged.source), turned \(found.turn.degrees)°"
    }
    if let built = camera { camera?.value = built.value.turned(found.turn) }
    let before = found.disagreementBefore.map { "\(($0 * 10).rounded() / 10) m" } ?? "far"
    metadata.warnings.append(
      MetadataWarning(
        "pixels_turned",
        "the pixels are turned by \(found.turn.degrees)° against the tags, as an image editor leaves them: as tagged, its \(found.matchCount) "
          + "matching neighbours put the same points \(before) away; turned back"))
  }
}

extension GroundSurface {
  /// Whether photos from elsewhere see the same surface: ground, unlike a wall that faces each camera.
  var isSharedGround: Bool { self is FlatGround || self is ElevationSurface }
}
