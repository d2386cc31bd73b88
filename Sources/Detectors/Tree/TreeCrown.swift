import Foundation
import ImageKit

/// A crown that the tree network found.
struct TreeCrown: Equatable {
  /// How surely it is one, 0…1.
  var score: Double
  /// The middle of its box, in pixels of the photo.
  var middle: PixelPoint
  /// Half the box's sides, in pixels.
  var halfU, halfV: Double
  /// How surely it is declining, and how surely dead, 0…1.
  var declining, dead: Double

  /// What it is reported as.
  var damageClass: DamageClass {
    guard max(declining, dead) >= 0.5 else { return .treeCrown }
    return dead > declining ? .deadCrown : .decliningCrown
  }

  /// How surely it is that.
  var confidence: Double {
    switch damageClass {
    case .deadCrown: score * dead
    case .decliningCrown: score * declining
    default: score
    }
  }

  /// Whether it is a dead part of a living crown: it lies in that one and is much smaller.
  func isBranch(of crown: TreeCrown) -> Bool {
    guard damageClass == .deadCrown, crown.damageClass != .deadCrown else { return false }
    guard crown.halfU * crown.halfV >= Self.branchOf * halfU * halfV else { return false }
    // Opposite points of its rim, along both axes and between them.
    let inside = (0..<8).count { step in
      let angle = Double.pi * Double(step) / 4
      return crown.depth(of: PixelPoint(u: middle.u + halfU * cos(angle), v: middle.v + halfV * sin(angle))) <= 1
    }
    return inside >= Self.branchInside
  }

  /// A crown is at least so many times as large as a branch of it, in area, and so many of eight points of the branch's rim lie in it.
  private static let branchOf = 4.0
  private static let branchInside = 7

  /// How far out a point lies: 0 in the middle, 1 on the ellipse in the box.
  func depth(of point: PixelPoint) -> Double { hypot((point.u - middle.u) / halfU, (point.v - middle.v) / halfV) }

  /// Returns the area shared with another crown's box over that of both.
  func overlap(_ other: TreeCrown) -> Double {
    func shared(_ one: Double, _ half: Double, _ two: Double, _ otherHalf: Double) -> Double {
      max(0, min(one + half, two + otherHalf) - max(one - half, two - otherHalf))
    }
    let both =
      shared(middle.u, halfU, other.middle.u, other.halfU) * shared(middle.v, halfV, other.middle.v, other.halfV)
    return both / max(1e-9, 4 * halfU * halfV + 4 * other.halfU * other.halfV - both)
  }

  /// The corners of the box, cut at the photo's borders, clockwise on screen.
  func corners(width: Int, height: Int) -> [PixelPoint] {
    let (left, right) = (max(0, middle.u - halfU), min(Double(width), middle.u + halfU))
    let (top, bottom) = (max(0, middle.v - halfV), min(Double(height), middle.v + halfV))
    return [(left, top), (right, top), (right, bottom), (left, bottom)].map { PixelPoint(u: $0.0, v: $0.1) }
  }

  /// The pixels of the ellipse in the box.
  func ellipse(width: Int, height: Int) -> PixelMask {
    var runs: [PixelMask.Run] = []
    let top = max(0, Int((middle.v - halfV).rounded(.down)))
    let bottom = min(height, Int((middle.v + halfV).rounded(.up)))
    for y in top..<max(top, bottom) {
      let b = (Double(y) + 0.5 - middle.v) / halfV
      guard abs(b) < 1 else { continue }
      let half = halfU * (1 - b * b).squareRoot()
      let left = max(0, Int((middle.u - half).rounded()))
      let right = min(width, Int((middle.u + half).rounded()))
      if left < right { runs.append(.init(y: Int32(y), x: Int32(left), length: Int32(right - left))) }
    }
    return PixelMask(runs: runs)
  }

  /// A ring about the ellipse, clockwise on screen, cut at the photo's borders.
  func ring(width: Int, height: Int) -> [PixelPoint] {
    let points = (0..<32).map { step in
      let angle = 2 * Double.pi * Double(step) / 32
      return PixelPoint(
        u: min(Double(width), max(0, middle.u + halfU * cos(angle))),
        v: min(Double(height), max(0, middle.v + halfV * sin(angle))))
    }
    // Cut, many corners fall together.
    return points.indices.filter { points[$0] != points[($0 + 1) % points.count] }.map { points[$0] }
  }
}
