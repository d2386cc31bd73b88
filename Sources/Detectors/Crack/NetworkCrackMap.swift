import ImageKit
import Synchronization

/// The crack map of a network: its first class, enlarged from the network's cells to a byte a pixel.
///
/// A network belongs to one worker at a time. The map keeps those that are idle and makes another when none is, so that their
/// memory is laid out once a worker and not once a photo.
package final class NetworkCrackMap: CrackMap {
  package let hysteresis: (low: UInt8, high: UInt8)
  private let makeNetwork: @Sendable () throws(ModelError) -> any Network
  private let idle = Mutex(Idle())

  /// Networks between two photos.
  ///
  /// Each is with one worker or here, never with two: that is what makes handing them on sound.
  private struct Idle: @unchecked Sendable {
    var networks: [any Network] = []
  }

  /// Creates a map on networks of one kind.
  ///
  /// - Parameters:
  ///   - threshold: The probability that a crack must reach somewhere, 0…1; a pixel belongs to it from half of that.
  ///   - makeNetwork: Returns a network whose first class is the crack.
  package init(threshold: Double, makeNetwork: @escaping @Sendable () throws(ModelError) -> any Network) {
    let high = UInt8(max(1, min(255, (255 * threshold).rounded())))
    hysteresis = (max(1, high / 2), high)
    self.makeNetwork = makeNetwork
  }

  package func probabilities(in tile: Tile) throws -> Image<Gray8> {
    let network = try takeIdle() ?? makeNetwork()
    let stride = network.outputStride
    let window = tile.window
    // One more cell on each side: the outermost pixels lie between two cells.
    let (left, top) = (max(0, window.x - stride), max(0, window.y - stride))
    let seen = Window(
      x: left, y: top, width: min(tile.photo.width, window.endX + stride) - left,
      height: min(tile.photo.height, window.endY + stride) - top)
    let cells = network.cells(of: seen)
    let maps = try network.probabilities(of: tile.photo, window: seen)
    let part = Window(
      x: window.x - cells.x * stride, y: window.y - cells.y * stride, width: window.width, height: window.height)
    // Not after an error: what it left behind is unknown.
    keep(network)
    return stride == 1 && part == maps[0].bounds
      ? maps[0] : MapEnlargement.pixels(of: maps[0], stride: stride, window: part)
  }

  private func takeIdle() -> (any Network)? {
    var taken = Idle()
    idle.withLock { idle in
      if let network = idle.networks.popLast() { taken.networks = [network] }
    }
    return taken.networks.first
  }

  private func keep(_ network: any Network) {
    let kept = Idle(networks: [network])
    idle.withLock { $0.networks += kept.networks }
  }
}
