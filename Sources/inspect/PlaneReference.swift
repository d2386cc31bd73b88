import ImageKit
import Inventory

/// The plane coordinates of an export, from a coordinate reference system.
struct PlaneReference: PlaneCoordinates {
  private let reference: CoordinateReferenceSystem

  init(_ reference: CoordinateReferenceSystem) { self.reference = reference }

  var identifier: String { "EPSG:\(reference.epsg)" }

  func plane(_ position: HorizontalPosition) -> (x: Double, y: Double)? {
    try? reference.transform(latitude: position.latitude, longitude: position.longitude)
  }
}
