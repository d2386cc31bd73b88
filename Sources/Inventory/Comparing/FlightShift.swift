import ImageKit

/// How far the places of a later flight lie from those of an earlier one: what two receivers are off by, together.
public struct FlightShift: Sendable, Equatable {
  /// How well it is known.
  public enum Basis: String, Sendable, Hashable, Codable, CaseIterable {
    /// From defects that both flights show.
    case estimated
    /// Too few defects of both flights go together: none is taken, with all the doubt that the flights state.
    case tooFewPairs = "too_few_pairs"
    /// Two shifts fit about as well: none is taken.
    case ambiguous
  }

  /// The flights, by their names.
  public var before, after: String
  /// Metres by which the later flight's places lie east and north of the earlier one's.
  public var east, north: Double
  /// The doubt of that.
  public var accuracy: PositionAccuracy
  /// How many pairs of defects it was made of.
  public var pairs: Int
  /// How many times as far as stated the pairs lie from each other after it, at least 1; all places count as that much less sure.
  public var disagreement: Double
  /// How well it is known.
  public var basis: Basis

  /// As a vector to the east and north, in metres.
  var vector: SIMD2<Double> { SIMD2(east, north) }

  /// Fewer pairs than this say nothing.
  public static let leastPairs = 3
}
