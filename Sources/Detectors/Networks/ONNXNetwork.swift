import Foundation
import ImageKit

/// A user's own network, run by OpenCV in 32-bit floats: slower than ``Int8Network``, and for any shape that OpenCV knows.
///
/// How far such a network sees is unknown. A photo is therefore cut into tiles of ``tileSide`` pixels, each run with
/// ``context`` more on every side; what a network sees beyond those is lost. The tiles lie on a grid of the photo, so a place gets
/// the same value whatever window is asked for. At the right and lower edge the photo is continued by its last column
/// and row, up to multiples of ``inputMultiple``.
///
/// The same photo gives the same bytes on one machine. On another the last bits of the floats may differ, as OpenCV adds
/// them in another order there.
package final class ONNXNetwork: Network {
  /// The side of a tile, in pixels.
  package static let tileSide = 1024
  /// The pixels around a tile that are run with it: enough for networks that halve the picture three or four times.
  package static let context = 128
  /// The output strides that maps can be enlarged from.
  package static let outputStrides = [1, 2, 4, 8]
  /// The most memory for one tile, in bytes.
  static let maximumByteCount = 4 << 30
  /// The most classes.
  static let maximumClasses = 16

  package let classes: [String]
  package let outputStride: Int
  /// Sides of what the network takes are multiples of this; a power of two up to ``context``.
  package let inputMultiple: Int
  private let inputScale: Double
  private let path: String
  private let network: OpenCVNetwork

  /// Reads a network from a file.
  package convenience init(
    contentsOf file: URL, classes: [String]? = nil, inputScale: Double = 1.0 / 255, inputMultiple: Int = 16
  ) throws(ModelError) {
    try self.init(
      ONNXFile(contentsOf: file), classes: classes, inputScale: inputScale, inputMultiple: inputMultiple)
  }

  /// Reads a network from a file that is checked already.
  ///
  /// - Parameters:
  ///   - classes: What its maps stand for; `nil` numbers them.
  ///   - inputScale: What each byte of the photo is multiplied with.
  ///   - inputMultiple: A power of two that divides both sides of what the network takes.
  package init(
    _ file: ONNXFile, classes: [String]? = nil, inputScale: Double = 1.0 / 255, inputMultiple: Int = 16
  ) throws(ModelError) {
    guard inputMultiple > 0, Self.context % inputMultiple == 0 else {
      throw .unsupported(file.path, "sides of multiples of \(inputMultiple) pixels; a power of two up to 128 is needed")
    }
    // Unlike sides, so that exchanged ones show.
    let (width, height) = (4 * inputMultiple, 3 * inputMultiple)
    let output: (classes: Int, width: Int, height: Int)
    do throws(OpenCVNetwork.Failure) {
      network = try OpenCVNetwork(file)
      output = try network.outputSize(width: width, height: height)
    } catch {
      throw .unsupported(
        file.path, "\(error.reason); export with a height and width that may change, in multiples of \(inputMultiple)")
    }
    outputStride = output.width > 0 ? width / output.width : 0
    guard Self.outputStrides.contains(outputStride), output.width * outputStride == width,
      output.height * outputStride == height
    else {
      throw .unsupported(
        file.path,
        "\(width) x \(height) pixels in give \(output.width) x \(output.height) values out; one value for 1, 2, 4 or 8 "
          + "pixels a side is needed")
    }
    self.classes = classes ?? (1...max(1, output.classes)).map { "class \($0)" }
    guard output.classes == self.classes.count, output.classes <= Self.maximumClasses else {
      throw .unsupported(
        file.path, "its output has \(output.classes) classes; \(classes?.count ?? Self.maximumClasses) can be used")
    }
    self.inputScale = inputScale
    self.inputMultiple = inputMultiple
    path = file.path
  }

  package func probabilities(of photo: Image<RGB8>, window: Window) throws(ModelError) -> [Image<Gray8>] {
    precondition(window.width > 0 && window.height > 0 && window.x >= 0 && window.y >= 0, "a window has pixels")
    precondition(window.endX <= photo.width && window.endY <= photo.height, "a window lies inside its photo")
    let cells = cells(of: window)
    var maps = [[UInt8]](repeating: [UInt8](repeating: 0, count: cells.area), count: classes.count)
    for row in window.y / Self.tileSide...(window.endY - 1) / Self.tileSide {
      for column in window.x / Self.tileSide...(window.endX - 1) / Self.tileSide {
        try run(tileColumn: column, row: row, of: photo, into: &maps, cells: cells)
      }
    }
    return maps.map { Image(width: cells.width, height: cells.height, values: $0) }
  }

  /// Runs one tile and writes what it says of the cells.
  private func run(
    tileColumn: Int, row: Int, of photo: Image<RGB8>, into maps: inout [[UInt8]], cells: Window
  ) throws(ModelError) {
    let columns = ONNXTile(index: tileColumn, side: photo.width, multiple: inputMultiple)
    let rows = ONNXTile(index: row, side: photo.height, multiple: inputMultiple)
    let (width, height) = (columns.input.count / outputStride, rows.input.count / outputStride)
    // OpenCV cannot foretell the memory of every network; those that it cannot are run all the same.
    if let needed = try? network.byteCount(width: columns.input.count, height: rows.input.count),
      needed > Self.maximumByteCount
    {
      throw .tooLarge(needed)
    }
    let planes: OpenCVNetwork.Planes
    do throws(OpenCVNetwork.Failure) {
      planes = try network.planes(
        of: photo,
        window: Window(
          x: columns.input.lowerBound, y: rows.input.lowerBound, width: columns.pixels.count,
          height: rows.pixels.count),
        width: columns.input.count, height: rows.input.count, scale: inputScale,
        capacity: classes.count * width * height)
    } catch {
      throw .unsupported(path, error.reason)
    }
    guard planes.classes == classes.count, planes.width == width, planes.height == height else {
      throw .unsupported(path, "its output does not follow the size of its input")
    }
    let across = columns.cells(outputStride).clamped(to: cells.x..<cells.endX)
    for y in rows.cells(outputStride).clamped(to: cells.y..<cells.endY) {
      let line = (y - rows.input.lowerBound / outputStride) * width - columns.input.lowerBound / outputStride
      for index in maps.indices {
        for x in across {
          let logit = Double(planes.values[index * width * height + line + x])
          guard !logit.isNaN else { throw .unsupported(path, "its output holds values that are no numbers") }
          maps[index][(y - cells.y) * cells.width + x - cells.x] = UInt8((255 / (1 + exp(-logit))).rounded())
        }
      }
    }
  }
}
