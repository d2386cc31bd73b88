import TestSupport
import Testing

@testable import ImageKit

/// Areas on a grid made one: valid, simple, and as large as what lies in any of them.
struct GridAreasTests {
  private func box(_ x: Int, _ y: Int, _ width: Int, _ height: Int) -> [GridPoint] {
    [
      GridPoint(x: x, y: y), GridPoint(x: x + width, y: y), GridPoint(x: x + width, y: y + height),
      GridPoint(x: x, y: y + height),
    ]
  }

  /// Twice the area of a union: holes run the other way and count less than nothing.
  private func doubled(_ union: GridAreas) -> Int {
    union.areas.reduce(0) { sum, area in
      sum + GridAreas.doubledArea(area.outer) + area.holes.reduce(0) { $0 + GridAreas.doubledArea($1) }
    }
  }

  /// What makes areas invalid by the rules of the OGC, each side held against each other one; empty for valid ones.
  private func problems(_ union: GridAreas) -> [String] {
    var problems: [String] = []
    var sides: [(ring: Int, edge: GridEdge)] = []
    for (number, ring) in union.areas.flatMap({ [$0.outer] + $0.holes }).enumerated() {
      if Set(ring).count != ring.count || ring.count < 3 { problems.append("ring \(number) meets itself") }
      for (from, to) in zip(ring, ring.dropFirst() + ring.prefix(1)) { sides.append((number, GridEdge(from, to))) }
    }
    for (index, one) in sides.enumerated() {
      for other in sides[(index + 1)...] {
        if one.edge == other.edge { problems.append("\(one) is there twice") }
        if one.edge.crossing(other.edge) != nil { problems.append("\(one) crosses \(other)") }
        for (point, edge) in [
          (one.edge.low, other.edge), (one.edge.high, other.edge), (other.edge.low, one.edge),
          (other.edge.high, one.edge),
        ] where point != edge.low && point != edge.high {
          let way = edge.high - edge.low
          let isBetween =
            min(edge.low, edge.high) < point && point < max(edge.low, edge.high) && way.cross(point - edge.low) == 0
          if isBetween { problems.append("\(point) lies on \(edge)") }
        }
      }
    }
    for area in union.areas {
      if GridAreas.doubledArea(area.outer) <= 0 { problems.append("an outer ring runs clockwise") }
      if area.holes.contains(where: { GridAreas.doubledArea($0) >= 0 }) { problems.append("a hole runs the other way") }
    }
    return problems
  }

  @Test func `two boxes that overlap are one area, their overlap counted once`() {
    let union = GridAreas(union: [[box(0, 0, 10, 10)], [box(5, 5, 10, 10)]])
    #expect(union.areas.count == 1 && !union.isAsGiven)
    #expect(doubled(union) == 2 * (100 + 100 - 25))
    #expect(union.areas[0].outer.count == 8 && problems(union).isEmpty)
  }

  @Test func `boxes beside each other, in each other and on each other`() {
    let beside = GridAreas(union: [[box(0, 0, 10, 10)], [box(10, 2, 5, 5)]])
    #expect(beside.areas.count == 1 && doubled(beside) == 2 * 125 && problems(beside).isEmpty)
    let inside = GridAreas(union: [[box(0, 0, 10, 10)], [box(2, 2, 5, 5)]])
    #expect(inside.areas == [GridAreas.Area(outer: box(0, 0, 10, 10), holes: [])] && !inside.isAsGiven)
    let same = GridAreas(union: [[box(0, 0, 10, 10)], [box(0, 0, 10, 10)]])
    #expect(same.areas == [GridAreas.Area(outer: box(0, 0, 10, 10), holes: [])])
    let apart = GridAreas(union: [[box(0, 0, 10, 10)], [box(20, 0, 10, 10)]])
    #expect(apart.areas.count == 2 && apart.isAsGiven)
  }

  @Test func `areas that touch in a corner stay two rings, and a ring that crosses itself is taken apart`() {
    let touching = GridAreas(union: [[box(0, 0, 10, 10)], [box(10, 10, 5, 5)]])
    #expect(touching.areas.count == 2 && problems(touching).isEmpty && doubled(touching) == 2 * 125)
    let bow = [GridPoint(x: 0, y: 0), GridPoint(x: 10, y: 10), GridPoint(x: 10, y: 0), GridPoint(x: 0, y: 10)]
    let apart = GridAreas(union: [[bow]])
    #expect(apart.areas.count == 2 && doubled(apart) == 2 * 50 && problems(apart).isEmpty && !apart.isAsGiven)
  }

