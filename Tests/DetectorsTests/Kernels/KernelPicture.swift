import CDetectors

/// A picture in memory with a stride wider than its rows, for calling kernels and their references.
struct KernelPicture: Equatable {
  var width, height, channels, stride: Int
  var bytes: [UInt8]

  init(width: Int, height: Int, channels: Int = 1, slack: Int = 0, fill: () -> UInt8 = { 0 }) {
    self.width = width
    self.height = height
    self.channels = channels
    stride = width * channels + slack
    bytes = (0..<stride * height).map { _ in fill() }
  }

  subscript(x: Int, y: Int, c: Int = 0) -> Int {
    get { Int(bytes[y * stride + x * channels + c]) }
    set { bytes[y * stride + x * channels + c] = UInt8(newValue) }
  }

  /// The value at a place mirrored into the picture without repeating the edge.
  func mirrored(_ x: Int, _ y: Int, _ c: Int = 0) -> Int { self[Self.mirror(x, width), Self.mirror(y, height), c] }

  static func mirror(_ i: Int, _ n: Int) -> Int {
    guard n > 1 else { return 0 }
    let period = 2 * (n - 1)
    let j = ((i % period) + period) % period
    return j < n ? j : period - j
  }

  func withRGB<R>(_ body: (dt_rgb_view) -> R) -> R {
    bytes.withUnsafeBufferPointer {
      body(dt_rgb_view(pixels: $0.baseAddress, width: Int32(width), height: Int32(height), stride: stride))
    }
  }

  func withGray<R>(_ body: (dt_gray_view) -> R) -> R {
    bytes.withUnsafeBufferPointer {
      body(dt_gray_view(pixels: $0.baseAddress, width: Int32(width), height: Int32(height), stride: stride))
    }
  }

  mutating func withTarget<R>(_ body: (dt_gray_target) -> R) -> R {
    let (w, h, s) = (Int32(width), Int32(height), stride)
    return bytes.withUnsafeMutableBufferPointer {
      body(dt_gray_target(pixels: $0.baseAddress, width: w, height: h, stride: s))
    }
  }

  /// Sizes that break loops: one pixel, one row, one column, odd, around the width of a vector.
  static let awkwardSizes = [
    (1, 1), (1, 9), (9, 1), (2, 2), (3, 5), (31, 4), (32, 3), (33, 7), (64, 16), (65, 17), (130, 35),
  ]
  static let variants = [DT_BASELINE, DT_AVX2]
}
