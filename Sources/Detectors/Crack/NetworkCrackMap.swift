import ImageKit

/// The crack map of a network: its first class, enlarged from the network's cells to a byte a pixel.
///
/// A network that tells sealed cracks, and where there is pavement or a wall at all, is heard on that too: what lies surely
/// elsewhere is no crack.
///
/// Cracks wider than those a network was taught are as wide as those at half the size: with `looksAtHalfSize` it looks at the photo
/// twice, and the surer answer counts; the second look only where it is very sure, because at half the size more things look like
/// cracks.
package final class NetworkCrackMap: CrackMap {
  package let hysteresis: (low: UInt8, high: UInt8)
  package var confidence: CrackConfidence { .network }
  private let sealed, surface: Int?
  private let networks: NetworkPool<Networks>

  /// The networks of one worker: for the photo as it is, and for its half, whose memory is laid out otherwise.
  private struct Networks {
    let full: any Network
    let half: (any Network)?
  }

  /// What the second maps are called in a model's `classes`.
  static let sealedClass = DamageClass.sealedCrack.rawValue
  static let surfaceClass = "built_surface"
  /// What the half photo's map must reach to be heard: 0.85.
  static let sureAtHalfSize: UInt8 = 217

  /// Creates a map on networks of one kind.
  ///
  /// - Parameters:
  ///   - classes: What the networks' maps stand for; the first is the crack.
  ///   - threshold: The probability that a crack must reach somewhere, 0…1; a pixel belongs to it from half of that.
  ///   - looksAtHalfSize: Whether the photo is looked at in half its size, too.
  ///   - makeNetwork: Returns a network.
  package init(
    classes: [String]?, threshold: Double, looksAtHalfSize: Bool = false,
    makeNetwork: @escaping @Sendable () throws(ModelError) -> any Network
  ) {
    let high = UInt8(max(1, min(255, (255 * threshold).rounded())))
    hysteresis = (max(1, high / 2), high)
    sealed = classes?.firstIndex(of: Self.sealedClass)
    surface = classes?.firstIndex(of: Self.surfaceClass)
    networks = NetworkPool { () throws(ModelError) in
      Networks(full: try makeNetwork(), half: looksAtHalfSize ? try makeNetwork() : nil)
    }
  }

  package func maps(in tile: Tile) throws -> CrackMaps {
    try networks.lend { (networks) throws(ModelError) in try maps(in: tile, networks) }
  }

  private func maps(in tile: Tile, _ networks: Networks) throws(ModelError) -> CrackMaps {
    let network = networks.full
    let stride = network.outputStride
    let window = tile.window
    // One more cell on each side: the outermost pixels lie between two cells.
    let (left, top) = (max(0, window.x - stride), max(0, window.y - stride))
    let seen = Window(
      x: left, y: top, width: min(tile.photo.width, window.endX + stride) - left,
      height: min(tile.photo.height, window.endY + stride) - top)
    let cells = network.cells(of: seen)
    let maps = try network.probabilities(of: tile.photo, window: seen)
    var cracks = maps[0]
    if let half = networks.half {
      cracks = MapGate.raised(
        cracks, to: try Self.cracks(half, of: tile.photo, under: cells), whereAtLeast: Self.sureAtHalfSize)
    }
    let part = Window(
      x: window.x - cells.x * stride, y: window.y - cells.y * stride, width: window.width, height: window.height)
    func pixels(_ map: Image<Gray8>) -> Image<Gray8> {
      stride == 1 && part == map.bounds ? map : MapEnlargement.pixels(of: map, stride: stride, window: part)
    }
    let surface = surface.map { maps[$0] }
    let surfaceMap = surface.map { CellMap(cells: $0, stride: stride, x: part.x, y: part.y) }
    let evidence = CellMap(cells: maps[0], stride: stride, x: part.x, y: part.y)
    cracks = MapGate.open(cracks, where: surface)
    // Seldom there: most photos are spared its pixels.
    guard let sealed = self.sealed.map({ MapGate.open(maps[$0], where: surface) }),
      MapGate.reaches(hysteresis.high, in: sealed)
    else { return CrackMaps(cracks: pixels(cracks), surface: surfaceMap, evidence: evidence) }
    // In doubt it is open: a filled crack that is called open costs a look, an open one that is called filled stays open.
    let (open, filled) = MapGate.settled(cracks, sealed)
    return CrackMaps(cracks: pixels(open), sealed: pixels(filled), surface: surfaceMap, evidence: evidence)
  }

  /// Returns what a network says of a photo at half its size, for cells of the photo at its own.
  private static func cracks(
    _ network: any Network, of photo: Image<RGB8>, under cells: Window
  ) throws(ModelError) -> Image<Gray8> {
    let half = PhotoHalving.half(of: photo)
    let stride = network.outputStride
    // Half as many cells, and one more on each side: the outermost cells lie between two of them.
    let (left, top) = (max(0, (cells.x / 2 - 1) * stride), max(0, (cells.y / 2 - 1) * stride))
    let right = min(half.width, ((cells.endX + 1) / 2 + 1) * stride)
    let bottom = min(half.height, ((cells.endY + 1) / 2 + 1) * stride)
    let seen = Window(x: left, y: top, width: right - left, height: bottom - top)
    let found = network.cells(of: seen)
    let map = try network.probabilities(of: half, window: seen)[0]
    return MapEnlargement.pixels(
      of: map, stride: 2,
      window: Window(
        x: cells.x - 2 * found.x, y: cells.y - 2 * found.y, width: cells.width, height: cells.height))
  }
}
