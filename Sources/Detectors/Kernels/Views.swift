import CDetectors
import ImageKit

extension Image where Kind == RGB8 {
  /// Calls the closure with a view of a window of the photo, valid during the call only.
  func withView<Result>(of window: Window, _ body: (dt_rgb_view) -> Result) -> Result {
    unsafe withUnsafeBytes { bytes in
      let start = unsafe bytes.baseAddress.map {
        unsafe $0.assumingMemoryBound(to: UInt8.self) + (window.y * stride + 3 * window.x)
      }
      return unsafe body(
        dt_rgb_view(pixels: start, width: Int32(window.width), height: Int32(window.height), stride: stride))
    }
  }
}

extension Image where Kind == Gray8 {
  /// Calls the closure with a view of the whole picture, valid during the call only.
  func withView<Result>(_ body: (dt_gray_view) -> Result) -> Result {
    unsafe withUnsafeBytes { bytes in
      let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
      return unsafe body(dt_gray_view(pixels: start, width: Int32(width), height: Int32(height), stride: stride))
    }
  }

  /// Creates a picture that the closure writes.
  convenience init(width: Int, height: Int, write: (dt_gray_target) -> Void) {
    unsafe self.init(width: width, height: height) { bytes in
      let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
      unsafe write(dt_gray_target(pixels: start, width: Int32(width), height: Int32(height), stride: width))
    }
  }
}
