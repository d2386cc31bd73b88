/// What tells a crack from other dark lines; each is a number without unit unless it says so.
struct CrackFeatures {
  /// The names, in the order of ``values``.
  static let names = [
    "logLength", "response", "contrast", "asymmetry", "green", "texture", "clutter", "branching", "wander", "width",
    "widthVariation", "signalToNoise", "misfit", "surface",
  ]

  /// ln(length / 50 px), for lengths of at most 300 px.
  var logLength = 0.0
  /// The map's mean along the line, 0 … 1.
  var response = 0.0
  /// Median depth over the brightness of the ground.
  var contrast = 0.0
  /// Median difference of the two sides over depth plus difference: 0 for a line, near 1 for an edge.
  var asymmetry = 0.0
  /// Mean excess green of the ground, from 0 at 0.03 to 1 at 0.08.
  var green = 0.0
  /// Median standard deviation of the ground over its brightness.
  var texture = 0.0
  /// The part of the neighbourhood taken by candidates that belong to other lines.
  var clutter = 0.0
  /// Branches beyond the first, per 50 px of length.
  var branching = 0.0
  /// ln((t + 0.002) / 0.01) with t the length over the sum of the branches' chords, less one: −1.6 for what is drawn with
  /// a ruler, 0 and more for what broke; at most 2.
  var wander = 0.0
  /// Median width, in pixels, at most 6.
  var width = 0.0
  /// Median deviation of the width from its median, over the median.
  var widthVariation = 0.0
  /// Median depth over texture, at most 10.
  var signalToNoise = 0.0
  /// The part of the sections that are not darker than both sides.
  var misfit = 0.0
  /// The mean of the map of built surfaces along the line, 0 … 1; 0 where there is no such map.
  var surface = 0.0

  /// All of them, in the order of ``names``.
  var values: [Double] {
    [
      logLength, response, contrast, asymmetry, green, texture, clutter, branching, wander, width, widthVariation,
      signalToNoise, misfit, surface,
    ]
  }
}
