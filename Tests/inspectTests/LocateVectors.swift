import Foundation
import ImageKit
import TestSupport
import Testing

/// The vectors of `Fixtures/Ground/vectors.json` that one photo and one command can show.
struct LocateVectors: Decodable, Sendable {
  static let all: LocateVectors = {
    do {
      let data = try Data(contentsOf: Fixtures.directory.appending(path: "Ground/vectors.json"))
      return try JSONDecoder().decode(LocateVectors.self, from: data)
    } catch {
      preconditionFailure("Fixtures/Ground/vectors.json: \(error)")
    }
  }()

  struct CameraEntry: Decodable, Sendable {
    var width, height: Int
    var fx, fy, cx, cy, k1, k2, p1, p2, k3: Double

    var camera: Camera {
      Camera(
        width: width, height: height, focalLengthX: fx, focalLengthY: fy, principalPoint: PixelPoint(u: cx, v: cy),
        distortion: LensDistortion(k1: k1, k2: k2, p1: p1, p2: p2, k3: k3))
    }
  }
  struct PoseEntry: Decodable, Sendable {
    var lat, lon, h_ell_m, yaw_deg, pitch_deg, roll_deg: Double
  }
  struct SurfaceEntry: Decodable, Sendable {
    var type: String
    var h_ell_m, distance_m: Double?
    var plane: String?
  }
  struct Input: Decodable, Sendable {
    var camera: String
    var pose: PoseEntry
    var pixel: PixelPoint
    var surface: SurfaceEntry
    var min_depression_deg: Double?
  }
  struct Grid: Decodable, Sendable {
    var epsg: Int?
    var E, N: Double
  }
  struct Expected: Decodable, Sendable {
    var status, reason: String?
    var lat, lon, h_ell_m, slant_range_m, ground_distance_m, gsd_u_m_per_px, gsd_v_m_per_px: Double?
    var utm, epsg3826: Grid?
    var jacobian_EN: [[Double]]?
    var jacobian_columns: [String]?
  }
  struct Vector: Decodable, Sendable {
    var id: String
    var input: Input
    var expected: Expected

    /// The photo, without what one maker alone writes.
    var photo: LocatePhoto {
      let pose = input.pose
      let camera =
        LocateVectors.all.cameras[input.camera]?.camera
        ?? Camera(
          width: 1, height: 1, focalLengthX: 1, focalLengthY: 1)
      return LocatePhoto(
        camera: camera,
        pose: Pose(
          coordinate: GeodeticCoordinate(latitude: pose.lat, longitude: pose.lon, ellipsoidalHeight: pose.h_ell_m),
          orientation: Orientation(yaw: pose.yaw_deg, pitch: pose.pitch_deg, roll: pose.roll_deg)))
    }

    /// The options that ask for the vector's surface; nil for one that only a survey can state.
    var options: [String]? {
      let limit = ["--min-depression", "\(input.min_depression_deg ?? 5)"]
      let height = input.surface.h_ell_m ?? .nan
      switch (input.surface.type, input.surface.plane) {
      case ("constant_ellipsoidal_height", _), ("tangent_plane", _):
        return ["--ground-height", "\(height)", "--height-datum", "ellipsoid"] + limit
      case ("underside_tangent_plane", _):
        return ["--underside-height", "\(height)", "--height-datum", "ellipsoid"]
      case ("lrf", "vertical_facing_camera"): return ["--wall-distance", "\(input.surface.distance_m ?? 0)"]
      default: return nil
      }
    }
  }

  var cameras: [String: CameraEntry]
  var constant_height, planes, uncertainty: [Vector]

  /// Every vector with every maker whose tags can carry it.
  static let cases: [LocateCase] = (all.constant_height + all.planes).filter { $0.options != nil }.flatMap { vector in
    LocatePhoto.Dialect.allCases.filter { vector.photo.canBeWritten(by: $0) }.map {
      LocateCase(vector: vector, dialect: $0)
    }
  }
}

/// A vector in one maker's tags.
struct LocateCase: Sendable, CustomTestStringConvertible {
  var vector: LocateVectors.Vector
  var dialect: LocatePhoto.Dialect
  var testDescription: String { "\(vector.id) \(dialect.rawValue)" }
}
