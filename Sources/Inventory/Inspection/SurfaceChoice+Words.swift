import ImageKit

extension SurfaceChoice {
  /// The choice in words, the same on every machine; part of a run's fingerprint.
  public var words: String {
    switch self {
    case .automatic: "flat ground at take-off"
    case .heightAboveGround(let height): "flat ground \(height) m below every photo"
    case .groundHeight(let height, let datum): "flat ground at \(height) m above \(datum.rawValue)"
    case .elevation(let model):
      "elevation model \(model.identity) above \(model.datum.rawValue), sigma \(model.sigma) m"
    case .wall(let distance): "wall \(distance) m along the axis of every photo"
    case .underside(let height): "underside at \(height.metres) m above \(height.datum.rawValue)"
    case .laser(let surface): "\(surface.rawValue) at the laser range"
    }
  }
}

extension PlacementOptions {
  /// The options in words, the same on every machine; part of a run's fingerprint.
  public var words: String {
    var words = surface.words
    // The laser has a part in nothing but the automatic surface.
    if case .automatic = surface { words += usesLaser ? ", or by laser" : ", without laser" }
    words += "; at least \(limits.minimumDepression)° down, at most \(limits.maximumRange) m away"
    words += " and \(limits.maximumIncidence)° from a wall's normal; yaw \(yawOffset)°"
    return words
  }
}
