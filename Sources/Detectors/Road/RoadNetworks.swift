import ImageKit

/// Road networks for any number of workers.
final class RoadNetworks: Sendable {
  /// Pixels of what it looks at from one value of a map to the next.
  let outputStride: Int
  private let networks: NetworkPool<any MeasuringNetwork>

  /// - Throws: when the model's maps are not those of a road network.
  init(_ model: DetectorModel) throws(ModelError) {
    outputStride = model.outputStride
    networks = NetworkPool(make: try model.measuringNetworks(classes: RoadMap.allCases.map(\.name)))
  }

  /// Returns the numbers of all maps of a whole picture.
  func numbers(of picture: Image<RGB8>) throws(ModelError) -> [Image<Gray8>] {
    try networks.lend { (network) throws(ModelError) in try network.numbers(of: picture, window: picture.bounds) }
  }
}
