import ImageKit

/// What one photo shows: one piece of damage, in continuous pixels of the photo.
public struct Detection: Sendable, Hashable {
  /// The kind of damage.
  public var damageClass: DamageClass
  /// 0…1; what it means is said by the detector that gave it.
  public var confidence: Double
  /// The pixels that belong to the damage.
  public var mask: PixelMask
  /// Closed rings without a repeated last point: outer rings clockwise on screen, holes counter-clockwise.
  public var outline: [[PixelPoint]]
  /// The centre lines of line damage, each from end to end or from junction to junction; empty for area damage.
  public var centreLines: [[PixelPoint]]
  /// The width across the centre line; `nil` for area damage.
  public var width: WidthProfile?
  /// How the centre lines hang together; `nil` for area damage.
  public var pattern: CrackPattern?
  /// The angle between the damage and the road, in degrees: 0 (along it) … 90 (across); `nil` off the road and for what has no
  /// direction.
  public var angleToRoad: Double?
  /// The corners of the part of the photo that the damage takes up, with a margin where the detector gives one; empty when the mask
  /// says it all.
  public var extent: [PixelPoint]
  /// What the photo shows of a tree; `nil` for all other kinds.
  public var tree: TreeView?
  /// The part of a marking's area that lost its paint, 0…1; `nil` for all other kinds.
  public var paintLost: Double?

  /// Creates a detection.
  public init(
    damageClass: DamageClass, confidence: Double, mask: PixelMask, outline: [[PixelPoint]],
    centreLines: [[PixelPoint]] = [], width: WidthProfile? = nil, pattern: CrackPattern? = nil,
    angleToRoad: Double? = nil, extent: [PixelPoint] = [], tree: TreeView? = nil,
    paintLost: Double? = nil
  ) {
    self.damageClass = damageClass
    self.confidence = confidence
    self.mask = mask
    self.outline = outline
    self.centreLines = centreLines
    self.width = width
    self.pattern = pattern
    self.angleToRoad = angleToRoad
    self.extent = extent
    self.tree = tree
    self.paintLost = paintLost
  }

  /// The smallest window that covers the extent, or the mask where there is none.
  public var boundingBox: Window {
    guard let (low, high) = extent.bounds else { return mask.boundingBox }
    let (x, y) = (Int(low.u.rounded(.down)), Int(low.v.rounded(.down)))
    return Window(x: x, y: y, width: Int(high.u.rounded(.up)) - x, height: Int(high.v.rounded(.up)) - y)
  }
}

/// A set of pixels of a photo, as horizontal runs in reading order.
public struct PixelMask: Sendable, Hashable {
  /// One horizontal stretch of pixels: columns `x ..< x + length` of row `y`.
  public struct Run: Sendable, Hashable {
    /// The row, the first column and the number of columns.
    public var y, x, length: Int32

    /// Creates a run.
    public init(y: Int32, x: Int32, length: Int32) {
      self.y = y
      self.x = x
      self.length = length
    }
  }

  /// The runs, by row and then by column, none touching the next in its row.
  public var runs: [Run]

  /// Creates a mask from runs in reading order.
  public init(runs: [Run]) {
    self.runs = runs
  }

  /// The number of pixels.
  public var area: Int { runs.reduce(0) { $0 + Int($1.length) } }

  /// The smallest window that covers the mask; empty at the origin when the mask is empty.
  public var boundingBox: Window {
    guard let first = runs.first, let last = runs.last else { return Window(x: 0, y: 0, width: 0, height: 0) }
    var low = Int32.max
    var high = Int32.min
    for run in runs {
      low = min(low, run.x)
      high = max(high, run.x + run.length)
    }
    return Window(x: Int(low), y: Int(first.y), width: Int(high - low), height: Int(last.y - first.y) + 1)
  }
}

/// The width of line damage, in pixels, sampled across its centre line.
public struct WidthProfile: Sendable, Hashable {
  /// One measured cross-section.
  public struct Sample: Sendable, Hashable {
    /// Where on the centre line.
    public var point: PixelPoint
    /// The unit vector across the line, in pixels of the photo.
    public var normalU, normalV: Double
    /// The full width along the normal, in pixels.
    public var width: Double

    /// Creates a sample.
    public init(point: PixelPoint, normalU: Double, normalV: Double, width: Double) {
      self.point = point
      self.normalU = normalU
      self.normalV = normalV
      self.width = width
    }
  }

  /// Cross-sections spread evenly along the centre lines, at most 64.
  public var samples: [Sample]
  /// The median width, in pixels.
  public var median: Double
  /// The 95th percentile of the width, in pixels.
  public var p95: Double
  /// The ends of the 90 % interval of the median, in pixels: wide, and uneven about it, where the blur hides the width.
  public var low, high: Double

  /// Creates a profile.
  public init(samples: [Sample], median: Double, p95: Double, low: Double, high: Double) {
    self.samples = samples
    self.median = median
    self.p95 = p95
    self.low = low
    self.high = high
  }
}
