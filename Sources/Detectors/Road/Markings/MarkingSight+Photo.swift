import ImageKit

extension MarkingSight {
  /// What markings are looked for in, from what the road network looks at; `nil` where the photo's scale is unknown or too coarse.
  ///
  /// - Parameters:
  ///   - sight: the road network's picture: brightness, cracks, built surface.
  ///   - scale: pixels of the photo a pixel of it.
  init?(_ sight: Image<RGB8>, scale: Double, tile: Tile, pavement: PavementMask) {
    guard let gsd = tile.groundSampleDistance, let halvings = Self.halvings(cell: scale * gsd) else { return nil }
    guard pavement.cells.isSet.contains(true) else { return nil }
    var sight = sight
    var side = scale
    for _ in 0..<halvings {
      sight = PhotoHalving.half(of: sight)
      side *= 2
    }
    let photo = tile.photo
    self.init(
      brightness: MarkingPlane(channel: 0, of: sight), surface: MarkingPlane(channel: 2, of: sight),
      pavement: pavement.plane(width: sight.width, height: sight.height, side: side),
      colour: { u, v in
        let pixel = photo[
          min(photo.width - 1, max(0, Int(u * side))), min(photo.height - 1, max(0, Int(v * side)))]
        return SIMD3(Double(pixel.red), Double(pixel.green), Double(pixel.blue))
      }, cell: side * gsd, side: side)
  }
}

extension PavementMask {
  /// The pavement in cells of another size: 255 where it is paved, else 0.
  ///
  /// - Parameter side: pixels of the photo a cell.
  func plane(width: Int, height: Int, side cell: Double) -> MarkingPlane {
    let columns = (0..<width).map { min(cells.width - 1, Int((Double($0) + 0.5) * cell / Double(side))) }
    var values: [UInt8] = []
    values.reserveCapacity(width * height)
    var row = -1
    var line = [UInt8](repeating: 0, count: width)
    for y in 0..<height {
      let next = min(cells.height - 1, Int((Double(y) + 0.5) * cell / Double(side)))
      if next != row {
        row = next
        let isPaved = Array(cells.isSet[row * cells.width..<(row + 1) * cells.width])
        line = columns.map { isPaved[$0] ? 255 : 0 }
      }
      values += line
    }
    return MarkingPlane(width: width, height: height, values: values)
  }
}
