import ImageKit

/// Asks ImageKit for the places of one photo's pixels, and words the answers.
struct PixelLocator {
  /// The photo as the user named it.
  let name: String
  let photo: Photo
  let options: PlacementOptions
  let takeoff: HorizontalPosition?
  let geoid: EGM96?
  /// The reference system the user asked for; nil takes the one that suits the photo's place.
  let reference: CoordinateReferenceSystem?
  let explains: Bool

  /// The reports in the order of the pixels, and whether the photo could be used at all.
  func reports(of pixels: [PixelPoint]) -> (reports: [PixelReport], isUsable: Bool) {
    var warnings = photo.metadata.warnings
    do throws(PlacementError) {
      // Without a focal length the axis is still known: the middle of the photo has a place, and nothing a size.
      let axis = Camera.axisOnly(width: photo.metadata.width, height: photo.metadata.height)
      let camera = photo.camera?.value ?? (pixels.contains(where: axis.isMiddle) ? axis : nil)
      let station = try CameraStation(
        metadata: photo.metadata, camera: camera, options: options, takeoff: takeoff,
        correction: photo.registration?.correction ?? .none, geoid: geoid)
      warnings += station.warnings
      let projection = try station.projection.get()
      let system = reference ?? CoordinateOptions.reference(near: station.position)
      return (pixels.map { report(of: $0, station, projection, system) }, true)
    } catch {
      let status = error.code
      var reason = "\(error)"
      if status == PlacementError.noPosition.code {
        do throws(PhotoError) { _ = try photo.metadata.requiredPosition() } catch { reason = "\(error)" }
      }
      return (
        pixels.map { Self.refusal(of: $0, photo: name, status: status, reason: reason, warnings: warnings) }, false
      )
    }
  }

  /// Returns the report of a pixel whose photo cannot be used.
  static func refusal(
    of pixel: PixelPoint, photo: String, status: String, reason: String, warnings: [MetadataWarning] = []
  ) -> PixelReport {
    PixelReport(
      photo: photo, pixel: pixel, status: status, reason: reason, place: nil, azimuth: nil, depression: nil, crs: nil,
      surface: nil, assumption: nil, heightAboveGround: nil, warnings: warnings, explanation: nil)
  }

  private func report(
    of pixel: PixelPoint, _ station: CameraStation, _ projection: GroundProjection, _ system: CoordinateReferenceSystem?
  ) -> PixelReport {
    var warnings = photo.metadata.warnings + station.warnings
    var (status, reason) = ("ok", "")
    var place: PixelReport.Place?
    var explanation: PixelReport.Explanation?
    let line =
      photo.camera == nil && !projection.camera.isMiddle(pixel) ? nil : try? projection.lineOfSight(through: pixel)
    let (width, height) = (photo.metadata.width, photo.metadata.height)
    if photo.camera == nil, !projection.camera.isMiddle(pixel) {
      (status, reason) = (PlacementError.noFocalLength.code, "\(PlacementError.noFocalLength)")
    } else if (0...Double(width)).contains(pixel.u), (0...Double(height)).contains(pixel.v) {
      do throws(PlacementError) {
        let point = try projection.place(pixel)
        place = PixelReport.Place(
          point: point, height: station.height(of: point), ellipsoidalHeight: station.ellipsoidalHeight(of: point),
          plane: plane(point, system, &warnings), wall: projection.wallCoordinates(of: point))
        if explains { explanation = try self.explanation(of: pixel, station, projection) }
      } catch {
        (status, reason) = (error.code, "\(error)")
      }
    } else {
      status = "outside_image"
      reason = "the photo has \(width) × \(height) pixels as stored; was the pixel read off a turned or smaller copy?"
    }
    return PixelReport(
      photo: name, pixel: pixel, status: status, reason: reason, place: place, azimuth: line?.azimuth,
      depression: line?.depression, crs: system.map { "EPSG:\($0.epsg)" }, surface: projection.surface.name,
      assumption: SurfaceWords.assumption(
        station, options: options, laserRange: photo.metadata.laserRange?.value),
      heightAboveGround: station.heightAboveGround, warnings: warnings, explanation: explanation)
  }

  private func plane(
    _ point: GroundPoint, _ system: CoordinateReferenceSystem?, _ warnings: inout [MetadataWarning]
  ) -> (x: Double, y: Double)? {
    guard let system else { return nil }
    let place = point.coordinate
    // A system that was chosen for the camera serves what the camera sees, a few metres beyond its edge too.
    guard reference == nil || system.covers(latitude: place.latitude, longitude: place.longitude) else {
      warnings.append(
        MetadataWarning(
          "outside_crs", "the place lies outside the area of EPSG:\(system.epsg) (\(system.name)); choose another --crs"
        ))
      return nil
    }
    return try? system.transform(latitude: place.latitude, longitude: place.longitude)
  }

  private func explanation(
    of pixel: PixelPoint, _ station: CameraStation, _ projection: GroundProjection
  ) throws(PlacementError) -> PixelReport.Explanation {
    let contributions = try projection.contributions(at: pixel).map { part in
      PixelReport.Contribution(
        source: part.source.rawValue, sigma: part.sigma, unit: part.source.unit,
        basis: station.basis(of: part.source).rawValue, metres: part.metres)
    }
    var sources = PhotoReport.sources(photo)
    sources["height_above_ground_m"] = photo.metadata.heightAboveGround?.source
    sources["laser_range_m"] = photo.metadata.laserRange?.source
    sources["pose"] = photo.registration.flatMap { RegistrationWords.correction(of: $0) }
    // The largest first; of equals the one that comes first in the fixed order.
    let sorted = contributions.enumerated().sorted { ($1.element.metres, $0.offset) < ($0.element.metres, $1.offset) }
    return PixelReport.Explanation(contributions: sorted.map(\.element), sources: sources)
  }
}

extension UncertaintyContribution.Source {
  /// The unit of a source's standard deviation.
  fileprivate var unit: String {
    switch self {
    case .cameraEast, .cameraNorth, .cameraUp, .surface: "m"
    case .yaw, .pitch, .roll: "deg"
    case .focalLength: "of f"
    case .pixelU, .pixelV: "px"
    }
  }
}
