extension Image {
  /// Returns a copy of the part of the image that a window covers; `nil` when it covers nothing of it.
  ///
  /// What lies outside the image is cut off.
  public func cropped(to window: Window) -> Image? {
    let (left, top) = (max(0, window.x), max(0, window.y))
    let (right, bottom) = (min(width, window.endX), min(height, window.endY))
    guard right > left, bottom > top else { return nil }
    let count = (right - left) * Kind.channels
    return unsafe withUnsafeBytes { source in
      unsafe Image(width: right - left, height: bottom - top) { target in
        for row in top..<bottom {
          let start = row * stride + left * Kind.channels
          unsafe target[((row - top) * count)...].copyBytes(from: source[start..<(start + count)])
        }
      }
    }
  }
}
