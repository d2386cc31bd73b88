/// What was seen of one stretch of road.
public struct SurveyedSection: Sendable, Hashable {
  /// Its name: the road and the chainages, `中山路/100-200`.
  public var id: String
  /// The section of the road network, or the flight.
  public var road: String
  /// Chainages of its ends, in metres.
  public var from, to: Double
  /// Pavement that was seen, in square metres.
  public var pavement = 0.0
  /// The photos that were counted.
  public var photoCount = 0
  /// Lengths of cracks, in metres: along the road, across it, in any other direction.
  public var longitudinal = 0.0
  /// Metres.
  public var transverse = 0.0
  /// Metres.
  public var otherCracks = 0.0
  /// Metres of sealed cracks.
  public var sealed = 0.0
  /// Alligator cracking, patches and ravelling, in square metres.
  public var alligator = 0.0
  /// Square metres.
  public var patches = 0.0
  /// Square metres.
  public var ravelling = 0.0
  /// The number of potholes.
  public var potholes = 0
  /// The area that the cells of the crack rate's mesh count with, in square metres.
  public var crackedArea = 0.0

  /// Creates a stretch of which nothing was seen yet.
  init(id: String, road: String, from: Double, to: Double) {
    self.id = id
    self.road = road
    self.from = from
    self.to = to
  }

  /// The crack rate, in percent; `nil` without pavement.
  public var crackRate: Double? { share(crackedArea).map { $0 * 100 } }

  /// Returns an amount by square metre of pavement; `nil` without pavement.
  public func share(_ amount: Double) -> Double? { pavement > 0 ? amount / pavement : nil }
}
