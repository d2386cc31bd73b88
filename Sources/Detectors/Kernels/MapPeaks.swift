import CDetectors
import ImageKit

/// Finds where a map is highest.
enum MapPeaks {
  /// Returns the cells that are at least `lowest` and higher than the eight around them, in reading order; of equal neighbours the first.
  static func peaks(of map: Image<Gray8>, lowest: UInt8) -> [(x: Int, y: Int)] {
    var cells = [Int32](repeating: 0, count: 1024)
    while true {
      let count = unsafe map.withView { view in
        unsafe cells.withUnsafeMutableBufferPointer { unsafe dt_peaks(view, lowest, $0.baseAddress, Int32($0.count)) }
      }
      if Int(count) <= cells.count {
        return cells.prefix(Int(count)).map { (Int($0) % map.width, Int($0) / map.width) }
      }
      cells = [Int32](repeating: 0, count: Int(count))
    }
  }
}
