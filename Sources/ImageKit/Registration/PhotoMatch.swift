/// Two photos that show the same ground, and the points that prove it.
public struct PhotoMatch: Sendable {
  /// One point of the ground in both photos, in their continuous pixels.
  public struct Tie: Hashable, Sendable {
    /// Where it lies in the first photo.
    public var first: PixelPoint
    /// Where it lies in the second photo.
    public var second: PixelPoint

    /// Creates a tie.
    public init(first: PixelPoint, second: PixelPoint) {
      self.first = first
      self.second = second
    }
  }

  /// The places of the two photos in their flight; the first is the smaller.
  public let first, second: Int
  /// Points that agree with ``homography``, at most 120, spread over the photo.
  public let ties: [Tie]
  /// Brings ideal pixels of the first photo to those of the second; a pixel is ideal once the lens is removed.
  public let homography: Homography

  /// The fewest ties that make a match.
  static let minimumTies = 20
  /// The least share of the features' partners that agree; repetitive pavement gives many partners and no agreement.
  static let minimumShare = 0.08
  /// How many of the nine parts of a photo the ties must touch: fewer fix no plane.
  static let minimumParts = 3
  /// The most ties that are kept: thousands of matches stay in memory together.
  static let maximumTies = 120
  /// How far a tie may lie from where the homography puts it, in pixels of the reduced copies.
  static let tolerance = 3.0

  /// Creates a match from its parts; `first` is the smaller of the two places.
  public init(first: Int, second: Int, ties: [Tie], homography: Homography) {
    self.first = first
    self.second = second
    self.ties = ties
    self.homography = homography
  }

  /// Compares two photos; nil when they show no common plane.
  ///
  /// - Parameters:
  ///   - features: Of the first and the second photo.
  ///   - cameras: Of both; the lens is removed before the plane is looked for.
  public init?(
    first: Int, second: Int, features: (PhotoFeatures, PhotoFeatures), cameras: (Camera, Camera)
  ) {
    let matches = features.0.matches(with: features.1)
    var ties: [Tie] = []
    var (from, to): ([SIMD2<Double>], [SIMD2<Double>]) = ([], [])
    for match in matches {
      let tie = Tie(first: features.0.points[match.first], second: features.1.points[match.second])
      guard let a = cameras.0.idealPixel(at: tie.first), let b = cameras.1.idealPixel(at: tie.second) else { continue }
      ties.append(tie)
      from.append(a)
      to.append(b)
    }
    let enough = max(Self.minimumTies, Int((Double(ties.count) * Self.minimumShare).rounded(.up)))
    let longer = max(cameras.1.width, cameras.1.height)
    let search = HomographySearch(
      tolerance: Self.tolerance * Double(PhotoFeatures.scale(forLongerSide: longer).rawValue))
    guard let found = search.best(from: from, to: to, atLeast: enough) else { return nil }
    self.first = first
    self.second = second
    let agreed = found.inliers.map { ties[$0] }
    self.ties = Self.spread(agreed, Self.maximumTies)
    homography = found.map
    let parts = Set(agreed.map { Self.part(of: $0.first, in: cameras.0) })
    guard parts.count >= Self.minimumParts else { return nil }
  }

  /// Returns at most so many ties, spread over the first photo; the same ones every time.
  func spreadTies(_ count: Int) -> [Tie] { Self.spread(ties, count) }

  private static func spread(_ ties: [Tie], _ count: Int) -> [Tie] {
    guard ties.count > count else { return ties }
    // Down the rows and across within them; then every n-th, which leaves no part out.
    let sorted = ties.sorted { a, b in
      let (rowA, rowB) = (Int(a.first.v / 64), Int(b.first.v / 64))
      if rowA != rowB { return rowA < rowB }
      return a.first.u != b.first.u ? a.first.u < b.first.u : a.first.v < b.first.v
    }
    return (0..<count).map { sorted[$0 * sorted.count / count] }
  }

  /// Returns for each photo of a flight the places of its matches.
  static func indices(of matches: [PhotoMatch], photoCount: Int) -> [[Int]] {
    var indices = [[Int]](repeating: [], count: photoCount)
    for (index, match) in matches.enumerated() {
      indices[match.first].append(index)
      indices[match.second].append(index)
    }
    return indices
  }

  private static func part(of point: PixelPoint, in camera: Camera) -> Int {
    let column = min(2, max(0, Int(point.u * 3 / Double(camera.width))))
    let row = min(2, max(0, Int(point.v * 3 / Double(camera.height))))
    return row * 3 + column
  }
}

extension Camera {
  /// Returns where a pixel would lie without the lens's distortion, or nil where the lens model has no inverse.
  func idealPixel(at pixel: PixelPoint) -> SIMD2<Double>? {
    if distortion == .none { return SIMD2(pixel.u, pixel.v) }
    guard let point = try? normalizedPoint(at: pixel) else { return nil }
    return SIMD2(principalPoint.u + focalLengthX * point.x, principalPoint.v + focalLengthY * point.y)
  }
}
