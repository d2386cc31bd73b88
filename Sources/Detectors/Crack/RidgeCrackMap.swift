import CDetectors
import ImageKit

/// The classical crack map: dark lines at three sizes, measured against the roughness around them.
///
/// Each level of a pyramid (full, half and quarter size) is searched for lines darker than *both* their sides, 15 pixels
/// long, in 12 directions. How dark a pixel is counts in units of the roughness of the ground within 36 pixels, so that
/// one threshold serves smooth concrete and coarse asphalt, sun and shadow, and grass has to be darker than grass ever
/// is. Green ground is silenced. The result is the strongest answer of the levels.
///
/// The map does not depend on how the work is cut, on the instruction set or on threads. It takes one byte a pixel for
/// itself and 0.7 while it works.
package struct RidgeCrackMap: CrackMap {
  /// The pyramid's levels: cracks up to about 3, 6 and 12 pixels wide.
  var levels = 3
  /// The line filter.
  var filter = ValleyFilter()
  /// Noise in grey levels: `noiseFactor` × roughness + `noiseFloor`, the floor standing for what JPEG leaves of noise.
  var noiseFactor = 1.5
  var noiseFloor = 2.0
  /// Blocks of 8 pixels, to each side, over which roughness is averaged.
  var noiseRadius = 4
  /// Excess green from which the answer fades, and where it is gone.
  var greenStart = 0.06
  var greenEnd = 0.14
  /// The instructions to use.
  package var variant = KernelVariant.best

  /// Creates the map with its standard constants.
  package init() {}

  package var hysteresis: (low: UInt8, high: UInt8) { (110, 180) }
  package var confidence: CrackConfidence { .ridges }

  package func maps(in tile: Tile) -> CrackMaps { CrackMaps(cracks: probabilities(in: tile)) }

  /// Returns the map of the tile's window.
  package func probabilities(in tile: Tile) -> Image<Gray8> {
    let pyramid = BrightnessPyramid(photo: tile.photo, window: tile.window, levels: levels, variant: variant)
    let colour = ColourBlocks(photo: tile.photo, window: tile.window, variant: variant)
    var coarser: Image<Gray8>?
    for level in stride(from: pyramid.levels - 1, to: 0, by: -1) {
      coarser = map(pyramid, level: level, colour: colour, coarser: coarser)
    }
    return map(pyramid, level: 0, colour: colour, coarser: coarser)
  }

  private func map(
    _ pyramid: BrightnessPyramid, level: Int, colour: ColourBlocks, coarser: Image<Gray8>?
  ) -> Image<Gray8> {
    let gain = gain(pyramid, level: level, colour: colour)
    let size = pyramid.size(of: level)
    return unsafe Image(width: size.width, height: size.height) { target in
      unsafe filter.write(pyramid, level: level, gain: gain, to: target, variant: variant)
      guard let coarser else { return }
      var scratch = [UInt16](repeating: 0, count: coarser.width + 2)
      unsafe coarser.withView { unsafe dt_raise_to_coarser($0, target, &scratch, variant.code) }
    }
  }

  /// 8192 / noise for each block of a level, faded out where the ground is green.
  private func gain(_ pyramid: BrightnessPyramid, level: Int, colour: ColourBlocks) -> [Int16] {
    let roughness = Roughness(of: pyramid, level: level, radius: noiseRadius, variant: variant)
    let side = Int(DT_NOISE_BLOCK)
    var gain = [Int16](repeating: 0, count: roughness.values.count)
    for row in 0..<roughness.rows {
      let colourRow = min(colour.rows - 1, ((row * side + side / 2) << level) / ColourBlocks.side)
      for column in 0..<roughness.columns {
        let colourColumn = min(colour.columns - 1, ((column * side + side / 2) << level) / ColourBlocks.side)
        let green = colour.excessGreen[colourRow * colour.columns + colourColumn]
        let open = min(1, max(0, (greenEnd - green) / (greenEnd - greenStart)))
        let noise = noiseFactor * roughness.values[row * roughness.columns + column] + noiseFloor
        gain[row * roughness.columns + column] = Int16(min(32767, open * 8192 / max(1, noise)))
      }
    }
    return gain
  }
}
