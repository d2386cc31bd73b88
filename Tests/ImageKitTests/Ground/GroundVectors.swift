import Foundation
import ImageKit
import TestSupport
import Testing

/// The vectors of `Fixtures/Ground/vectors.json`, as written there.
struct GroundVectors: Decodable, Sendable {
  static let all: GroundVectors = {
    do {
      let data = try Data(contentsOf: Fixtures.directory.appending(path: "Ground/vectors.json"))
      return try JSONDecoder().decode(GroundVectors.self, from: data)
    } catch {
      preconditionFailure("Fixtures/Ground/vectors.json: \(error)")
    }
  }()

  struct CameraEntry: Decodable, Sendable {
    var width, height: Int
    var fx, fy, cx, cy, k1, k2, p1, p2, k3: Double
  }
  struct PoseEntry: Decodable, Sendable {
    var lat, lon, h_ell_m, yaw_deg, pitch_deg, roll_deg: Double
    var pose: Pose {
      Pose(
        coordinate: GeodeticCoordinate(latitude: lat, longitude: lon, ellipsoidalHeight: h_ell_m),
        orientation: Orientation(yaw: yaw_deg, pitch: pitch_deg, roll: roll_deg))
    }
  }
  struct Place: Decodable, Sendable { var lat, lon: Double }
  struct SurfaceEntry: Decodable, Sendable {
    var type: String
    var h_ell_m: Double?
    var distance_m: Double?
    var plane: String?
    var base_a, base_b: Place?
    var base_h_ell_m: Double?
  }
  struct Sigma: Decodable, Sendable {
    var cam_E_m, cam_N_m, cam_U_m, yaw_deg, pitch_deg, roll_deg, focal_rel, u_px, v_px, ground_h_m: Double
  }
  struct Input: Decodable, Sendable {
    var camera: String
    var pose: PoseEntry
    var pixel: PixelPoint?
    var surface: SurfaceEntry
    var min_depression_deg: Double?
    var max_forward_m: Double?
    var vertices_uv: [[Double]]?
    var sigma: Sigma?
  }
  struct Grid: Decodable, Sendable {
    var epsg: Int?
    var E, N: Double
  }
  struct Expected: Decodable, Sendable {
    var status, reason: String?
    var undistorted_normalized, dir_ned: [Double]?
    var azimuth_deg, depression_deg, lat, lon, h_ell_m, slant_range_m, ground_distance_m: Double?
    var utm, epsg3826: Grid?
    var gsd_u_m_per_px, gsd_v_m_per_px, px_area_m2, incidence_deg: Double?
    var image_polygon_uv, ring_lonlat_ccw: [[Double]]?
    var area_m2, perimeter_m, max_diameter_m: Double?
    var jacobian_EN: [[Double]]?
    var jacobian_columns: [String]?
    var cov_EE_EN_NN_m2: [Double]?
    var sigma_major_m, sigma_minor_m, major_axis_azimuth_deg, CE50_m, CE90_m, CE95_m: Double?
    var rss_contribution_m: [String: Double]?
    var egm96_undulation_m: Double?
  }
  struct Vector: Decodable, Sendable, CustomTestStringConvertible {
    var id, title: String
    var input: Input
    var expected: Expected
    var testDescription: String { "\(id) \(title)" }
  }
  struct CoordinateInput: Decodable, Sendable {
    var lat, lon: Double?
    var epsg3828: Grid?
  }
  struct CoordinateVector: Decodable, Sendable, CustomTestStringConvertible {
    var id, title: String
    var input: CoordinateInput
    var expected: Expected
    var testDescription: String { "\(id) \(title)" }
  }
  struct CircularErrors: Decodable, Sendable {
    var rows: [[Double]]
    var ce90_poly_high_to_low: [Double]
    var ce90_poly_max_rel_error: Double
  }

  var cameras: [String: CameraEntry]
  var circular_error_table: CircularErrors
  var constant_height, planes, footprints, sizes, uncertainty: [Vector]
  var coordinates: [CoordinateVector]
}

extension GroundVectors.Vector {
  /// The camera named by the vector.
  func camera() throws -> Camera {
    let entry = try #require(GroundVectors.all.cameras[input.camera])
    return Camera(
      width: entry.width, height: entry.height, focalLengthX: entry.fx, focalLengthY: entry.fy,
      principalPoint: PixelPoint(u: entry.cx, v: entry.cy),
      distortion: LensDistortion(k1: entry.k1, k2: entry.k2, p1: entry.p1, p2: entry.p2, k3: entry.k3),
      relativeFocalLengthSigma: input.sigma?.focal_rel ?? 0)
  }

  /// The surface described by the vector.
  func surface() throws -> any GroundSurface {
    let (entry, pose) = (input.surface, input.pose.pose)
    let sigma = input.sigma?.ground_h_m ?? 0
    switch (entry.type, entry.plane) {
    case ("constant_ellipsoidal_height", _):
      return FlatGround(ellipsoidalHeight: try #require(entry.h_ell_m), heightSigma: sigma)
    case ("tangent_plane", _), ("underside_tangent_plane", _):
      return PlaneSurface.horizontal(
        atEllipsoidalHeight: try #require(entry.h_ell_m), at: pose.coordinate, sigma: sigma)
    case ("lrf", "perpendicular_to_axis"):
      return PlaneSurface.acrossAxis(of: pose, range: try #require(entry.distance_m))
    case ("lrf", "vertical_facing_camera"):
      let range = try #require(entry.distance_m)
      return try #require(PlaneSurface.wallFacing(pose, range: range))
    case ("vertical_wall", _):
      let (a, b) = (try #require(entry.base_a), try #require(entry.base_b))
      let height = try #require(entry.base_h_ell_m)
      return try #require(
        PlaneSurface.wall(
          from: GeodeticCoordinate(latitude: a.lat, longitude: a.lon, ellipsoidalHeight: height),
          to: GeodeticCoordinate(latitude: b.lat, longitude: b.lon, ellipsoidalHeight: height)))
    default:
      throw UnknownSurface(type: entry.type)
    }
  }

  /// The projection of the vector's photo.
  func projection() throws -> GroundProjection {
    let sigma = input.sigma
    return GroundProjection(
      camera: try camera(), pose: input.pose.pose, surface: try surface(),
      sigmas: PoseSigmas(
        east: sigma?.cam_E_m ?? 0, north: sigma?.cam_N_m ?? 0, up: sigma?.cam_U_m ?? 0, yaw: sigma?.yaw_deg ?? 0,
        pitch: sigma?.pitch_deg ?? 0, roll: sigma?.roll_deg ?? 0, pixel: sigma?.u_px ?? 0),
      limits: PlacementLimits(minimumDepression: input.min_depression_deg ?? 0))
  }

  struct UnknownSurface: Error { var type: String }
}

/// Expects a number that a vector states; a vector that states none is an issue.
func expectNear(
  _ found: Double, _ expected: Double?, within tolerance: Double, sourceLocation: SourceLocation = #_sourceLocation
) {
  guard let expected else {
    Issue.record("the vector states no value", sourceLocation: sourceLocation)
    return
  }
  #expect(
    abs(found - expected) <= tolerance, "found \(found), expected \(expected)", sourceLocation: sourceLocation)
}
