import ImageKit

/// Pixel masks as a picture: 255 where any of them has a pixel, 0 elsewhere.
public enum MaskPicture {
  /// Returns the picture of some masks; what lies outside the size is left out.
  public static func image(of masks: [PixelMask], width: Int, height: Int) -> Image<Gray8> {
    unsafe Image(width: width, height: height) { memory in
      unsafe memory.initializeMemory(as: UInt8.self, repeating: 0)
      for mask in masks {
        for run in mask.runs where run.y >= 0 && run.y < height {
          let start = min(max(Int(run.x), 0), width)
          let end = min(max(Int(run.x) + Int(run.length), start), width)
          let row = Int(run.y) * width
          unsafe UnsafeMutableRawBufferPointer(rebasing: memory[(row + start)..<(row + end)])
            .initializeMemory(as: UInt8.self, repeating: 255)
        }
      }
    }
  }
}
