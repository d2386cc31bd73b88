import ImageKit
import Synchronization

/// Road networks for any number of workers: each has one while it looks at a photo, and keeps its memory for the next.
final class RoadNetworks: Sendable {
  /// Pixels of what it looks at from one value of a map to the next.
  let outputStride: Int
  private let makeNetwork: @Sendable () throws(ModelError) -> any MeasuringNetwork
  private let idle = Mutex(Idle())

  /// Networks between two photos: each is with one worker or here, never with two.
  private struct Idle: @unchecked Sendable {
    var networks: [any MeasuringNetwork] = []
  }

  /// - Throws: when the model's maps are not those of a road network.
  init(_ model: DetectorModel) throws(ModelError) {
    outputStride = model.outputStride
    makeNetwork = try model.measuringNetworks(classes: RoadMap.allCases.map(\.name))
  }

  /// Returns the numbers of all maps of a whole picture.
  func numbers(of picture: Image<RGB8>) throws(ModelError) -> [Image<Gray8>] {
    var taken = Idle()
    idle.withLock { idle in
      if let network = idle.networks.popLast() { taken.networks = [network] }
    }
    let network: any MeasuringNetwork
    if let first = taken.networks.first { network = first } else { network = try makeNetwork() }
    let maps = try network.numbers(of: picture, window: picture.bounds)
    let kept = Idle(networks: [network])
    idle.withLock { $0.networks += kept.networks }
    return maps
  }
}
