import Foundation
import ImageKit

/// Tells shadows of stems and poles from what lies on the ground, by its light.
///
/// A lying stem is lit as the ground beside it is: half of it is about as bright. In a shadow next to nothing is. Leaves and bark may be as dark as
/// a shadow, but leaves are greener than what they lie on; a shadow is bluer, as the sky lights it, and bark is not.
struct ShadowTest {
  /// What the network looked at.
  let picture: Image<RGB8>
  let maps: TreeMaps

  /// How far the ground beside it reaches, in metres.
  static let reach = 0.8
  /// Fewer cells of ground tell nothing.
  private static let leastGround = 12
  /// What counts as lit: this part of the ground's brightness, and the least part of a thing that must be.
  static let lit = (brightness: 0.75, part: 0.25)
  /// What is this much greener than the ground is leaves: 2 G / (R + B) to that of the ground.
  static let leaves = 1.15
  /// What is not bluer than this is bark, in the shade or in the sun: R / B to that of the ground.
  ///
  /// Shadows have 0.5 to 0.8.
  static let bark = 0.85

  /// Linear light of a component, 0…1.
  private static let light = (0...255).map { pow(Double($0) / 255, 2.2) }

  /// Whether cells are a shadow on what is beside them.
  ///
  /// - Parameters:
  ///   - cells: the surest cells of a thing, its stem where one shows.
  ///   - piece: all of it; none of it is ground.
  func isShadow(_ cells: [Int], of piece: [Int]) -> Bool {
    let ground = self.cells(beside: cells, of: piece).map(colour)
    guard ground.count >= Self.leastGround, !cells.isEmpty else { return false }
    let own = cells.map(colour)
    let bright = Self.lit.brightness * ground.map(Self.brightness).median
    let lit = own.count { Self.brightness($0) >= bright }
    guard Double(lit) < Self.lit.part * Double(own.count) else { return false }
    return Self.ratio(Self.greenness, own, ground) < Self.leaves && Self.ratio(Self.redness, own, ground) < Self.bark
  }

  /// Whether the part of a thing on a carriageway is as much greener than the carriageway beside it as leaves are.
  func isGreen(_ piece: [Int], on carriageway: CellMask) -> Bool {
    let own = piece.filter { carriageway.isSet[$0] }
    let ground = cells(beside: own, of: piece).filter { carriageway.isSet[$0] }
    guard ground.count >= Self.leastGround, !own.isEmpty else { return false }
    return Self.ratio(Self.greenness, own.map(colour), ground.map(colour)) >= Self.leaves
  }

  private func cells(beside cells: [Int], of piece: [Int]) -> [Int] {
    func mask(_ cells: [Int]) -> CellMask { CellMask(width: maps.width, height: maps.height, cells: cells) }
    let reach = max(2, (Self.reach / maps.cellSize).rounded())
    return mask(cells).grown(by: reach).subtracting(mask(piece)).cells
  }

  private static func ratio(
    _ of: (SIMD3<Double>) -> Double, _ own: [SIMD3<Double>], _ ground: [SIMD3<Double>]
  ) -> Double {
    own.map(of).median / max(1e-6, ground.map(of).median)
  }

  /// The mean linear colour of a cell's pixels.
  private func colour(_ cell: Int) -> SIMD3<Double> {
    let side = Int(maps.stride / maps.scale)
    let (left, top) = (cell % maps.width * side, cell / maps.width * side)
    var sum = SIMD3<Double>.zero
    var count = 0.0
    for y in top..<min(top + side, picture.height) {
      for x in left..<min(left + side, picture.width) {
        let pixel = picture[x, y]
        sum += [Self.light[Int(pixel.red)], Self.light[Int(pixel.green)], Self.light[Int(pixel.blue)]]
        count += 1
      }
    }
    return sum / max(1, count)
  }

  private static func brightness(_ colour: SIMD3<Double>) -> Double { colour.sum() }

  private static func greenness(_ colour: SIMD3<Double>) -> Double { 2 * colour.y / max(1e-6, colour.x + colour.z) }

  private static func redness(_ colour: SIMD3<Double>) -> Double { colour.x / max(1e-6, colour.z) }
}
