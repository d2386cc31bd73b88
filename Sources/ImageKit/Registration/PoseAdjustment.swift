import Foundation

/// Finds the small corrections of poses under which photos agree on where their common points lie.
///
/// A point of one photo is brought to the flight's surface and from there into the other photo; least squares over how
/// far from its partner it lands, in pixels (Gauss and Newton's method), with every correction held near 0 by how wrong
/// its tag may be. Not over metres on the ground: those shrink with the height, and the cameras would sink. Points off
/// the surface, on trees and cars, lose their say by Cauchy's weights. The surface stays fixed and no points in space are made: this is no structure from motion, and it needs none, because
/// the tags are nearly right. What all photos share is an unknown of its own (``SharedCorrection``).
struct PoseAdjustment {
  /// One point of the ground, as one photo of the flight shows it and as another does.
  struct Observation {
    var from, to: (photo: Int, pixel: PixelPoint)
  }

  /// How wrong one photo's tags may be against the others of its flight, in the units of ``PoseCorrection``'s six.
  struct Expectation {
    var sigmas: [Double]

    /// The share of a receiver's and a barometer's error that differs between photos taken minutes apart; guess.
    static let ownShare = 0.5

    init(_ sigmas: PoseSigmas) {
      let tilt = max(sigmas.pitch, sigmas.roll)
      self.sigmas = [
        sigmas.east * Self.ownShare, sigmas.north * Self.ownShare, sigmas.up * Self.ownShare, tilt, tilt, sigmas.yaw,
      ].map { max($0, 1e-3) }
    }
  }

  /// The photos as tagged and turned; nil for those that cannot be placed.
  let projections: [GroundProjection?]
  /// By how much the pixels of each were turned.
  let turns: [PixelTurn]
  /// The frame in which places are compared.
  let frame: LocalTangentPlane
  /// How far from its partner a point lands when all is right, in pixels of the reduced copies.
  let tieSigma = 2.0

  struct Solution {
    var corrections: [PoseCorrection]
    var shared: SharedCorrection
  }

  /// Returns the corrections; photos without observations get what the flight shares.
  func solve(_ observations: [Observation]) -> Solution {
    let used = projections.compactMap { $0 }
    guard let typical = used.first, !observations.isEmpty else {
      return Solution(corrections: projections.map { _ in .none }, shared: .none)
    }
    let expectations = projections.map { $0.map { Expectation($0.sigmas) } }
    let tilt = max(typical.sigmas.pitch, typical.sigmas.roll)
    let sharedSigmas = [typical.sigmas.up, typical.sigmas.yaw, tilt, tilt].map { max($0, 1e-3) }
    let sizes = [4] + projections.map { $0 == nil ? 0 : 6 }
    var values = [Double](repeating: 0, count: sizes.reduce(0, +))
    var equations = NormalEquations(sizes: sizes)
    // Half of the points land within this many pixels; at first all count alike.
    var middle = Double.infinity
    for _ in 0..<12 {
      let solution = self.solution(values, equations, expectations, sharedSigmas)
      let corrected = zip(projections, solution.corrections).map { $0?.corrected(by: $1) }
      equations = NormalEquations(sizes: sizes)
      equations.addExpectation(values)
      // Rows are used as they are made: those of a large flight would fill the memory.
      var distances: [Double] = []
      for observation in observations {
        guard let row = row(observation, corrected, expectations, sharedSigmas) else { continue }
        let square = (row.residual * row.residual).sum()
        // While the poses are still wrong all ties are far apart, and none must be taken for one off the surface.
        let scale = max(row.sigma, 1.5 * middle)
        let ratio = scale.isFinite ? square / (4 * scale * scale) : 0
        equations.add(residual: row.residual, weight: 1 / (row.sigma * row.sigma * (1 + ratio)), row.terms)
        distances.append(square.squareRoot())
      }
      guard !distances.isEmpty else { break }
      distances.sort()
      let isSettled = middle.isFinite
      middle = distances[distances.count / 2]
      let step = equations.solved()
      var largest = 0.0
      for index in values.indices {
        values[index] += step[index]
        largest = max(largest, abs(step[index]))
      }
      if largest < 1e-4, isSettled { break }
    }
    var solution = self.solution(values, equations, expectations, sharedSigmas)
    solution.shared.sigmas = zip(equations.sigmas(of: 0), sharedSigmas).map { $0 * $1 }
    return solution
  }

  private struct Row {
    var residual: SIMD2<Double>
    var sigma: Double
    var terms: [(group: Int, jacobian: [SIMD2<Double>])]
  }

  /// Returns the linearised equation of one tie, in unknowns that are counted in their standard deviations.
  private func row(
    _ observation: Observation, _ projections: [GroundProjection?], _ expectations: [Expectation?],
    _ sharedSigmas: [Double]
  ) -> Row? {
    // Away from where the tie was seen first: what the one photo says is held against what the other shows.
    let (from, to) = (observation.from, observation.to)
    guard let source = projections[from.photo], let target = projections[to.photo],
      let place = try? source.adjustablePlace(of: from.pixel, turn: turns[from.photo], in: frame),
      let expectFrom = expectations[from.photo], let expectTo = expectations[to.photo],
      let shown = target.adjustablePlace(
        showing: place.position, near: to.pixel, turn: turns[to.photo], in: frame)
    else { return nil }
    let shared = zip(place.sharedDerivatives, shown.place.sharedDerivatives).map { shown.place.pixels($0 - $1) }
    let own = place.derivatives.map(shown.place.pixels)
    let others = shown.place.derivatives.map { -shown.place.pixels($0) }
    let scale = PhotoFeatures.scale(forLongerSide: max(target.camera.width, target.camera.height))
    return Row(
      residual: SIMD2(shown.pixel.u - to.pixel.u, shown.pixel.v - to.pixel.v),
      sigma: tieSigma * Double(scale.rawValue),
      terms: [
        (group: 0, jacobian: Self.scaled(shared, sharedSigmas)),
        (group: from.photo + 1, jacobian: Self.scaled(own, expectFrom.sigmas)),
        (group: to.photo + 1, jacobian: Self.scaled(others, expectTo.sigmas)),
      ])
  }

  private static func scaled(_ vectors: [SIMD2<Double>], _ factors: [Double]) -> [SIMD2<Double>] {
    zip(vectors, factors).map { vector, factor in vector * factor }
  }

  private func solution(
    _ values: [Double], _ equations: NormalEquations, _ expectations: [Expectation?], _ sharedSigmas: [Double]
  ) -> Solution {
    let common = zip(values[equations.range(of: 0)], sharedSigmas).map { $0 * $1 }
    let corrections = projections.indices.map { index -> PoseCorrection in
      guard let projection = projections[index], let expectation = expectations[index] else { return .none }
      let own = zip(values[equations.range(of: index + 1)], expectation.sigmas).map { $0 * $1 }
      let axes = projection.mountAxes(turns[index])
      let mount = axes.right * common[2] + axes.down * common[3]
      return PoseCorrection(
        east: own[0], north: own[1], up: own[2] + common[0], aboutEast: own[3] + mount.x, aboutNorth: own[4] + mount.y,
        aboutUp: own[5] + common[1] + mount.z)
    }
    // About the body's right axis is up, about its down axis is to the right.
    return Solution(
      corrections: corrections,
      shared: SharedCorrection(up: common[0], heading: -common[1], mountUp: common[2], mountLeft: -common[3]))
  }
}
