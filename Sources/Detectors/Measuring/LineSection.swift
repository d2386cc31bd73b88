import ImageKit

/// What one cross-section says about a dark line: its depth, its darkened area and the ground on both sides.
struct LineSection {
  /// How much darker than the ground the line is at its deepest, in grey levels.
  var depth = 0.0
  /// The darkness added up across the line, in grey levels × pixels.
  var area = 0.0
  /// The mean brightness of the ground on both sides, and the difference of the sides, in grey levels.
  var ground = 0.0
  var sideDifference = 0.0
  /// The standard deviation of the ground around each side's mean, in grey levels.
  var texture = 0.0
  /// How far the middle of the darkness lies from the centre along the normal, in pixels.
  var offset = 0.0
  /// Excess green of the ground.
  var excessGreen = 0.0
  /// The mean darkness of the core, in grey levels.
  ///
  /// Of a wide line it says what the deepest place, pulled down by noise, does not.
  var core = 0.0
  /// Half the core's width, in pixels: half a pixel, or a quarter of the line where that is more.
  var coreHalfWidth = 0.5

  /// Reads a section; `halfWidth` is about half of the line's width, in pixels.
  init(_ section: CrossSection, halfWidth: Double) {
    let values = section.brightness
    let centre = section.reach
    let places = { (pixels: Double) in Int((pixels / section.step).rounded()) }
    excessGreen = section.excessGreen
    // The deepest place near the middle.
    let search = max(2, places(halfWidth))
    var deepest = centre
    for i in max(0, centre - search)...min(values.count - 1, centre + search)
    where values[i] < values[deepest] || (values[i] == values[deepest] && abs(i - centre) < abs(deepest - centre)) {
      deepest = i
    }
    // The ground: from two pixels beyond the line outwards, four pixels on each side.
    let inner = min(places(halfWidth + 2), centre - 4)
    let outer = min(inner + places(4), centre)
    let left = Array(values[max(0, deepest - outer)...max(0, deepest - inner)])
    let right = Array(values[min(values.count - 1, deepest + inner)...min(values.count - 1, deepest + outer)])
    let (leftMean, rightMean) = (Self.mean(left), Self.mean(right))
    ground = (leftMean + rightMean) / 2
    sideDifference = abs(leftMean - rightMean)
    texture = ((Self.variance(left, leftMean) + Self.variance(right, rightMean)) / 2).squareRoot()
    // Darkness against a straight line between the sides' means, which lie (inner + outer) / 2 away.
    let arm = Double(inner + outer) / 2
    let middle = { (i: Int) in
      leftMean + (rightMean - leftMean) * ((Double(i - deepest) + arm) / (2 * arm))
    }
    depth = max(0, middle(deepest) - values[deepest])
    // Out to where the darkness ends on each side.
    area = depth
    var taken = 1
    var moment = Double(deepest - centre) * depth
    for direction in [-1, 1] {
      var i = deepest + direction
      while abs(i - deepest) < inner, values.indices.contains(i), middle(i) > values[i] {
        area += middle(i) - values[i]
        taken += 1
        moment += Double(i - centre) * (middle(i) - values[i])
        i += direction
      }
    }
    offset = area > 0 ? moment / area * section.step : 0
    coreHalfWidth = max(0.5, depth > 0 ? 0.25 * area * section.step / depth : 0)
    let reach = max(1, places(coreHalfWidth))
    // Noise moves the middle of the darkness about: the core is where it is darkest on the whole, a pixel round that.
    for place in places(offset) - places(1)...places(offset) + places(1) {
      let inside = (centre + place - reach...centre + place + reach).filter { values.indices.contains($0) }
      core = max(core, Self.mean(inside.map { middle($0) - values[$0] }))
    }
    coreHalfWidth = Double(reach) * section.step
    // A darker place off the middle is another line: no width beyond what is dark.
    area = min(area, depth * Double(taken)) * section.step
  }

  private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(max(1, values.count)) }

  private static func variance(_ values: [Double], _ mean: Double) -> Double {
    values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, values.count))
  }
}
