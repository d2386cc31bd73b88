import ImageKit

/// What the doubt of one place is made of: a part of its own, and what it shares with the other places of its flight.
///
/// Of two places in one flight only the difference of the shared parts counts against each other: a receiver that is 2 m off
/// puts both 2 m off. The shared part is kept source by source, because one wrong angle moves the place of a photo that looks
/// from the left otherwise than that of one that looks from the right.
public struct PlaceDoubt: Sendable, Hashable {
  /// The covariance of what this place has for itself: where the thing lies in the picture, and the photo's own noise.
  public var own: PositionAccuracy
  /// How far one standard deviation of each shared source moves the place to the east and north, in metres.
  public var shared: [SIMD2<Double>]
  /// Whether the photo was compared with others: then the places of two such photos of a flight share all of `shared`.
  public var isRegistered: Bool

  /// Creates a doubt.
  public init(own: PositionAccuracy, shared: [SIMD2<Double>], isRegistered: Bool) {
    self.own = own
    self.shared = shared
    self.isRegistered = isRegistered
  }

  /// The covariance of the shared part alone.
  public var sharedAccuracy: PositionAccuracy {
    shared.reduce(into: .exact) { sum, move in
      sum.eastEast += move.x * move.x
      sum.eastNorth += move.x * move.y
      sum.northNorth += move.y * move.y
    }
  }

  /// The covariance of the place on the earth.
  public var total: PositionAccuracy { own.adding(sharedAccuracy) }
}

extension PlaceDoubt {
  /// The part of a source's variance that differs between photos of one flight taken minutes apart; the rest is shared.
  ///
  /// Receiver, barometer and compass drift slowly: a quarter, as registration takes it. Of a gimbal's tilt most is a photo's own.
  /// Guesses, for photos that could not be compared.
  private static func ownShare(of source: UncertaintyContribution.Source) -> Double {
    switch source {
    case .cameraEast, .cameraNorth, .cameraUp, .yaw: 0.25
    case .pitch, .roll: 0.75
    case .focalLength, .surface: 0
    case .pixelU, .pixelV: 1
    }
  }

  /// The median of the distance between two places that are off by one standard deviation an axis.
  private static let medianOfRayleigh = 1.177

  /// Splits the doubt of a place.
  ///
  /// A photo that was compared with its neighbours is as far off from them as its common points say, which takes the place of
  /// what its tags leave open, where it is less.
  ///
  /// - Parameters:
  ///   - contributions: the sources of doubt at the place.
  ///   - disagreement: the median distance between the places of points that this photo has in common with others, in metres;
  ///     `nil` when it was not compared.
  public init(_ contributions: [UncertaintyContribution], disagreement: Double?) {
    func covariance(_ share: (UncertaintyContribution.Source) -> Double) -> PositionAccuracy {
      contributions.reduce(into: .exact) { sum, part in
        let variance = part.sigma * part.sigma * share(part.source)
        sum.eastEast += variance * part.derivative.x * part.derivative.x
        sum.eastNorth += variance * part.derivative.x * part.derivative.y
        sum.northNorth += variance * part.derivative.y * part.derivative.y
      }
    }
    func isPixel(_ source: UncertaintyContribution.Source) -> Bool { source == .pixelU || source == .pixelV }
    let pixel = covariance { isPixel($0) ? 1 : 0 }
    let byTags = covariance(Self.ownShare)
    let pose = contributions.filter { !isPixel($0.source) }
    let apart = disagreement.map { $0 / Self.medianOfRayleigh } ?? .infinity
    let isRegistered = 2 * apart * apart < byTags.eastEast + byTags.northNorth - pixel.eastEast - pixel.northNorth
    if isRegistered {
      own = pixel.adding(PositionAccuracy(eastEast: apart * apart, eastNorth: 0, northNorth: apart * apart))
    } else {
      own = byTags
    }
    self.isRegistered = isRegistered
    shared = pose.map { part in
      let sigma = part.sigma * (isRegistered ? 1 : (1 - Self.ownShare(of: part.source)).squareRoot())
      return SIMD2(part.derivative.x, part.derivative.y) * sigma
    }
  }

  /// Splits an ellipse of which no more is known than its size: a quarter is the photo's own.
  ///
  /// For inventories that do not keep what a doubt is made of.
  init(total: PositionAccuracy) {
    own = total.scaled(by: 0.25)
    // The symmetric root: it changes smoothly with the ellipse, which its axes do not.
    let part = total.scaled(by: 0.75)
    let root = max(0, part.determinant).squareRoot()
    let norm = (part.eastEast + part.northNorth + 2 * root).squareRoot()
    shared =
      norm > 0
      ? [
        SIMD2((part.eastEast + root) / norm, part.eastNorth / norm),
        SIMD2(part.eastNorth / norm, (part.northNorth + root) / norm),
      ] : []
    isRegistered = false
  }
}

extension PlaceDoubt {
  /// The doubt as JSON, to a tenth of a millimetre; `nil` when it is too large to be written.
  var json: JSONText? {
    let numbers = [own.eastEast, own.eastNorth, own.northNorth] + shared.flatMap { [$0.x, $0.y] }
    guard numbers.allSatisfy({ abs($0) < 1e6 }) else { return nil }
    return .object([
      (
        "own",
        .array([own.eastEast, own.eastNorth, own.northNorth].map { .decimal($0, places: 8) })
      ),
      ("shared", .array(shared.map { .array([.decimal($0.x, places: 4), .decimal($0.y, places: 4)]) })),
      ("registered", .boolean(isRegistered)),
    ])
  }

  /// The doubt as it is written and read again, so that a run and a reader work with the same numbers.
  public var rounded: PlaceDoubt {
    func rounded(_ value: Double, _ unit: Double) -> Double { (value * unit).rounded() / unit }
    return PlaceDoubt(
      own: PositionAccuracy(
        eastEast: rounded(own.eastEast, 1e8), eastNorth: rounded(own.eastNorth, 1e8),
        northNorth: rounded(own.northNorth, 1e8)),
      shared: shared.map { SIMD2(rounded($0.x, 1e4), rounded($0.y, 1e4)) }, isRegistered: isRegistered)
  }
}

/// A doubt as it stands in the inventory.
struct PlaceDoubtContent: Decodable {
  let own: [Double]
  let shared: [[Double]]
  let registered: Bool

  /// The doubt; `nil` when numbers are missing.
  var doubt: PlaceDoubt? {
    guard own.count == 3, shared.allSatisfy({ $0.count == 2 }) else { return nil }
    return PlaceDoubt(
      own: PositionAccuracy(eastEast: own[0], eastNorth: own[1], northNorth: own[2]),
      shared: shared.map { SIMD2($0[0], $0[1]) }, isRegistered: registered)
  }
}
