import ImageKit

extension Image where Kind == Gray8 {
  /// Creates a picture from its bytes, row after row.
  ///
  /// - Precondition: there are `width × height` of them.
  convenience init(width: Int, height: Int, values: [UInt8]) {
    precondition(values.count == width * height, "a byte a pixel")
    unsafe self.init(width: width, height: height) { bytes in unsafe bytes.copyBytes(from: values) }
  }
}
