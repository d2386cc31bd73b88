internal import COpenCV

/// Corners of one photo that can be found again in other photos of the same place.
///
/// Found on a reduced grey copy of about a thousand pixels a side: the ground between two photos is compared, not its
/// finest texture, and a copy of that size takes 20 ms where the whole photo would take a second. A photo's features
/// take 40 bytes each.
public struct PhotoFeatures: Sendable {
  /// Where the features lie, in continuous pixels of the photo.
  public let points: [PixelPoint]
  fileprivate let records: [ocv_feature]

  /// How many features a photo has at most; matching costs grow with the square.
  public static let maximumCount = 1500
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
    records = unsafe [ocv_feature](unsafeUninitializedCapacity: Self.maximumCount) { memory, count in
      isDone = unsafe picture.withUnsafeBytes { bytes in
        var view = unsafe ocv_grey_picture(
          pixels: bytes.assumingMemoryBound(to: UInt8.self).baseAddress, width: width, height: height,
          stride: picture.stride)
        return unsafe ocv_find_features(&view, Self.maximumCount, memory.baseAddress, &found, &message)
      }
      count = isDone ? found : 0
    }
    guard isDone else { throw .matching(Self.text(message)) }
    points = records.map { PixelPoint(u: Double($0.x) * pixelSize, v: Double($0.y) * pixelSize) }
  }

  /// Returns the pairs of features that are each other's best partner and clearly better than the second best.
  ///
  /// Indices into ``points`` of this photo and of the other. Costs about 15 ms.
  public func matches(
    with other: PhotoFeatures, ratio: Double = 0.85
  ) throws(PictureError) -> [(first: Int, second: Int)] {
    var partners = [Int32](repeating: -1, count: records.count)
    var message = [CChar](repeating: 0, count: Int(OCV_MESSAGE_SIZE))
    let isDone = unsafe ocv_match_features(
      records, records.count, other.records, other.records.count, ratio, &partners, &message)
    guard isDone else { throw .matching(Self.text(message)) }
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
