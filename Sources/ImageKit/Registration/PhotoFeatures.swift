internal import CImageKit
internal import COpenCV

/// Corners of one photo that can be found again in other photos of the same place.
///
/// Found on a reduced grey copy of about a thousand pixels a side: the ground between two photos is compared, not its
/// finest texture, and a copy of that size takes 20 ms where the whole photo would take a second. A photo's features
/// take 40 bytes each.
public struct PhotoFeatures: Sendable {
  /// Where the features lie, in continuous pixels of the photo.
  public let points: [PixelPoint]
  /// Four words a feature.
  private let descriptors: [UInt64]

  /// How many features a photo has at most; matching costs grow with the square.
  public static let maximumCount = 2000
  /// How much nearer a partner must be than the second nearest, in per cent.
  private static let ratio: Int32 = 85
  /// The longer side of the copy that features are found on lies between half of this and this, in pixels.
  static let longestSide = 1600

  /// Finds the features of a photo in its file; decodes it at a reduced size.
  public init(jpeg bytes: [UInt8], limits: DecodingLimits = .standard) throws(PhotoError) {
    let header = try JPEGDecoder.header(of: bytes, limits: limits)
    let scale = Self.scale(forLongerSide: max(header.width, header.height))
    let picture = try JPEGDecoder.decode(bytes, as: Gray8.self, scale: scale, limits: limits)
    do throws(PictureError) {
      try self.init(of: picture, pixelSize: Double(scale.rawValue))
    } catch {
      throw .failed("\(error)")
    }
  }

  /// Finds the features of a picture whose pixels each stand for `pixelSize` pixels of the photo along both axes.
  public init(of picture: Image<Gray8>, pixelSize: Double = 1) throws(PictureError) {
    let (width, height) = (Int32(clamping: picture.width), Int32(clamping: picture.height))
    var message = [CChar](repeating: 0, count: Int(OCV_MESSAGE_SIZE))
    var found = 0
    var isDone = false
    let records = unsafe [ocv_feature](unsafeUninitializedCapacity: Self.maximumCount) { memory, count in
      isDone = unsafe picture.withUnsafeBytes { bytes in
        var view = unsafe ocv_grey_picture(
          pixels: bytes.assumingMemoryBound(to: UInt8.self).baseAddress, width: width, height: height,
          stride: picture.stride)
        return unsafe ocv_find_features(&view, Self.maximumCount, memory.baseAddress, &found, &message)
      }
      count = isDone ? found : 0
    }
    guard isDone else { throw .matching(Self.text(message)) }
    descriptors = records.flatMap { [$0.descriptor.0, $0.descriptor.1, $0.descriptor.2, $0.descriptor.3] }
    points = records.map { PixelPoint(u: Double($0.x) * pixelSize, v: Double($0.y) * pixelSize) }
  }

  /// Returns the pairs of features that are each other's best partner and clearly better than the second best.
  ///
  /// Indices into ``points`` of this photo and of the other. Costs about 6 ms.
  public func matches(with other: PhotoFeatures) -> [(first: Int, second: Int)] {
    var partners = [Int32](repeating: -1, count: points.count)
    var nearest = [ik_nearest](repeating: ik_nearest(), count: other.points.count)
    let status = unsafe ik_match_features(
      descriptors, Int32(points.count), other.descriptors, Int32(other.points.count), Self.ratio, &partners, &nearest)
    precondition(status == .ok, "counts and ratio are in range")
    return partners.enumerated().compactMap { index, partner in partner < 0 ? nil : (index, Int(partner)) }
  }

  /// The reduction at which a photo's longer side comes closest below ``longestSide``.
  static func scale(forLongerSide side: Int) -> JPEGDecoder.Scale {
    JPEGDecoder.Scale.allCases.first { $0.length(of: side) <= longestSide } ?? .eighth
  }

  private static func text(_ message: [CChar]) -> String {
    String(decoding: message.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
