import Foundation
import ImageKit

/// What a photo's pixels were placed on, in words for a person.
enum SurfaceWords {
  /// The surfaces by the word in `locate`'s JSON, with the option that asks for each.
  static let kinds: [(name: String, summary: String)] = [
    ("flat", "level ground: at take-off unless --ground-height or --agl says otherwise"),
    ("dem", "an elevation model: --dem with --dem-datum"),
    ("wall", "a vertical wall that faces the camera: --wall-distance, or --laser wall"),
    ("underside", "the underside of a deck or ceiling: --underside-height"),
    ("laser_ground", "level ground where the photo's laser hit: by default when looking down, or --laser ground"),
    ("laser_plane", "the plane across the axis where the laser hit: by default when looking ahead, or --laser axis"),
  ]

  /// Returns the assumption behind every place of a photo: `flat ground at take-off height`.
  static func assumption(_ station: CameraStation, options: PlacementOptions, laserRange: Double?) -> String {
    let surface = (try? station.projection.get())?.surface.name
    let range = laserRange.map { "\(metres($0)) away" } ?? "away"
    switch (surface, options.surface) {
    case ("laser_plane", _): return "a plane across the optical axis at the laser's range, \(range)"
    case ("laser_ground", _): return "level ground through the point the laser hit, \(range)"
    case ("wall", .laser): return "a vertical wall facing the camera at the laser's range, \(range)"
    case (_, .wall(let distance)):
      return "a vertical wall facing the camera, \(metres(distance)) along the optical axis"
    case (_, .underside(let height)): return "a level underside at \(words(height))"
    case (_, .elevation(let model)): return "the elevation model \(model.fileURL.lastPathComponent)"
    case (_, .heightAboveGround(let height)): return "flat ground \(metres(height)) below the camera"
    case (_, .groundHeight(let height, let datum)):
      return "flat ground at \(words(Height(metres: height, datum: datum)))"
    case (_, .laser(let kind)): return "what the laser hit, taken as \(kind.rawValue)"
    case (_, .automatic):
      guard let above = station.heightAboveGround, above.source == .measured else {
        return "flat ground at take-off height"
      }
      return "flat ground \(metres(above.metres)) below the camera, as the drone measured"
    }
  }

  /// Returns a height as `25.3 m above sea level`.
  static func words(_ height: Height) -> String {
    let datum =
      switch height.datum {
      case .ellipsoid: "above the ellipsoid"
      case .meanSeaLevel: "above sea level (EGM96)"
      case .takeoff: "above take-off"
      case .ground: "above the ground"
      case .unknown: "above an unknown datum"
      }
    return "\(metres(height.metres)) \(datum)"
  }

  private static func metres(_ value: Double) -> String { "\((value * 1000).rounded() / 1000) m" }
}
