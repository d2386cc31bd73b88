import ImageKit

/// Joins pieces whose free ends look at each other across a small gap.
struct GapBridging {
  /// Pieces that belong together, and the straight lines across their gaps.
  struct Group {
    var pieces: [Int]
    var bridges: [Polyline]
  }

  /// The widest gap, in pixels.
  var widestGap: Double
  /// The least cosine between an end's direction and the way across.
  var straightness: Double

  private struct End {
    var piece: Int
    var point: PixelPoint
    var u, v: Double
  }

  /// Returns the groups in the order of their first pieces.
  func groups(of pieces: [CrackPiece], width: Int) -> [Group] {
    let ends = pieces.indices.flatMap { self.ends(of: pieces[$0], index: $0, width: width) }
    var cells: [Int: [Int]] = [:]
    let columns = Int(Double(width) / widestGap) + 3
    func cell(_ end: End) -> Int {
      let row = Int(end.point.v / widestGap)
      return row * columns + Int(end.point.u / widestGap) + 1
    }
    var group = Array(pieces.indices)
    func root(_ index: Int) -> Int {
      var index = index
      while group[index] != index { index = group[index] }
      return index
    }
    // Short gaps first, so that an end is not taken by a far piece while a near one waits.
    var pairs: [(distance: Double, first: Int, second: Int)] = []
    for (index, end) in ends.enumerated() {
      let home = cell(end)
      for down in [-columns, 0, columns] {
        for near in home + down - 1...home + down + 1 {
          for other in cells[near] ?? [] where ends[other].piece != end.piece {
            if let distance = gap(ends[other], end) { pairs.append((distance, other, index)) }
          }
        }
      }
      cells[home, default: []].append(index)
    }
    var used = [Bool](repeating: false, count: ends.count)
    var bridges: [(piece: Int, line: Polyline)] = []
    for pair in pairs.sorted(by: { ($0.distance, $0.first, $0.second) < ($1.distance, $1.first, $1.second) }) {
      let (a, b) = (root(ends[pair.first].piece), root(ends[pair.second].piece))
      guard !used[pair.first], !used[pair.second], a != b else { continue }
      used[pair.first] = true
      used[pair.second] = true
      group[max(a, b)] = min(a, b)
      bridges.append((a, Polyline(points: [ends[pair.first].point, ends[pair.second].point])))
    }
    var result: [Int: Group] = [:]
    for index in pieces.indices { result[root(index), default: Group(pieces: [], bridges: [])].pieces.append(index) }
    for bridge in bridges { result[root(bridge.piece)]?.bridges.append(bridge.line) }
    return result.sorted { $0.key < $1.key }.map(\.value)
  }

  /// The gap between two ends that look at each other, in pixels.
  private func gap(_ a: End, _ b: End) -> Double? {
    let (du, dv) = (b.point.u - a.point.u, b.point.v - a.point.v)
    let distance = (du * du + dv * dv).squareRoot()
    guard distance > 0, distance <= widestGap else { return nil }
    let leaves = (a.u * du + a.v * dv) / distance
    let arrives = -(b.u * du + b.v * dv) / distance
    return leaves >= straightness && arrives >= straightness ? distance : nil
  }

  private func ends(of piece: CrackPiece, index: Int, width: Int) -> [End] {
    piece.skeleton.branches.flatMap { branch -> [End] in
      guard branch.pixels.count > 3, !branch.isLoop else { return [] }
      var ends: [End] = []
      if branch.start == nil { ends.append(end(Array(branch.pixels.prefix(9)), index, width)) }
      if branch.end == nil { ends.append(end(branch.pixels.suffix(9).reversed(), index, width)) }
      return ends
    }
  }

  /// The end at the first of some pixels, looking away from the last.
  private func end(_ pixels: [Int], _ piece: Int, _ width: Int) -> End {
    let (tip, back) = (pixels[0], pixels[pixels.count - 1])
    let (u, v) = (Double(tip % width - back % width), Double(tip / width - back / width))
    let length = max(1e-9, (u * u + v * v).squareRoot())
    let point = PixelPoint(u: Double(tip % width) + 0.5, v: Double(tip / width) + 0.5)
    return End(piece: piece, point: point, u: u / length, v: v / length)
  }
}
