import ImageKit

extension MarkingPlane {
  /// One channel of a picture.
  ///
  /// - Parameter channel: 0…2.
  init(channel: Int, of picture: Image<RGB8>) {
    precondition((0..<3).contains(channel), "a channel of red, green and blue")
    let count = picture.width * picture.height
    let values = unsafe picture.withUnsafeBytes { bytes in
      unsafe [UInt8](unsafeUninitializedCapacity: count) { cells, written in
        for cell in 0..<count { unsafe cells[cell] = bytes[3 * cell + channel] }
        written = count
      }
    }
    self.init(width: picture.width, height: picture.height, values: values)
  }
}
