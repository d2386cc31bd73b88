import ImageKit

/// Networks of one model whose maps hold numbers, for any number of workers.
final class MeasuringNetworks: Sendable {
  /// Pixels of what they look at from one value of a map to the next.
  let outputStride: Int
  private let networks: NetworkPool<any MeasuringNetwork>

  /// - Parameter classes: what the maps must stand for, in order.
  /// - Throws: when the model's maps are others.
  init(_ model: DetectorModel, classes: [String]) throws(ModelError) {
    outputStride = model.outputStride
    networks = NetworkPool(make: try model.measuringNetworks(classes: classes))
  }

  /// Returns the numbers of all maps of a whole picture.
  func numbers(of picture: Image<RGB8>) throws(ModelError) -> [Image<Gray8>] {
    try networks.lend { (network) throws(ModelError) in try network.numbers(of: picture, window: picture.bounds) }
  }
}
