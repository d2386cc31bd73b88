import Foundation

/// How the photos of a flight fit together: which were turned by an editor, and what each pose is wrong by.
///
/// ```swift
/// let registration = FlightRegistration(projections: projections, matches: matches)
/// let pose = projections[3]?.turned(registration.photos[3].turn).corrected(by: registration.photos[3].correction)
/// ```
///
/// Photos are compared with their neighbours; what they both show must lie at one place. That proves turned pixels, and
/// cancels what differs from photo to photo: compass, gimbal, receiver noise. It cannot see what all photos have in
/// common, so the stated accuracy of a place on the earth stays what the tags allow; places *against each other* become
/// as good as ``medianAfter`` says. Only surfaces that the photos share are registered: ground, not a wall in front of
/// each camera.
public struct FlightRegistration: Hashable, Sendable, Codable {
  /// What was found about one photo.
  public struct Photo: Hashable, Sendable, Codable {
    /// By how much the pixels were turned after the tags were written.
    public var turn: PixelTurn
    /// What the pose is wrong by, after the turn.
    public var correction: PoseCorrection
    /// The number of photos it was matched with.
    public var matchCount: Int
    /// The median distance between the places of common points, over its matches: as tagged and corrected, in metres.
    ///
    /// Of points that took no part in the correction; nil without matches.
    public var disagreementBefore, disagreementAfter: Double?
  }

  /// What was found about each photo, in the order of the flight.
  public let photos: [Photo]
  /// What the flight has in common.
  public let shared: SharedCorrection
  /// The number of pairs of photos that were matched.
  public let matchCount: Int
  /// The median over all pairs of the median distance between places of common points, in metres: as tagged.
  public let medianBefore: Double?
  /// The same with turned photos turned back, before any pose is corrected.
  public let medianTurned: Double?
  /// The same with all corrections, of points that took no part in them.
  public let medianAfter: Double?

  /// The version of the method, for fingerprints: raised when the same photos would be registered otherwise.
  public static let version = 1

  /// The most ties of a match that correct poses; as many others judge the result.
  static let tiesPerMatch = 30
  /// A correction beyond this many of its expected deviations is not believed.
  static let believedDeviations = 4.0

  /// Creates the registration of a flight from its matches.
  ///
  /// - Parameters:
  ///   - projections: of each photo as its tags say; nil where it cannot be placed.
  ///   - matches: of photos of this flight; see ``FlightMatching``.
  public init(projections: [GroundProjection?], matches: [PhotoMatch]) {
    // Without a projection there is no match, and any frame will do.
    let frame = Self.frame(of: projections) ?? LocalTangentPlane(origin: GeodeticCoordinate(latitude: 0, longitude: 0))
    let search = TurnSearch(
      projections: projections, candidates: Self.candidates(projections), frame: frame)
    let found = search.turns(matches)
    let turned = zip(projections, found.turns).map { $0?.turned($1) }
    // Matches that no turn explains are between photos that only look alike.
    let plausible = matches.filter { match in
      search.isPlausible(match, found.turns[match.first], found.turns[match.second])
    }
    let adjustment = PoseAdjustment(projections: turned, turns: found.turns, frame: frame)
    var (used, kept): ([PoseAdjustment.Observation], [[PhotoMatch.Tie]]) = ([], [])
    for match in plausible {
      let ties = match.spreadTies(2 * Self.tiesPerMatch)
      for (index, tie) in ties.enumerated() where index % 2 == 0 {
        let (a, b) = ((photo: match.first, pixel: tie.first), (photo: match.second, pixel: tie.second))
        // Half of them each way, so that neither photo is the reference.
        used.append(index % 4 == 0 ? .init(from: a, to: b) : .init(from: b, to: a))
      }
      kept.append(ties.enumerated().filter { $0.offset % 2 == 1 }.map(\.element))
    }
    let solution = adjustment.solve(used)

    func medians(_ projections: [GroundProjection?]) -> [Double] {
      zip(plausible, kept).map { match, ties in
        Self.disagreement(projections[match.first], projections[match.second], ties, frame)
      }
    }
    let before = medians(projections)
    let afterTurns = medians(turned)
    var corrections = zip(turned, solution.corrections).map { projection, correction in
      Self.isBelievable(correction, projection?.sigmas) ? correction : .none
    }
    var after = medians(zip(turned, corrections).map { $0?.corrected(by: $1) })
    // An adjustment that does not bring the photos together has found something else than wrong poses.
    let helps = (Self.median(after) ?? .infinity) < (Self.median(afterTurns) ?? 0)
    if !helps {
      corrections = corrections.map { _ in .none }
      after = afterTurns
    }
    let matchesOf = PhotoMatch.indices(of: plausible, photoCount: projections.count)
    photos = projections.indices.map { index in
      let own = matchesOf[index]
      return Photo(
        turn: found.turns[index], correction: corrections[index], matchCount: own.count,
        disagreementBefore: Self.median(own.map { before[$0] }), disagreementAfter: Self.median(own.map { after[$0] }))
    }
    shared = helps ? solution.shared : .none
    matchCount = plausible.count
    medianBefore = Self.median(before)
    medianTurned = Self.median(afterTurns)
    medianAfter = Self.median(after)
  }

