/// What the columns of a table hold, from its first line or from their number.
struct SidecarColumns {
  /// A value a column can hold.
  enum Kind: Hashable {
    case file, latitude, longitude, height, heightDatum
    case yaw, pitch, roll, pix4DYaw, pix4DPitch, pix4DRoll, omega, phi, kappa
    case sigmaHorizontal, sigmaVertical, sigmaAngle
    case focalLength, principalX, principalY, k1, k2, k3, p1, p2
  }

  /// Where each value stands.
  private(set) var indices: [Kind: Int] = [:]
  /// Whose table it is: ours has units in the names of its columns.
  private(set) var format = SidecarFormat.pix4D
  /// The names in the first line that mean nothing here.
  private(set) var unknown: [String] = []

  /// Our own names, then those that other programs write.
  private static let names: [String: Kind] = [
    "file": .file, "latitude": .latitude, "longitude": .longitude, "height_m": .height,
    "height_datum": .heightDatum, "yaw_deg": .yaw, "pitch_deg": .pitch, "roll_deg": .roll,
    "sigma_horizontal_m": .sigmaHorizontal, "sigma_vertical_m": .sigmaVertical, "sigma_angle_deg": .sigmaAngle,
    "focal_px": .focalLength, "principal_x_px": .principalX, "principal_y_px": .principalY, "k1": .k1, "k2": .k2,
    "k3": .k3, "p1": .p1, "p2": .p2,
    "imagename": .file, "image name": .file, "image": .file, "filename": .file, "file name": .file, "name": .file,
    "lat": .latitude, "lon": .longitude, "long": .longitude, "altitude": .height, "alt": .height, "z": .height,
    "height": .height, "yaw": .pix4DYaw, "pitch": .pix4DPitch, "roll": .pix4DRoll, "omega": .omega, "phi": .phi,
    "kappa": .kappa, "accuracy horz": .sigmaHorizontal, "accuracy vert": .sigmaVertical,
    "horizontal accuracy": .sigmaHorizontal, "vertical accuracy": .sigmaVertical,
  ]
  private static let ownNames: Set = ["height_m", "height_datum", "yaw_deg", "pitch_deg", "roll_deg", "focal_px"]

  /// Reads the names of the columns; `nil` when the line is not one of names.
  init?(names cells: [String]) {
    let names = cells.map { Self.plain($0) }
    for (index, name) in names.enumerated() {
      if let kind = Self.names[name] {
        if indices[kind] == nil { indices[kind] = index }
      } else if !name.isEmpty {
        unknown.append(cells[index])
      }
    }
    guard indices[.file] != nil, indices.count >= 2 else { return nil }
    if names.contains("file") || !Self.ownNames.isDisjoint(with: names) { format = .table }
  }

  /// Takes the columns of Pix4D by their number: 3 or 4 for a place, 6 with accuracies, 7 with angles, 9 with both.
  init?(count: Int) {
    let place: [Kind] = [.file, .latitude, .longitude, .height]
    let angles: [Kind] = [.pix4DYaw, .pix4DPitch, .pix4DRoll]
    let accuracies: [Kind] = [.sigmaHorizontal, .sigmaVertical]
    let kinds: [Kind]
    switch count {
    case 3: kinds = Array(place.dropLast())
    case 4: kinds = place
    case 6: kinds = place + accuracies
    case 7: kinds = place + angles
    case 9: kinds = place + angles + accuracies
    default: return nil
    }
    for (index, kind) in kinds.enumerated() { indices[kind] = index }
  }

  /// Lower case, without a unit in brackets: `Latitude [decimal degrees]`.
  private static func plain(_ name: String) -> String {
    let bare = name.prefix { $0 != "[" && $0 != "(" }
    return bare.trimmingWhitespace().lowercased()
  }
}
