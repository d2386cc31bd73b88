/// One column or row of the tiles that an ``ONNXNetwork`` cuts a photo into: ranges along one side.
struct ONNXTile {
  /// The pixels that the tile answers for, up to the end of the continued photo.
  let core: Range<Int>
  /// The pixels that the network sees, of the photo and of what it is continued by.
  let input: Range<Int>
  /// Those that the photo has.
  let pixels: Range<Int>

  /// Creates the tile with an index, from 0, along a side of the photo.
  ///
  /// - Parameter multiple: Both ends of what the network sees are multiples of this.
  init(index: Int, side: Int, multiple: Int) {
    let end = (side + multiple - 1) / multiple * multiple
    let start = index * ONNXNetwork.tileSide
    core = start..<min(end, start + ONNXNetwork.tileSide)
    input = max(0, start - ONNXNetwork.context)..<min(end, start + ONNXNetwork.tileSide + ONNXNetwork.context)
    pixels = input.lowerBound..<min(side, input.upperBound)
  }

  /// Returns the cells that the tile answers for.
  func cells(_ stride: Int) -> Range<Int> { core.lowerBound / stride..<core.upperBound / stride }
}
