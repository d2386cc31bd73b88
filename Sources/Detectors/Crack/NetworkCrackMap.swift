import ImageKit
import Synchronization

/// The crack map of a network: its first class, enlarged from the network's cells to a byte a pixel.
///
/// A network that tells sealed cracks, and where there is pavement or a wall at all, is heard on that too: what lies surely
/// elsewhere is no crack.
///
/// A network belongs to one worker at a time. The map keeps those that are idle and makes another when none is, so that their
/// memory is laid out once a worker and not once a photo.
package final class NetworkCrackMap: CrackMap {
  package let hysteresis: (low: UInt8, high: UInt8)
  package var confidence: CrackConfidence { .network }
  private let sealed, surface: Int?
  private let makeNetwork: @Sendable () throws(ModelError) -> any Network
  private let idle = Mutex(Idle())

  /// Networks between two photos.
  ///
  /// Each is with one worker or here, never with two: that is what makes handing them on sound.
  private struct Idle: @unchecked Sendable {
    var networks: [any Network] = []
  }

  /// What the second maps are called in a model's `classes`.
  static let sealedClass = DamageClass.sealedCrack.rawValue
  static let surfaceClass = "built_surface"

  /// Creates a map on networks of one kind.
  ///
  /// - Parameters:
  ///   - classes: What the networks' maps stand for; the first is the crack.
  ///   - threshold: The probability that a crack must reach somewhere, 0…1; a pixel belongs to it from half of that.
  ///   - makeNetwork: Returns a network.
  package init(
    classes: [String]?, threshold: Double, makeNetwork: @escaping @Sendable () throws(ModelError) -> any Network
  ) {
    let high = UInt8(max(1, min(255, (255 * threshold).rounded())))
    hysteresis = (max(1, high / 2), high)
    sealed = classes?.firstIndex(of: Self.sealedClass)
    surface = classes?.firstIndex(of: Self.surfaceClass)
    self.makeNetwork = makeNetwork
  }

  package func maps(in tile: Tile) throws -> CrackMaps {
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
    func pixels(_ map: Image<Gray8>) -> Image<Gray8> {
      stride == 1 && part == map.bounds ? map : MapEnlargement.pixels(of: map, stride: stride, window: part)
    }
    let surface = surface.map { maps[$0] }
    let surfaceMap = surface.map { CellMap(cells: $0, stride: stride, x: part.x, y: part.y) }
    let cracks = MapGate.open(maps[0], where: surface)
    // Seldom there: most photos are spared its pixels.
    guard let sealed = self.sealed.map({ MapGate.open(maps[$0], where: surface) }),
      MapGate.reaches(hysteresis.high, in: sealed)
    else { return CrackMaps(cracks: pixels(cracks), surface: surfaceMap) }
    return CrackMaps(
      cracks: pixels(MapGate.stronger(cracks, than: sealed)), sealed: pixels(MapGate.stronger(sealed, than: cracks)),
      surface: surfaceMap)
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
