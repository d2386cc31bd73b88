import ImageKit

extension MaskPicture {
  /// Returns the pixels of a picture that are brighter than a level, as runs.
  public static func mask(of image: Image<Gray8>, above level: UInt8 = 127) -> PixelMask {
    let (width, height) = (image.width, image.height)
    return unsafe image.withUnsafeBytes { bytes in
      var runs: [PixelMask.Run] = []
      for y in 0..<height {
        let row = y * width
        var x = 0
        while x < width {
          guard unsafe bytes[row + x] > level else {
            x += 1
            continue
          }
          let start = x
          while x < width, unsafe bytes[row + x] > level { x += 1 }
          runs.append(.init(y: Int32(y), x: Int32(start), length: Int32(x - start)))
        }
      }
      return PixelMask(runs: runs)
    }
  }
}
