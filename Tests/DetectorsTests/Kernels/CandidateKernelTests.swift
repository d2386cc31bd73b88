import CDetectors
import Foundation
import ImageKit
import TestSupport
import Testing

@testable import Detectors

@Suite struct CandidateKernelTests {
  @Test(arguments: [1, 2, 31, 32, 33, 64, 200]) func `runs are the stretches that reach the threshold`(width: Int) {
    var random = SeededGenerator(seed: UInt64(width))
    for low: UInt8 in [1, 128, 250] {
      let row = (0..<width).map { _ in UInt8.random(in: 0...255, using: &random) }
      var expected: [[Int]] = []
      for (x, value) in row.enumerated() where value >= low {
        if let last = expected.last, last[0] + last[1] == x {
          expected[expected.count - 1] = [last[0], last[1] + 1, max(last[2], Int(value))]
        } else {
          expected.append([x, 1, Int(value)])
        }
      }
      for variant in KernelPicture.variants {
        var runs = [dt_run](repeating: dt_run(), count: (width + 1) / 2)
        let count = Int(dt_row_runs(row, Int32(width), low, &runs, variant))
        #expect(runs[..<count].map { [Int($0.start), Int($0.length), Int($0.highest)] } == expected)
      }
    }
  }

  /// Zhang and Suen's thinning with Lu and Wang's three neighbours, on a plane of booleans.
  private func thinned(_ picture: [[Int]]) -> [[Int]] {
    var p = picture
    func ring(_ x: Int, _ y: Int) -> [Int] {
      [(0, -1), (1, -1), (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1)].map { dx, dy in
        p.indices.contains(y + dy) && p[y].indices.contains(x + dx) ? p[y + dy][x + dx] : 0
      }
    }
    var changed = true
    while changed {
      changed = false
      for second in [false, true] {
        var gone: [(Int, Int)] = []
        for y in p.indices {
          for x in p[y].indices where p[y][x] == 1 {
            let r = ring(x, y)
            let turns = (0..<8).filter { r[$0] == 0 && r[($0 + 1) % 8] == 1 }.count
            let (n, e, s, w) = (r[0], r[2], r[4], r[6])
            let open = second ? n * e * w == 0 && n * s * w == 0 : n * e * s == 0 && e * s * w == 0
            if (3...6).contains(r.reduce(0, +)), turns == 1, open { gone.append((x, y)) }
          }
        }
        for (x, y) in gone { p[y][x] = 0 }
        changed = changed || !gone.isEmpty
      }
    }
    for y in p.indices {
      for x in p[y].indices where p[y][x] == 1 {
        let r = ring(x, y)
        for turn in [0, 2, 4, 6] where r[turn] == 1 && r[(turn + 2) % 8] == 1 {
          if r[(turn + 4) % 8] == 0, r[(turn + 6) % 8] == 0, r[(turn + 5) % 8] == 0 { p[y][x] = 0 }
        }
      }
    }
    return p
  }

  @Test(arguments: [(1, 1), (3, 3), (12, 9), (30, 25)]) func `thinning matches the slow version`(
    width: Int, height: Int
  ) {
    for seed in 0..<6 {
      var random = SeededGenerator(seed: UInt64(seed))
      let share = [0.2, 0.5, 0.8, 0.95, 0.6, 1][seed]
      let picture = (0..<height).map { _ in
        (0..<width).map { _ in Double.random(in: 0..<1, using: &random) < share ? 1 : 0 }
      }
      var runs: [CandidateRuns.Run] = []
      for y in 0..<height {
        for x in 0..<width where picture[y][x] == 1 {
          runs.append(.init(y: Int32(y), x: Int32(x), length: 1, highest: 9))
        }
      }
      let left = Set(Thinning.skeleton(of: runs, width: width, height: height))
      let expected = thinned(picture)
      #expect(left == Set((0..<width * height).filter { expected[$0 / width][$0 % width] == 1 }), "seed \(seed)")
    }
  }

  @Test(arguments: [0.0, 20, 43, 44, 44.5, 45, 60, 90, 135]) func `a stroke of any direction keeps its length`(
    degrees: Double
  ) {
    let (u, v) = (cos(degrees * .pi / 180), sin(degrees * .pi / 180))
    for width in [2.0, 2.5, 3, 4, 5.2] {
      var runs: [CandidateRuns.Run] = []
      for y in 0..<120 {
        for x in 0..<120 {
          let (du, dv) = (Double(x) - 60, Double(y) - 60)
          if abs(dv * u - du * v) <= width / 2, abs(du * u + dv * v) <= 45 {
            runs.append(.init(y: Int32(y), x: Int32(x), length: 1, highest: 9))
          }
        }
      }
      let left = Thinning.skeleton(of: runs, width: 120, height: 120)
      // A line of one pixel has as many pixels as the longer of its extents.
      let expected = 90 * max(abs(u), abs(v))
      #expect(abs(Double(left.count) - expected) <= width + 4, "width \(width): \(left.count) of \(expected)")
    }
  }

  @Test func `components touch by side or corner`() {
    let rows: [[UInt8]] = [
      [9, 0, 0, 9, 0],
      [0, 9, 0, 0, 0],
      [0, 0, 0, 0, 9],
      [9, 9, 0, 9, 0],
    ]
    let map = Image<Gray8>(width: 5, height: 4) { bytes in
      for (i, value) in rows.joined().enumerated() { bytes[i] = value }
    }
    let runs = CandidateRuns(of: map, low: 5)
    #expect(runs.runs.map { [$0.x, $0.length] } == [[0, 1], [3, 1], [1, 1], [4, 1], [0, 2], [3, 1]])
    #expect(runs.roots == [0, 1, 0, 3, 4, 3])
  }
}
