import Foundation
import ImageKit

extension CrackCandidate {
  /// Ends of branches that are no farther apart than this meet, in pixels.
  private static let meeting = 4.0
  /// A part shorter than this goes with what it meets, in pixels.
  private static let shortest = 40.0

  /// A part that is less than this of the whole goes with what it meets.
  private static let leastPart = 0.12

  /// Returns the crack's parts along a road and across it, each connected: cracks that cross are not one crack.
  ///
  /// - Parameter axis: the direction of the road, in radians from growing u towards growing v.
  func parts(by axis: Double) -> [CrackCandidate] {
    guard branches.count > 1 else { return [self] }
    var isAcross = branches.map { branch in
      RoadLine.direction(of: [branch]).map { abs(sin($0 - axis)) > 0.5.squareRoot() } ?? false
    }
    let meets = Self.meetings(of: branches)
    // Short pieces between two longer ones have no direction of their own.
    for index in branches.indices where branches[index].line.length < Self.shortest {
      let longest = meets[index].max { branches[$0].line.length < branches[$1].line.length }
      if let longest, branches[longest].line.length > branches[index].line.length {
        isAcross[index] = isAcross[longest]
      }
    }
    var members = Self.groups(meets, isAcross)
    // A stub beside a long line is a bend of it.
    let least = max(Self.shortest, Self.leastPart * length)
    for own in members where members.count > 1 && own.reduce(0, { $0 + branches[$1].line.length }) < least {
      for index in own { isAcross[index].toggle() }
    }
    members = Self.groups(meets, isAcross)
    return members.map { own in
      var copy = self
      copy.branches = own.map { branches[$0] }
      return copy
    }
  }

  /// Branches that meet and run the same way, in the order of their first ones.
  private static func groups(_ meets: [[Int]], _ isAcross: [Bool]) -> [[Int]] {
    var seen = [Bool](repeating: false, count: meets.count)
    var groups: [[Int]] = []
    for first in meets.indices where !seen[first] {
      seen[first] = true
      var open = [first]
      var own: [Int] = []
      while let next = open.popLast() {
        own.append(next)
        for other in meets[next] where !seen[other] && isAcross[other] == isAcross[next] {
          seen[other] = true
          open.append(other)
        }
      }
      groups.append(own.sorted())
    }
    return groups
  }

  /// For each branch those that meet it at an end.
  private static func meetings(of branches: [Branch]) -> [[Int]] {
    let ends = branches.map { branch in [branch.line.points.first, branch.line.points.last].compactMap { $0 } }
    var meets = [[Int]](repeating: [], count: branches.count)
    for a in branches.indices {
      for b in branches.indices where b > a {
        let isNear = ends[a].contains { end in ends[b].contains { Polyline.distance(end, $0) <= meeting } }
        if isNear {
          meets[a].append(b)
          meets[b].append(a)
        }
      }
    }
    return meets
  }
}