  @Test func `holes are kept, filled as far as another area lies in them, and closed where areas meet around them`() {
    let ring = [box(0, 0, 30, 30), Array(box(10, 10, 10, 10).reversed())]
    let kept = GridAreas(union: [ring])
    #expect(kept.isAsGiven && kept.areas.count == 1 && kept.areas[0].holes.count == 1 && doubled(kept) == 2 * 800)
    let half = GridAreas(union: [ring, [box(5, 5, 10, 20)]])
    #expect(half.areas.count == 1 && half.areas[0].holes.count == 1 && doubled(half) == 2 * 850)
    let full = GridAreas(union: [ring, [box(5, 5, 20, 20)]])
    #expect(full.areas == [GridAreas.Area(outer: box(0, 0, 30, 30), holes: [])])
    let island = GridAreas(union: [ring, [box(13, 13, 4, 4)]])
    #expect(island.areas.count == 2 && island.isAsGiven && doubled(island) == 2 * 816)
    // Two angles that close around a square.
    let angle = [(0, 0), (30, 0), (30, 10), (10, 10), (10, 30), (0, 30)].map { GridPoint(x: $0.0, y: $0.1) }
    let turned = angle.map { GridPoint(x: 30 - $0.x, y: 30 - $0.y) }
    let closed = GridAreas(union: [[angle], [turned]])
    #expect(
      closed.areas.count == 1
        && closed.areas[0].holes == [Array([box(10, 10, 10, 10)[0]] + box(10, 10, 10, 10)[1...].reversed())])
    #expect(problems(closed).isEmpty && doubled(closed) == 2 * 800)
  }

  @Test func `a hole that touches the outer ring in two corners parts the area`() {
    let diamond = [(0, 10), (10, 0), (20, 10), (10, 20)].map { GridPoint(x: $0.0, y: $0.1) }
    let union = GridAreas(union: [[box(0, 0, 20, 20), Array(diamond.reversed())]])
    #expect(union.areas.count == 4 && problems(union).isEmpty && doubled(union) == 2 * 200)
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6]) func `any areas thrown together are valid, cover each of them and no more`(
    seed: UInt64
  ) {
    var random = SeededGenerator(seed: seed)
    let side = seed.isMultiple(of: 2) ? 40 : 4000
    // Rings of random corners: most cross themselves many times over.
    let areas = (0..<6).map { _ in
      [
        (0..<Int.random(in: 3...9, using: &random)).map { _ in
          GridPoint(x: Int.random(in: 0...side, using: &random), y: Int.random(in: 0...side, using: &random))
        }
      ]
    }
    let union = GridAreas(union: areas)
    #expect(problems(union).isEmpty, "\(problems(union).prefix(3))")
    let again = GridAreas(union: union.areas.map { [$0.outer] + $0.holes })
    #expect(again.isAsGiven || union.areas.isEmpty)
    #expect(again.areas == union.areas)
    func isInside(_ rings: [[GridPoint]], _ x: Double, _ y: Double) -> Bool {
      rings.reduce(false) { inside, ring in
        zip(ring, ring.dropFirst() + ring.prefix(1)).reduce(inside) { inside, side in
          let (a, b) = side
          guard (Double(a.y) > y) != (Double(b.y) > y) else { return inside }
          return x < Double(a.x) + Double(b.x - a.x) * (y - Double(a.y)) / Double(b.y - a.y) ? !inside : inside
        }
      }
    }
    // Corners move by half a step at most: points nearer than that to a border may change sides.
    var (wrong, tried) = (0, 0)
    for _ in 0..<4000 {
      let x = Double.random(in: 0...Double(side), using: &random)
      let y = Double.random(in: 0...Double(side), using: &random)
      let given = areas.contains { isInside($0, x, y) }
      tried += 1
      if given != isInside(union.areas.flatMap { [$0.outer] + $0.holes }, x, y) { wrong += 1 }
    }
    #expect(Double(wrong) <= (side == 40 ? 0.08 : 0.001) * Double(tried), "\(wrong) of \(tried) points")
  }

  @Test func `the order of areas and the corners that rings begin at change nothing`() {
    var random = SeededGenerator(seed: 11)
    var areas = (0..<8).map { _ in
      [box(Int.random(in: 0...30, using: &random), Int.random(in: 0...30, using: &random), 13, 9)]
    }
    let expected = GridAreas(union: areas).areas
    for _ in 0..<5 {
      areas.shuffle(using: &random)
      areas = areas.map { [Array($0[0][1...] + $0[0][..<1])] }
      #expect(GridAreas(union: areas).areas == expected)
    }
  }

  @Test func `nothing comes of nothing`() {
    #expect(GridAreas(union: []).areas.isEmpty && GridAreas(union: [[]]).areas.isEmpty)
    #expect(GridAreas(union: [[[GridPoint(x: 0, y: 0), GridPoint(x: 5, y: 0)]]]).areas.isEmpty)
  }
}
