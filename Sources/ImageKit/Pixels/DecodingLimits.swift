/// How much a photo may cost before it is refused.
///
/// A few hundred bytes can claim billions of pixels, so every limit is checked against the headers before any memory
/// is taken or any pixel decoded. The standard limits pass every drone camera on the market, panoramas included.
public struct DecodingLimits: Hashable, Sendable {
  /// The most pixels a photo may claim, width times height.
  public var maximumPixels: Int
  /// The most scans a progressive photo may have; cameras write 1, ordinary software about 10.
  public var maximumScans: Int
  /// The most bytes a file may have.
  public var maximumFileBytes: Int
  /// The most bytes the decoder may take beside the picture itself; a progressive photo needs 2 to 6 a pixel.
  public var maximumMemory: Int
  /// True to keep what can be decoded of a damaged photo; its missing parts come out grey.
  public var toleratesWarnings: Bool

  /// Creates limits; each one defaults to the standard.
  public init(
    maximumPixels: Int = 300_000_000, maximumScans: Int = 100, maximumFileBytes: Int = 1 << 30,
    maximumMemory: Int = 1 << 30, toleratesWarnings: Bool = false
  ) {
    self.maximumPixels = maximumPixels
    self.maximumScans = maximumScans
    self.maximumFileBytes = maximumFileBytes
    self.maximumMemory = maximumMemory
    self.toleratesWarnings = toleratesWarnings
  }

  /// 300 million pixels, 100 scans, files and decoder memory of 1 GiB, nothing damaged.
  public static let standard = DecodingLimits()
}
