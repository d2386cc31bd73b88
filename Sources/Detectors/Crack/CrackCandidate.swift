import ImageKit

/// One connected dark line, measured, before it is decided whether it is a crack.
struct CrackCandidate {
  /// A smoothed line between two nodes or ends with its cross-sections.
  struct Branch {
    /// The positions it was walked along, as row × width of the map + column; none for a bridge.
    var pixels: [Int] = []
    /// The centre line, a point for each pixel walked, in pixels of the photo.
    var line: Polyline
    /// The sections along it.
    var sections: [MeasuredSection]
    /// The median width along it, in pixels.
    var width: Double
    /// Half the width of the map's line, in pixels.
    var halfWidth: Double
    /// Whether the ends hang free.
    var startIsFree, endIsFree: Bool
  }

  /// One cross-section in its place.
  struct MeasuredSection {
    /// The point of the line it was measured at.
    var index: Int
    var point: PixelPoint
    var normalU, normalV: Double
    var section: LineSection
    /// The width and the ends of its 90 % interval, in pixels.
    var width, low, high: Double
    /// Blue over red in the line's middle, over the same of the ground.
    var blueShift: Double
  }

  /// The lines, bridges over gaps last.
  var branches: [Branch]
  /// What tells it from other lines.
  var features: CrackFeatures
  /// The length of all lines, in pixels.
  var length: Double { branches.reduce(0) { $0 + $1.line.length } }
}
