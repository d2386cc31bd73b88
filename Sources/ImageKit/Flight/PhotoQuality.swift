internal import CImageKit

/// How sharp and how well exposed a photo is, judged from blocks spread over it.
///
/// 81 blocks of 64 × 64 pixels are looked at, 1.7 % of a 20 MP photo, which costs 3 % of decoding it. The sampling is
/// fixed, so the same photo always gets the same numbers.
public struct PhotoQuality: Hashable, Sendable, Codable {
  /// The blur: the standard deviation in pixels of the Gaussian that would blur an ideal step as edges here are.
  ///
  /// Three quarters of the edges are at most this wide, across the rows or down the columns, whichever is worse, so that
  /// motion shows in either direction. Found from the ratio of each edge's gradient to its gradient after blurring
  /// once more (Zhuo and Sim 2011). Sharp photos have 0.5…1.7, since drone cameras soften and textures are no steps;
  /// noise makes a blurred photo seem a little sharper. `nil` when there are fewer than ``minimumEdges``.
  public var blur: Double?
  /// The mean luma, 0 black … 1 white.
  public var exposure: Double
  /// The fraction of pixels that are black or nearly so: luma 4 of 255 and below.
  public var clippedShadows: Double
  /// The fraction of pixels that are white or nearly so: luma 251 of 255 and above.
  public var clippedHighlights: Double

  /// Above this many pixels of blur a photo is called blurred: cracks narrower than about 5 pixels drown.
  ///
  /// The sharpest photos of four cameras had 0.6, the softest still useful one 1.8.
  public static let blurLimit = 2.0
  /// Below this mean luma a photo is called underexposed; flights in order had 0.22…0.6.
  public static let darkLimit = 0.12
  /// Above this mean luma a photo is called overexposed.
  public static let brightLimit = 0.8
  /// Above this fraction of black pixels a photo is called underexposed.
  public static let clippedShadowsLimit = 0.25
  /// Above this fraction of white pixels a photo is called overexposed.
  public static let clippedHighlightsLimit = 0.15
  /// The fewest edges in a direction that a blur is stated for.
  public static let minimumEdges = 100

  // The least difference over two pixels, after two blurs, that counts as an edge: above noise, below most textures.
  private static let minimumGradient: Int32 = 6
  private static let blocksAcross = 9
  private static let blockSide = 64

  /// Judges a photo at full resolution.
  public init(of photo: Image<RGB8>) {
    var luma = [Int64](repeating: 0, count: 256)
    var horizontal = [Int64](repeating: 0, count: Int(IK_EDGE_RATIO_BINS))
    var vertical = horizontal
    let columns = Self.blockStarts(length: photo.width)
    let rows = Self.blockStarts(length: photo.height)
    unsafe photo.withUnsafeBytes { pixels in
      for y in rows {
        for x in columns {
          var block = unsafe ik_view(
            pixels: pixels.assumingMemoryBound(to: UInt8.self).baseAddress?.advanced(by: y * photo.stride + 3 * x),
            width: Int32(min(Self.blockSide, photo.width)), height: Int32(min(Self.blockSide, photo.height)),
            stride: photo.stride, channels: 3)
          _ = unsafe ik_quality_add(&block, Self.minimumGradient, &luma, &horizontal, &vertical)
        }
      }
    }
    let count = Double(luma.reduce(0, +))
    let sum = luma.enumerated().reduce(0) { $0 + Double($1.offset) * Double($1.element) }
    exposure = sum / count / 255
    clippedShadows = Double(luma[...4].reduce(0, +)) / count
    clippedHighlights = Double(luma[251...].reduce(0, +)) / count
    blur = [horizontal, vertical].compactMap(Self.blur).max()
  }

  /// What is doubtful about the photo: `blurred`, `underexposed`, `overexposed`.
  public var warnings: [MetadataWarning] {
    var warnings: [MetadataWarning] = []
    if let blur, blur > Self.blurLimit {
      warnings.append(
        MetadataWarning("blurred", "edges are blurred over \(Self.tenths(blur)) pixels; fine cracks may be missed"))
    }
    if exposure < Self.darkLimit || clippedShadows > Self.clippedShadowsLimit {
      warnings.append(
        MetadataWarning(
          "underexposed",
          "mean luma \(Self.percent(exposure)), \(Self.percent(clippedShadows)) of the pixels are black"))
    }
    if exposure > Self.brightLimit || clippedHighlights > Self.clippedHighlightsLimit {
      warnings.append(
        MetadataWarning(
          "overexposed",
          "mean luma \(Self.percent(exposure)), \(Self.percent(clippedHighlights)) of the pixels are white"))
    }
    return warnings
  }

  // Evenly spread, and never two blocks at one place in a small photo.
  private static func blockStarts(length: Int) -> [Int] {
    let blocks = min(blocksAcross, length / blockSide)
    guard blocks > 1 else { return [0] }
    return (0..<blocks).map { (length - blockSide) * $0 / (blocks - 1) }
  }

  // The three-quarter point of the ratios, turned into a standard deviation. A Gaussian edge of variance s² has the
  // gradient 1/√(s² + v); the kernels have v = 1 and 2, plus 1/3 for a difference over two pixels, so the ratio is
  // r² = (s² + 4/3) / (s² + 7/3).
  private static func blur(_ ratios: [Int64]) -> Double? {
    let count = ratios.reduce(0, +)
    guard count >= minimumEdges else { return nil }
    var below: Int64 = 0
    for (bin, edges) in ratios.enumerated() {
      below += edges
      if below * 4 >= count * 3 {
        let ratio = (Double(bin) + 0.5) / Double(ratios.count)
        return max(0, 1 / (1 / (ratio * ratio) - 1) - 4.0 / 3).squareRoot()
      }
    }
    return nil
  }

  private static func percent(_ fraction: Double) -> String { "\(Int((fraction * 100).rounded())) %" }

  private static func tenths(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
}
