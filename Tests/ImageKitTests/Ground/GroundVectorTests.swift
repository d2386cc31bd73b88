import Foundation
import ImageKit
import Testing

/// Every vector of `Fixtures/Ground/vectors.json` to the tolerances it states.
struct GroundVectorTests {
  static let vectors = GroundVectors.all

  @Test(arguments: vectors.constant_height + vectors.planes)
  func `a pixel lands where the vector says`(_ vector: GroundVectors.Vector) throws {
    let projection = try vector.projection()
    let expected = vector.expected
    let pixel = try #require(vector.input.pixel)
    let line = try projection.lineOfSight(through: pixel)
    if let direction = expected.dir_ned {
      #expect(abs(line.direction.y - direction[0]) < 1e-9)
      #expect(abs(line.direction.x - direction[1]) < 1e-9)
      #expect(abs(-line.direction.z - direction[2]) < 1e-9)
    }
    if let depression = expected.depression_deg { #expect(abs(line.depression - depression) < 1e-7) }
    if let azimuth = expected.azimuth_deg { #expect(abs(line.azimuth - azimuth) < 1e-7) }
    if let normalized = expected.undistorted_normalized {
      let point = try projection.camera.normalizedPoint(at: pixel)
      #expect(abs(point.x - normalized[0]) < 1e-9)
      #expect(abs(point.y - normalized[1]) < 1e-9)
    }
    guard expected.status == "ok" else {
      try expectRefusal(of: pixel, by: projection, as: expected)
      return
    }

    let point = try projection.place(pixel)
    expectNear(point.coordinate.latitude, expected.lat, within: 1e-7)
    expectNear(point.coordinate.longitude, expected.lon, within: 1e-7)
    expectNear(point.coordinate.ellipsoidalHeight, expected.h_ell_m, within: 0.001)
    expectNear(point.range, expected.slant_range_m, within: 0.001)
    expectNear(point.groundDistance, expected.ground_distance_m, within: 0.001)
    #expect(abs(point.depression - line.depression) < 1e-12)
    let gsd = point.groundSampleDistance
    // Millimetres would say nothing about centimetres: relative, and to the digits given.
    expectNear(gsd.perColumn / (expected.gsd_u_m_per_px ?? .nan), 1, within: 1e-6)
    expectNear(gsd.perRow / (expected.gsd_v_m_per_px ?? .nan), 1, within: 1e-6)
    expectNear(gsd.pixelArea / (expected.px_area_m2 ?? .nan), 1, within: 1e-6)
    if let incidence = expected.incidence_deg { #expect(abs(point.incidence - incidence) < 2e-5) }
    for grid in [expected.utm, expected.epsg3826].compactMap(\.self) {
      let system = try CoordinateReferenceSystem(epsg: grid.epsg ?? 3826)
      let map = try system.transform(
        latitude: point.coordinate.latitude, longitude: point.coordinate.longitude)
      #expect(abs(map.x - grid.E) < 0.001)
      #expect(abs(map.y - grid.N) < 0.001)
    }
  }

  private func expectRefusal(
    of pixel: PixelPoint, by projection: GroundProjection, as expected: GroundVectors.Expected
  ) throws {
    let error = #expect(throws: PlacementError.self) { try projection.place(pixel) }
    switch expected.reason {
    case "ray_at_or_above_horizon": #expect(error == .aboveHorizon)
    case "too_shallow":
      #expect(error?.code == "below_min_depression")
    case "grazing":
      guard case .grazing(let incidence) = try #require(error) else {
        Issue.record("expected grazing, found \(String(describing: error))")
        return
      }
      expectNear(incidence, expected.incidence_deg, within: 1e-7)
    default: Issue.record("a reason this test does not know: \(expected.reason ?? "none")")
    }
  }

  @Test(arguments: vectors.footprints)
  func `a footprint has the vector's corners and area`(_ vector: GroundVectors.Vector) throws {
    let footprint = try Footprint(of: vector.projection(), maximumForwardDistance: vector.input.max_forward_m ?? 1e5)
    let corners = try #require(vector.expected.image_polygon_uv)
    let ring = try #require(vector.expected.ring_lonlat_ccw)
    #expect(footprint.imagePolygon.count == corners.count)
    #expect(footprint.ring.count == ring.count)
    #expect(footprint.ring.first == footprint.ring.last)
    // Where a ring starts is free: align on the first corner.
    let start = try #require(
      footprint.imagePolygon.firstIndex { abs($0.u - corners[0][0]) < 1e-3 && abs($0.v - corners[0][1]) < 1e-3 })
    for (index, corner) in corners.enumerated() {
      let found = (start + index) % corners.count
      #expect(abs(footprint.imagePolygon[found].u - corner[0]) < 1e-5)
      #expect(abs(footprint.imagePolygon[found].v - corner[1]) < 1e-5)
      #expect(abs(footprint.ring[found].longitude - ring[index][0]) < 1e-7)
      #expect(abs(footprint.ring[found].latitude - ring[index][1]) < 1e-7)
    }
    expectNear(footprint.area / (vector.expected.area_m2 ?? .nan), 1, within: 1e-6)
    #expect(footprint.rings.count == 1)
  }

  @Test(arguments: vectors.sizes)
  func `an outline has the vector's size`(_ vector: GroundVectors.Vector) throws {
    let projection = try vector.projection()
    let outline = try #require(vector.input.vertices_uv).map { PixelPoint(u: $0[0], v: $0[1]) }
    let area = try projection.area(of: outline).value
    expectNear(area / (vector.expected.area_m2 ?? .nan), 1, within: 1e-7)
    let perimeter = try projection.perimeter(of: outline).value
    expectNear(perimeter, vector.expected.perimeter_m, within: 1e-6)
    let diameter = try projection.maximumDiameter(of: outline).value
    expectNear(diameter, vector.expected.max_diameter_m, within: 1e-6)
  }

  @Test(arguments: vectors.uncertainty)
  func `a covariance is the vector's, and so is each part of it`(_ vector: GroundVectors.Vector) throws {
    let projection = try vector.projection()
    let pixel = try #require(vector.input.pixel)
    let expected = vector.expected
    let contributions = try projection.contributions(at: pixel)
    let jacobian = try #require(expected.jacobian_EN)
    // The vectors list the ground's height, which lies against the normal that points away from the camera.
    for (index, contribution) in contributions.enumerated() {
      let sign = contribution.source == .surface ? -1.0 : 1.0
      #expect(abs(sign * contribution.derivative.x - jacobian[0][index]) < 1e-7)
      #expect(abs(sign * contribution.derivative.y - jacobian[1][index]) < 1e-7)
      let column = try #require(expected.jacobian_columns)[index]
      expectNear(contribution.metres, expected.rss_contribution_m?[column], within: 1e-5)
    }

    let accuracy = try projection.place(pixel).accuracy
    let covariance = try #require(expected.cov_EE_EN_NN_m2)
    #expect(abs(accuracy.eastEast - covariance[0]) < 1e-6)
    #expect(abs(accuracy.eastNorth - covariance[1]) < 1e-6)
    #expect(abs(accuracy.northNorth - covariance[2]) < 1e-6)
    expectNear(accuracy.major, expected.sigma_major_m, within: 1e-5)
    expectNear(accuracy.minor, expected.sigma_minor_m, within: 1e-5)
    if let azimuth = expected.major_axis_azimuth_deg { #expect(abs(accuracy.azimuth - azimuth) < 1e-4) }
    expectNear(accuracy.ce50, expected.CE50_m, within: 2e-5)
    expectNear(accuracy.ce90, expected.CE90_m, within: 2e-5)
    expectNear(accuracy.ce95, expected.CE95_m, within: 2e-5)
  }

  @Test(arguments: vectors.circular_error_table.rows)
  func `circular errors follow the table of the exact integral`(_ row: [Double]) {
    let accuracy = PositionAccuracy(eastEast: 4, eastNorth: 0, northNorth: 4 * row[0] * row[0])
    #expect(abs(accuracy.ce50 / 2 - row[1]) < 2e-6)
    #expect(abs(accuracy.ce90 / 2 - row[2]) < 2e-6)
    #expect(abs(accuracy.ce95 / 2 - row[3]) < 2e-6)
    let polynomial = vectorsPolynomial(row[0])
    // The stated 0.000794 is rounded; a form of the integral that is off anywhere would show here.
    let largest = Self.vectors.circular_error_table.ce90_poly_max_rel_error + 1e-6
    #expect(abs(polynomial / (accuracy.ce90 / 2) - 1) <= largest)
  }

  private func vectorsPolynomial(_ ratio: Double) -> Double {
    Self.vectors.circular_error_table.ce90_poly_high_to_low.reduce(0) { $0 * ratio + $1 }
  }

  @Test(arguments: vectors.coordinates)
  func `map coordinates and undulations are the vector's`(_ vector: GroundVectors.CoordinateVector) throws {
    if let map = vector.input.epsg3828 {
      let transformation = try CoordinateTransformation(fromEPSG: 3828, toEPSG: 3826)
      let found = try transformation.transform(x: map.E, y: map.N)
      let expected = try #require(vector.expected.epsg3826)
      #expect(abs(found.x - expected.E) < 0.01)
      #expect(abs(found.y - expected.N) < 0.01)
      return
    }
    let (latitude, longitude) = (try #require(vector.input.lat), try #require(vector.input.lon))
    for grid in [vector.expected.utm, vector.expected.epsg3826].compactMap(\.self) {
      let map = try CoordinateReferenceSystem(epsg: grid.epsg ?? 3826)
        .transform(latitude: latitude, longitude: longitude)
      #expect(abs(map.x - grid.E) < 0.001)
      #expect(abs(map.y - grid.N) < 0.001)
    }
    let undulation = try EGM96().undulation(latitude: latitude, longitude: longitude)
    expectNear(undulation, vector.expected.egm96_undulation_m, within: 0.001)
  }
}
