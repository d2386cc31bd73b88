import ImageKit

/// One component of candidate pixels, thinned.
struct CrackPiece {
  /// Its lines.
  var skeleton: Skeleton
  /// The number of candidate pixels it was thinned from.
  var area: Int
  /// The map's highest value in it.
  var highest: UInt8

  /// Half the mean width of the candidate pixels, in pixels.
  var halfWidth: Double { Double(area) / Double(2 * max(1, skeleton.pixels.count)) }

  /// Returns what is left without some of its line pixels, each connected part for itself, in reading order.
  ///
  /// A part's area is its share of the line pixels; its highest value is that of the map along its lines.
  func parts(without gone: Set<Int>, map: Image<Gray8>, spur: Int) -> [CrackPiece] {
    let pixels = skeleton.pixels.filter { !gone.contains($0) }
    guard pixels.count < skeleton.pixels.count else { return [self] }
    let links = SkeletonLinks(pixels: pixels, width: skeleton.width)
    var part = [Int](repeating: -1, count: pixels.count)
    var members: [[Int]] = []
    for first in pixels.indices where part[first] < 0 {
      part[first] = members.count
      var open = [first]
      var own: [Int] = []
      while let next = open.popLast() {
        own.append(pixels[next])
        for other in links.neighbours(next) where part[other] < 0 {
          part[other] = members.count
          open.append(other)
        }
      }
      members.append(own.sorted())
    }
    return members.map { own in
      CrackPiece(
        skeleton: Skeleton(pixels: own, width: skeleton.width, spur: spur),
        area: area * own.count / max(1, skeleton.pixels.count),
        highest: own.reduce(0) { max($0, map[$1 % map.width, $1 / map.width].value) })
    }
  }
}
