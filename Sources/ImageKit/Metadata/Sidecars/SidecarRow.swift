/// One line of a table, with the meaning of its cells.
struct SidecarRow {
  let cells: [String]
  let columns: SidecarColumns
  let line: Int

  /// Returns what the line says; `nil` when it names no file.
  func entry(_ reading: inout SidecarReading) -> SidecarEntry? {
    guard let file = text(.file) else { return nil }
    var entry = SidecarEntry(key: .file(file), line: line)
    entry.position = reading.position(
      latitude: number(.latitude, "the latitude", &reading), longitude: number(.longitude, "the longitude", &reading),
      line: line)
    entry.height = reading.height(
      number(.height, "the height", &reading), datum: heightDatum(&reading), line: line)
    entry.orientation = orientation(&reading)
    entry.positionSigma = reading.sigma(text(.sigmaHorizontal), "the horizontal accuracy", line: line)
    entry.heightSigma = reading.sigma(text(.sigmaVertical), "the vertical accuracy", line: line)
    entry.yawSigma = reading.sigma(text(.sigmaAngle), "the accuracy of the angles", line: line)
    entry.calibration = calibration(&reading)
    return entry
  }

  private func text(_ kind: SidecarColumns.Kind) -> String? {
    guard let index = columns.indices[kind], index < cells.count, !cells[index].isEmpty else { return nil }
    return cells[index]
  }

  private func number(_ kind: SidecarColumns.Kind, _ name: String, _ reading: inout SidecarReading) -> Double? {
    reading.number(text(kind), name, line: line)
  }

  private func heightDatum(_ reading: inout SidecarReading) -> HeightDatum {
    guard let name = text(.heightDatum)?.lowercased() else { return .unknown }
    if let datum = HeightDatum(rawValue: name) { return datum }
    reading.warn(
      "sidecar_value_ignored", line: line,
      "the height datum \(name.prefix(40)) is none of ellipsoid, egm96, takeoff, ground, unknown; taken as unknown")
    return .unknown
  }

  private func orientation(_ reading: inout SidecarReading) -> Orientation? {
    if text(.omega) != nil {
      guard let omega = number(.omega, "omega", &reading), let phi = number(.phi, "phi", &reading),
        let kappa = number(.kappa, "kappa", &reading), [omega, phi, kappa].allSatisfy({ abs($0) <= 36_000 })
      else { return nil }
      // Unlike yaw, pitch and roll, three zeros can only be written on purpose or by a receiver without angles.
      guard omega != 0 || phi != 0 || kappa != 0 else { return nil }
      return Orientation(omega: omega, phi: phi, kappa: kappa)
    }
    let isPix4D = text(.yaw) == nil
    let kinds: [SidecarColumns.Kind] = isPix4D ? [.pix4DYaw, .pix4DPitch, .pix4DRoll] : [.yaw, .pitch, .roll]
    return reading.orientation(
      yaw: number(kinds[0], "yaw", &reading), pitch: number(kinds[1], "pitch", &reading),
      roll: number(kinds[2], "roll", &reading), isPix4D: isPix4D, line: line)
  }

  private func calibration(_ reading: inout SidecarReading) -> LensCalibration? {
    guard let focalLength = number(.focalLength, "the focal length", &reading) else { return nil }
    guard (10...1_000_000).contains(focalLength) else {
      reading.warn("sidecar_value_ignored", line: line, "the focal length is \(focalLength) pixels; ignored")
      return nil
    }
    var calibration = LensCalibration(focalLengthX: focalLength, focalLengthY: focalLength)
    let u = number(.principalX, "the principal point", &reading)
    let v = number(.principalY, "the principal point", &reading)
    if let u, let v, (0...100_000).contains(u), (0...100_000).contains(v) {
      calibration.principalPoint = PixelPoint(u: u, v: v)
    }
    let kinds: [SidecarColumns.Kind] = [.k1, .k2, .p1, .p2, .k3]
    let terms = kinds.map { number($0, "a distortion term", &reading) }
    if terms.contains(where: { $0 != nil }), terms.allSatisfy({ abs($0 ?? 0) <= 100 }) {
      calibration.distortion = LensDistortion(
        k1: terms[0] ?? 0, k2: terms[1] ?? 0, p1: terms[2] ?? 0, p2: terms[3] ?? 0, k3: terms[4] ?? 0)
    }
    return calibration
  }
}
