import ImageKit

extension SurfaceChoice {
  /// The choice in words, the same on every machine; part of a run's fingerprint.
  public var words: String {
    switch self {
    case .automatic: "flat ground at take-off"
    case .heightAboveGround(let height): "flat ground \(height) m below every photo"
    case .groundHeight(let height, let datum): "flat ground at \(height) m above \(datum.rawValue)"
    }
  }

  /// Whether heights above mean sea level have to be turned into heights above the ellipsoid.
  public var needsGeoid: Bool {
    if case .groundHeight(_, let datum) = self { datum != .takeoff } else { false }
  }
}