  /// The frame in which a flight's places are compared: about its first camera.
  static func frame(of projections: [GroundProjection?]) -> LocalTangentPlane? {
    projections.lazy.compactMap { $0 }.first.map { LocalTangentPlane(origin: $0.pose.coordinate) }
  }

  /// Half turns for all; quarter turns for those that stand upright in a flight of photos that lie.
  private static func candidates(_ projections: [GroundProjection?]) -> [[PixelTurn]] {
    let lying = projections.count { $0.map { $0.camera.width >= $0.camera.height } ?? false }
    let standing = projections.count { $0.map { $0.camera.width < $0.camera.height } ?? false }
    return projections.map { projection in
      guard let camera = projection?.camera else { return [.none] }
      let isOdd = camera.width >= camera.height ? lying < standing : standing < lying
      return isOdd ? PixelTurn.allCases : [.none, .half]
    }
  }

  private static func isBelievable(_ correction: PoseCorrection, _ sigmas: PoseSigmas?) -> Bool {
    guard let sigmas else { return false }
    let limit = believedDeviations
    let tilt = max(sigmas.pitch, sigmas.roll)
    return abs(correction.east) <= limit * max(sigmas.east, 0.1)
      && abs(correction.north) <= limit * max(sigmas.north, 0.1)
      && abs(correction.up) <= limit * max(sigmas.up, 0.1)
      && abs(correction.heading) <= limit * 2 * max(sigmas.yaw, 0.5)
      && correction.tilt <= limit * 2 * max(tilt, 0.25)
  }

  /// Returns the median distance between the places of ties in two photos; infinite when too few can be placed.
  static func disagreement(
    _ first: GroundProjection?, _ second: GroundProjection?, _ ties: [PhotoMatch.Tie], _ frame: LocalTangentPlane
  ) -> Double {
    guard let first, let second else { return .infinity }
    let distances = ties.compactMap { tie -> Double? in
      guard let a = try? first.place(tie.first), let b = try? second.place(tie.second) else { return nil }
      let difference = frame.pointInENU(a.coordinate) - frame.pointInENU(b.coordinate)
      return (difference.x * difference.x + difference.y * difference.y).squareRoot()
    }
    guard distances.count * 2 > ties.count else { return .infinity }
    return median(distances) ?? .infinity
  }

  /// Returns the middle value; nil of none, or when half of them are infinite.
  private static func median(_ values: [Double]) -> Double? {
    guard !values.isEmpty, values.count(where: \.isFinite) * 2 > values.count else { return nil }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
