import ImageKit

/// The photos of an inventory that show pavement, on one plane map.
struct SurveyedPhotos {
  /// One photo.
  struct Photo {
    let flight: String
    /// What saw the pavement.
    let detector: DetectorIdentity
    let axis: FlightAxis.View
    private let camera: SIMD2<Double>
    private let groundSampleDistance, focalLength: Double
    /// Pavement farther from its photo than this, in metres, is placed wrong: such a photo counts for nothing.
    private static let farthest = 5000.0

    init?(_ record: PhotoRecord, on plane: any PlaneCoordinates) {
      guard let pavement = record.pavement, let corner = pavement.outline.first?.outer.first,
        let frame = PlaneFrame(near: record.position ?? corner, on: plane)
      else { return nil }
      let rings = pavement.outline.flatMap { [$0.outer] + $0.holes }.map { $0.map(frame.point) }
      let camera = frame.point(record.position ?? corner)
      // Else one such photo would move the start of its flight's axis, and with it every stretch.
      let isNear = rings.joined().allSatisfy { point in
        let way = point - camera
        return way.x * way.x + way.y * way.y < Self.farthest * Self.farthest
      }
      guard isNear else { return nil }
      flight = record.key.flight
      detector = pavement.detector
      axis = FlightAxis.View(pavement: pavement, frame: frame, rings: rings)
      self.camera = camera
      // A photo that does not know its pixels comes after all that do.
      groundSampleDistance = record.groundSampleDistance ?? 1
      focalLength = record.focalLengthPixels.map { max(1, $0) } ?? 4000
    }

    var frame: PlaneFrame { axis.frame }
    var rings: [[SIMD2<Double>]] { axis.rings }

    /// Returns about how large a pixel is at a point, squared: at the camera's own place that of the photo's middle, and with
    /// the distance from there more.
    func pixel(at point: SIMD2<Double>) -> Double {
      let way = (point - camera) / focalLength
      return groundSampleDistance * groundSampleDistance + way.x * way.x + way.y * way.y
    }
  }

  /// The photos in the inventory's order; `nil` for those without pavement.
  let photos: [Photo?]
  /// The number of each photo.
  let numbers: [PhotoKey: Int]

  init(_ inventory: Inventory, plane: (any PlaneCoordinates)?) {
    let place = inventory.photos.first { $0.pavement != nil }.flatMap {
      $0.position ?? $0.pavement?.outline.first?.outer.first
    }
    // On a tenth of a degree, so that another first photo leaves the mesh where it was.
    let origin = HorizontalPosition(
      latitude: ((place?.latitude ?? 0) * 10).rounded(.down) / 10,
      longitude: ((place?.longitude ?? 0) * 10).rounded(.down) / 10)
    let plane: any PlaneCoordinates = plane ?? EquirectangularPlane(origin: origin)
    photos = inventory.photos.map { Photo($0, on: plane) }
    numbers = Dictionary(
      inventory.photos.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
  }
}
