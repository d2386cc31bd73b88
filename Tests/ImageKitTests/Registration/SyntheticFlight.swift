import Foundation
import ImageKit
import TestSupport

@testable import ImageKit

/// A flight without pictures: true poses, tags that are wrong by known amounts, and the pixels of common points.
struct SyntheticFlight {
  /// How wrong the tags are: one standard deviation of each photo's own error, and what all share.
  struct TagErrors {
    var position = 0.5
    var heading = 1.5
    var tilt = 0.4
    var sharedHeading = 0.0
    var sharedUp = 0.0
  }

  var camera = Camera(width: 4000, height: 3000, focalLengthX: 2857, focalLengthY: 2857)
  private(set) var truth: [GroundProjection] = []
  private(set) var tagged: [GroundProjection] = []
  private(set) var matches: [PhotoMatch] = []

  static let groundHeight = 20.0
  static let sigmas = PoseSigmas(east: 1.5, north: 1.5, up: 1.7, yaw: 2.5, pitch: 0.5, roll: 0.5, pixel: 2)

  /// Flies strips there and back at 40 m; photos that overlap share 60 points, each in either photo within a pixel.
  init(
    strips: Int = 3, photosAStrip: Int = 4, spacing: Double = 12, pitch: Double = -89.9,
    errors: TagErrors = TagErrors(),
    turned: [Int: PixelTurn] = [:], relief: Double = 0, seed: UInt64 = 1
  ) {
    var generator = SeededGenerator(seed: seed)
    let origin = LocalTangentPlane(
      origin: GeodeticCoordinate(latitude: 22.6273, longitude: 120.3014, ellipsoidalHeight: Self.groundHeight))
    for strip in 0..<strips {
      for step in 0..<photosAStrip {
        let forward = strip % 2 == 0
        let along = Double(forward ? step : photosAStrip - 1 - step) * spacing
        let place = SIMD3(Double(strip) * spacing, along, 40 + generator.normal() * 0.3)
        let pose = Pose(
          coordinate: origin.coordinate(ofPointInENU: place),
          orientation: Orientation(
            yaw: (forward ? 0 : 180) + generator.normal() * 2, pitch: pitch + generator.normal() * 0.3, roll: 0))
        truth.append(projection(pose))
        tagged.append(projection(Self.tags(of: pose, errors, &generator)))
      }
    }
    for first in truth.indices {
      for second in (first + 1)..<max(truth.count, first + 1) {
        if let match = match(first, second, turned, relief, &generator) { matches.append(match) }
      }
    }
  }

  /// The tags and the cameras of the stored pictures: a quarter turn exchanges width and height.
  func stored(_ turned: [Int: PixelTurn]) -> [GroundProjection?] {
    tagged.indices.map { index in
      let turn = turned[index] ?? .none
      guard turn == .clockwise || turn == .counterclockwise else { return tagged[index] }
      let upright = Camera(
        width: camera.height, height: camera.width, focalLengthX: camera.focalLengthX, focalLengthY: camera.focalLengthY
      )
      return GroundProjection(
        camera: upright, pose: tagged[index].pose, surface: tagged[index].surface, sigmas: Self.sigmas)
    }
  }

  /// Where a stored pixel lies in the picture as it was taken.
  func original(_ pixel: PixelPoint, _ turn: PixelTurn) -> PixelPoint {
    let (w, h) = (Double(camera.width), Double(camera.height))
    return switch turn {
    case .none: pixel
    case .half: PixelPoint(u: w - pixel.u, v: h - pixel.v)
    case .clockwise: PixelPoint(u: pixel.v, v: h - pixel.u)
    case .counterclockwise: PixelPoint(u: w - pixel.v, v: pixel.u)
    }
  }

  /// Where a pixel as taken lies in the stored picture.
  func storedPixel(_ pixel: PixelPoint, _ turn: PixelTurn) -> PixelPoint {
    let (w, h) = (Double(camera.width), Double(camera.height))
    return switch turn {
    case .none: pixel
    case .half: PixelPoint(u: w - pixel.u, v: h - pixel.v)
    case .clockwise: PixelPoint(u: h - pixel.v, v: pixel.u)
    case .counterclockwise: PixelPoint(u: pixel.v, v: w - pixel.u)
    }
  }

  private func projection(_ pose: Pose) -> GroundProjection {
    GroundProjection(
      camera: camera, pose: pose, surface: .plane(atEllipsoidalHeight: Self.groundHeight), sigmas: Self.sigmas)
  }

  private static func tags(of pose: Pose, _ errors: TagErrors, _ generator: inout SeededGenerator) -> Pose {
    pose.corrected(
      by: PoseCorrection(
        east: generator.normal() * errors.position, north: generator.normal() * errors.position,
        up: generator.normal() * errors.position / 2 + errors.sharedUp, aboutEast: generator.normal() * errors.tilt,
        aboutNorth: generator.normal() * errors.tilt,
        aboutUp: generator.normal() * errors.heading - errors.sharedHeading))
  }

  private func match(
    _ first: Int, _ second: Int, _ turned: [Int: PixelTurn], _ relief: Double, _ generator: inout SeededGenerator
  ) -> PhotoMatch? {
    var ties: [PhotoMatch.Tie] = []
    for _ in 0..<600 where ties.count < 60 {
      let pixel = PixelPoint(
        u: Double(generator.next() % 4000), v: Double(generator.next() % 3000))
      guard let place = try? truth[first].place(pixel) else { continue }
      var raised = place.coordinate
      if relief > 0 { raised.ellipsoidalHeight += abs(generator.normal()) * relief }
      guard let a = truth[first].pixel(showing: raised), let b = truth[second].pixel(showing: raised),
        (0...4000).contains(a.u), (0...3000).contains(a.v), (0...4000).contains(b.u), (0...3000).contains(b.v)
      else { continue }
      func blurred(_ p: PixelPoint) -> PixelPoint {
        PixelPoint(u: p.u + generator.normal(), v: p.v + generator.normal())
      }
      ties.append(
        PhotoMatch.Tie(
          first: storedPixel(blurred(a), turned[first] ?? .none),
          second: storedPixel(blurred(b), turned[second] ?? .none)))
    }
    guard ties.count >= 30 else { return nil }
    return PhotoMatch(first: first, second: second, ties: ties, homography: .identity)
  }
}
