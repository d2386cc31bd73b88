import Foundation
import Synchronization

/// A raster of heights as the placing reads it: blocks of nodes and patches of map, each made when it is first needed.
///
/// What is asked of it does not depend on what was asked before: a cache only spares work.
final class ElevationGrid: Sendable {
  /// The file.
  let raster: ElevationRaster
  /// The geoid that the heights are measured from; nil when it is the ellipsoid.
  private let geoid: EGM96?
  private let blocks = Mutex(Cache<Int, ElevationBlock>(capacity: 64 << 20))
  private let patches = Mutex(Cache<MapPatch.Index, MapPatch>(capacity: 4 << 20))

  /// Creates the grid of a raster.
  init(_ raster: ElevationRaster, geoid: EGM96?) {
    self.raster = raster
    self.geoid = geoid
  }

  /// The last node that is the north-west corner of a cell.
  var lastColumn: Int { raster.width - 2 }
  /// The last node that is the north-west corner of a cell.
  var lastRow: Int { raster.height - 2 }

  /// Returns the block that holds a cell.
  func block(column: Int, row: Int) -> ElevationBlock {
    let cells = ElevationBlock.cells
    let (east, south) = (column / cells, row / cells)
    let key = south * ((raster.width + cells - 1) / cells) + east
    if let block = blocks.withLock({ $0[key] }) { return block }
    let (width, height) = (
      min(cells + 1, raster.width - east * cells), min(cells + 1, raster.height - south * cells)
    )
    let block = ElevationBlock(
      column: east * cells, row: south * cells, width: width, height: height,
      heights: raster.heights(column: east * cells, row: south * cells, width: width, height: height))
    blocks.withLock { $0.insert(block, for: key, size: block.byteCount) }
    return block
  }

  /// Returns the patch that holds a place in degrees; throws ``PlacementError/outsideSurface`` where the raster's
  /// coordinate system does not reach.
  func patch(_ index: MapPatch.Index) throws(PlacementError) -> MapPatch {
    if let patch = patches.withLock({ $0[index] }) { return patch }
    let patch = try makePatch(index)
    patches.withLock { $0.insert(patch, for: index, size: 512) }
    return patch
  }

  private func makePatch(_ index: MapPatch.Index) throws(PlacementError) -> MapPatch {
    func degrees(_ index: Int32, _ place: Double) -> Double { (Double(index) + (place + 1) / 2) / MapPatch.perDegree }
    var places: [SIMD2<Double>] = []
    for v in Cubic<SIMD2<Double>>.nodes {
      for u in Cubic<SIMD2<Double>>.nodes { places.append(SIMD2(degrees(index.east, u), degrees(index.north, v))) }
    }
    guard var map = raster.mapFromWGS84.transform(places) else { throw .outsideSurface }
    if let turn = raster.fullTurn {
      // A raster from 170 to 190 has the place −175 at 185.
      let middle = Double(raster.width - 1) / 2
      let shifts = [0, turn, -turn].map { shift in
        (shift, abs(raster.nodeFromMap(SIMD2(map[0].x + shift, map[0].y)).x - middle))
      }
      let shift = shifts.min { $0.1 < $1.1 }?.0 ?? 0
      for index in map.indices { map[index].x += shift }
    }
    var heights = [0.0, 0, 0, 0]
    if let geoid {
      for (corner, (u, v)) in [(-1.0, -1.0), (1, -1), (-1, 1), (1, 1)].enumerated() {
        do throws(CoordinateSystemError) {
          heights[corner] = try geoid.undulation(latitude: degrees(index.north, v), longitude: degrees(index.east, u))
        } catch {
          throw .outsideSurface
        }
      }
    }
    return MapPatch(index, nodes: map.map { raster.nodeFromMap($0) }, geoid: heights)
  }
}
