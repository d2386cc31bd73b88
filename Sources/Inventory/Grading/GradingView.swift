/// How a photo saw what is graded: what a grade needs to know to say from where it would be surer.
public struct GradingView: Sendable, Hashable {
  /// The focal length, in pixels of the photo; `nil` when it is not known.
  public var focalLengthPixels: Double?
  /// One standard deviation of the scale at the damage, relative to it; 0 when it is not known.
  public var scaleSigma: Double
  /// Whether that doubt comes of a height, which is doubtful by so many metres: from half as far it is twice as large.
  ///
  /// A distance that a laser measures or the user states is doubtful by a part of itself, wherever the camera is.
  public var growsCloser: Bool

  /// Creates a view.
  public init(focalLengthPixels: Double? = nil, scaleSigma: Double = 0, growsCloser: Bool = false) {
    self.focalLengthPixels = focalLengthPixels
    self.scaleSigma = scaleSigma
    self.growsCloser = growsCloser
  }

  /// Creates the view that an observation was measured in.
  ///
  /// The doubt of a length is that of the scale and of where its ends are; the latter is one pixel on the shortest of its
  /// lines, as ``ObservationPlacement`` counts it, and is taken off.
  public init(of observation: Observation, focalLengthPixels: Double?) {
    self.init(focalLengthPixels: focalLengthPixels)
    guard let length = observation.measures.length, let sigma = length.sigma, length.value > 0,
      let shortest = observation.centreLines.map(ObservationPlacement.pixelLength).min(), shortest > 0
    else { return }
    let (whole, ends) = (sigma / length.value, ObservationPlacement.endSigma / shortest)
    scaleSigma = max(0, whole * whole - ends * ends).squareRoot()
    // The method is how the position was found, a plus, and how the height or distance was.
    let distance = observation.placement?.method.split(separator: "+").last ?? ""
    growsCloser = !["stated", "wall", "laser", "laser_ground", "laser_plane"].contains(distance)
  }
}
