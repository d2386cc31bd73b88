import Detectors
import ImageKit

/// One observation as merging sees it: on the plane of its site, with the doubt of its place.
struct Sighting {
  /// Its number in the fixed order of times, names and boxes.
  let number: Int
  /// The number of its photo, and of the photo's flight.
  private(set) var photo: Int
  let flight: Int
  let site: Int
  let damageClass: DamageClass
  let family: DamageFamily
  let confidence: Double
  private(set) var point: SIMD2<Double>
  private(set) var doubt: PlaceDoubt
  /// Metres a pixel at the place.
  let groundSampleDistance: Double
  /// The centre lines; `nil` for area damage.
  private(set) var line: GroundLine?
  /// The outline; `nil` when only the place is known.
  private(set) var area: GroundArea?
  /// The size in metres that two must agree in: the length of lines, else the side of a square of the same area; 0 when unknown.
  let size: Double
  /// Whether it reaches the border of its photo.
  let isCut: Bool
  /// The corners of the box about it.
  private(set) var low, high: SIMD2<Double>

  /// Returns where on the map a thing stands that is so high, and the doubt of it: nearer to the camera's nadir than it seems.
  private static func withoutHeight(
    _ point: SIMD2<Double>, _ height: (metres: Double, sigma: Double), camera: SIMD2<Double>, standOff: Double
  ) -> (point: SIMD2<Double>, doubt: PositionAccuracy) {
    let way = (point - camera) / max(standOff, 4 * height.metres)
    let move = way * height.sigma
    return (
      point - way * height.metres,
      PositionAccuracy(eastEast: move.x * move.x, eastNorth: move.x * move.y, northNorth: move.y * move.y)
    )
  }

  /// Creates a sighting; `nil` for what has no place of its own to be compared by: photos without angles, and walls, on which
  /// one place on the map is many.
  ///
  /// - Parameter isUpright: whether the place is where the thing stands already, as that of a fused defect.
  init?(
    _ observation: Observation, number: Int, photo: Int, flight: Int, site: Int, plane: EquirectangularPlane,
    view: SurveyPhoto.View, record: SurveyPhoto, isUpright: Bool = false
  ) {
    guard let placement = observation.placement, placement.method != "camera_only",
      !placement.method.hasSuffix("wall"), let doubt = observation.doubt(of: placement)
    else { return nil }
    self.number = number
    self.photo = photo
    self.flight = flight
    self.site = site
    damageClass = observation.damageClass
    family = DamageFamily(observation.damageClass)
    confidence = observation.confidence
    groundSampleDistance = placement.groundSampleDistance ?? 0.01
    var place = plane.point(placement.point)
    var own = doubt
    if !isUpright, CrownHeight.matters(to: observation.damageClass), let camera = view.camera {
      let standOff = groundSampleDistance * (record.focalLengthPixels ?? 4000)
      let moved = Self.withoutHeight(place, DamageFamily.crownHeight, camera: camera, standOff: standOff)
      place = moved.point
      own.own = own.own.adding(moved.doubt)
    }
    point = place
    self.doubt = own
    let lines = placement.lines.map { $0.map(plane.point) }
    let line = lines.isEmpty ? nil : GroundLine(lines, tolerance: groundSampleDistance)
    self.line = line.flatMap { $0.samples.isEmpty ? nil : $0 }
    area = GroundArea(placement.outline, on: plane)
    size = self.line?.length ?? (area?.area ?? observation.measures.area?.value ?? 0).squareRoot()
    isCut = observation.reachesBorder(width: record.width, height: record.height)
    let points = self.line.map { $0.lines.flatMap(\.self) } ?? area.map { [$0.low, $0.high] } ?? [place]
    low = points.reduce(place) { pointwiseMin($0, $1) }
    high = points.reduce(place) { pointwiseMax($0, $1) }
  }

  /// Returns it with its lines drawn coarsely: to find about where it lies, at a tenth of the work.
  func coarse(tolerance: Double, mostSamples: Double) -> Sighting {
    var copy = self
    copy.line = line.map { GroundLine($0.lines, tolerance: tolerance, mostSamples: mostSamples) }
    if copy.line?.samples.isEmpty == true { copy.line = line }
    return copy
  }

  /// Returns it moved, with another doubt of its place, and as if seen in another photo.
  func moved(by move: SIMD2<Double>, doubt: PlaceDoubt, photo: Int) -> Sighting {
    var copy = self
    copy.doubt = doubt
    copy.photo = photo
    guard move != .zero else { return copy }
    copy.point += move
    copy.low += move
    copy.high += move
    copy.line = line?.moved(by: move)
    copy.area = area?.moved(by: move)
    return copy
  }
}

extension Observation {
  /// The doubt of the place in parts, as far as they are known; `nil` when there is none.
  func doubt(of placement: Placement) -> PlaceDoubt? {
    if let placeDoubt { return placeDoubt }
    guard let major = placement.semiMajor, let minor = placement.semiMinor, major > 0, minor > 0 else { return nil }
    return PlaceDoubt(
      total: PositionAccuracy(semiMajor: major, semiMinor: minor, azimuth: placement.azimuth ?? 0))
  }

  /// The corners of the box about it in the photo, in pixels: of its outline, else of its lines.
  var pixelBox: (low: PixelPoint, high: PixelPoint) {
    var points = outline.joined().makeIterator()
    guard let first = points.next() ?? centreLines.first?.first else {
      return (PixelPoint(u: 0, v: 0), PixelPoint(u: 0, v: 0))
    }
    var (low, high) = (first, first)
    for point in outline.isEmpty ? centreLines.joined() : outline.joined() {
      low = PixelPoint(u: min(low.u, point.u), v: min(low.v, point.v))
      high = PixelPoint(u: max(high.u, point.u), v: max(high.v, point.v))
    }
    return (low, high)
  }

  /// Whether it comes within a hundredth of a photo's side of the border.
  func reachesBorder(width: Int, height: Int) -> Bool {
    let box = pixelBox
    let margin = 0.01 * Double(min(width, height))
    return box.low.u < margin || box.low.v < margin || box.high.u > Double(width) - margin
      || box.high.v > Double(height) - margin
  }
}
