import ImageKit

/// Says for each place of a photo how likely it shows each of some classes.
///
/// ``Int8Network`` is the one that ships; ``ONNXNetwork`` runs a user's own file. A network is made for one worker: it
/// keeps its memory from photo to photo and is never called on two threads at once. What it says of a place depends on
/// the photo alone, not on the window it was asked about.
package protocol Network: AnyObject {
  /// What the maps stand for, in order: `["crack"]`.
  var classes: [String] { get }
  /// Photo pixels from one value of a map to the next.
  var outputStride: Int { get }

  /// Returns a map a class: 0 (surely not) … 255 (surely) for each cell of `outputStride` × `outputStride` pixels of the
  /// photo that the window touches.
  ///
  /// The cells form a grid from the photo's upper left corner. The maps begin with the cell that holds the window's upper left
  /// pixel and end with the one that holds its lower right pixel.
  ///
  /// - Precondition: the window lies inside the photo.
  func probabilities(of photo: Image<RGB8>, window: Window) throws(ModelError) -> [Image<Gray8>]
}

/// A network whose numbers are not all probabilities: places, sizes, angles.
package protocol MeasuringNetwork: Network {
  /// Returns a map a class like ``Network/probabilities(of:window:)``: 128 + 16 × the network's number, rounded, in 0…255.
  func numbers(of photo: Image<RGB8>, window: Window) throws(ModelError) -> [Image<Gray8>]
}

extension Network {
  /// The cells that a window touches: a rectangle of the map of the whole photo.
  package func cells(of window: Window) -> Window {
    let (x, y) = (window.x / outputStride, window.y / outputStride)
    return Window(
      x: x, y: y, width: (window.endX + outputStride - 1) / outputStride - x,
      height: (window.endY + outputStride - 1) / outputStride - y)
  }
}
