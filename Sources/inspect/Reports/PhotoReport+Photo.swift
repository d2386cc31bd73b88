import Foundation
import ImageKit
import Inventory

extension PhotoReport {
  /// Creates the report of a photo; decodes its pixels only when asked to.
  init(
    _ photo: Photo, placement: PlacementOptions, takeoff: HorizontalPosition?, geoid: EGM96?, decodesPixels: Bool
  ) {
    let metadata = photo.metadata
    var warnings = metadata.warnings
    var status = "ok"
    var reason = ""
    var gsd: Double?
    do throws(PlacementError) {
      let station = try CameraStation(
        metadata: metadata, camera: photo.camera?.value, options: placement, takeoff: takeoff,
        correction: photo.registration?.correction ?? .none, geoid: geoid)
      warnings += station.warnings
      switch station.projection {
      case .success(let projection):
        let centre = PixelPoint(u: Double(metadata.width) / 2, v: Double(metadata.height) / 2)
        gsd = try projection.place(centre).groundSampleDistance.mean
      case .failure(let error):
        warnings.append(MetadataWarning(error.code, "camera only: \(error)"))
      }
    } catch .noPosition {
      status = PlacementError.noPosition.code
      do throws(PhotoError) { _ = try metadata.requiredPosition() } catch { reason = "\(error)" }
    } catch {
      warnings.append(MetadataWarning(error.code, "the centre of the photo: \(error)"))
    }
    var quality: PhotoQuality?
    if decodesPixels {
      do throws(PhotoError) {
        quality = PhotoQuality(of: try JPEGDecoder.decode(try photo.bytes(limits: .standard), as: RGB8.self))
      } catch {
        status = error.code
        reason = "\(error)"
      }
    }
    self.init(
      file: "\(photo.flight)/\(photo.name)", status: status, make: metadata.make, model: metadata.model,
      capturedAt: metadata.capturedAt?.value.iso8601, latitude: metadata.position?.value.latitude,
      longitude: metadata.position?.value.longitude, height: metadata.absoluteHeight?.value,
      relativeHeight: metadata.relativeHeight?.value, orientation: metadata.orientation?.value,
      width: metadata.width, rows: metadata.height, focalLength: photo.camera?.value.focalLengthX,
      distortion: photo.camera?.value.distortion, groundSampleDistance: gsd, rtk: metadata.rtk?.rawValue,
      blur: quality?.blur, exposure: quality?.exposure, sources: Self.sources(photo), sigmas: Self.sigmas(photo),
      warnings: warnings + (quality?.warnings ?? []), reason: reason, registration: photo.registration)
  }

  /// Creates the report of a file that could not be read as a photo.
  init(_ skipped: SkippedPhoto) {
    self.init(
      file: "\(skipped.flight)/\(skipped.name)", status: skipped.error.code, make: nil, model: nil, capturedAt: nil,
      latitude: nil, longitude: nil, height: nil, relativeHeight: nil, orientation: nil, width: nil, rows: nil,
      focalLength: nil, distortion: nil, groundSampleDistance: nil, rtk: nil, blur: nil, exposure: nil, sources: [:],
      sigmas: [:], warnings: [], reason: "\(skipped.error)")
  }

  /// The tag that each value of a photo came from, by the value's key.
  static func sources(_ photo: Photo) -> [String: String] {
    let metadata = photo.metadata
    var sources: [String: String] = [:]
    sources["captured_at"] = metadata.capturedAt?.source
    sources["position"] = metadata.position?.source
    sources["height_m"] = metadata.absoluteHeight?.source
    sources["relative_height_m"] = metadata.relativeHeight?.source
    sources["orientation"] = metadata.orientation?.source
    sources["focal_px"] = photo.camera?.source
    return sources
  }

  private static func sigmas(_ photo: Photo) -> [String: Double] {
    let metadata = photo.metadata
    var sigmas: [String: Double] = [:]
    sigmas["position_m"] = metadata.position?.sigma
    sigmas["height_m"] = metadata.absoluteHeight?.sigma
    sigmas["relative_height_m"] = metadata.relativeHeight?.sigma
    sigmas["orientation_deg"] = metadata.orientation?.sigma
    sigmas["focal_px"] = photo.camera.map { $0.value.relativeFocalLengthSigma * $0.value.focalLengthX }
    return sigmas
  }
}
