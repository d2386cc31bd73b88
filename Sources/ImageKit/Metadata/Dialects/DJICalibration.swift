/// The calibration that DJI writes: measured in `DewarpData`, by design in `CalibratedFocalLength`.
enum DJICalibration {
  /// Relative standard deviation of a measured focal length and of one by design.
  private static let measuredSigma = 0.002
  private static let designSigma = 0.01

  static func read(_ header: PhotoHeader, into claims: inout MetadataClaims) {
    let packet = header.xmp
    // 1 means that the camera has already taken the distortion out of the stored pixels.
    let isUndistorted = packet.text(.dji, "DewarpFlag") == "1"
    if isUndistorted { claims.lens.isUndistorted = true }
    let size = designSize(header, &claims)
    let focalLength = claims.number(packet, .dji, "CalibratedFocalLength").flatMap { $0 > 0 ? $0 : nil }
    let design = focalLength.map { focalLength in
      Sourced(
        LensCalibration(focalLengthX: focalLength, focalLengthY: focalLength, width: size?.width, height: size?.height),
        source: "XMP drone-dji:CalibratedFocalLength", sigma: designSigma)
    }
    if isUndistorted, let design { claims.calibrations.append(design) }
    let whole = size ?? (header.width, header.height)
    if let text = packet.text(.dji, "DewarpDataK6") ?? packet.text(.dji, "DewarpData") {
      let name = packet.text(.dji, "DewarpDataK6") == nil ? "DewarpData" : "DewarpDataK6"
      if var measured = calibration(text, width: whole.width, height: whole.height) {
        if isUndistorted { measured.distortion = LensDistortion.none }
        measured.width = size?.width
        measured.height = size?.height
        claims.calibrations.append(Sourced(measured, source: "XMP drone-dji:\(name)", sigma: measuredSigma))
      } else {
        claims.warn("dewarp_ignored", "\(name) is not a calibration: \(text.prefix(60)); ignored")
      }
    }
    if !isUndistorted, let design { claims.calibrations.append(design) }
  }

  /// The size the calibration was made for: DJI writes the centre it has by design.
  private static func designSize(_ header: PhotoHeader, _ claims: inout MetadataClaims) -> (width: Int, height: Int)? {
    guard let x = claims.number(header.xmp, .dji, "CalibratedOpticalCenterX"),
      let y = claims.number(header.xmp, .dji, "CalibratedOpticalCenterY"), (1...50_000).contains(x),
      (1...50_000).contains(y)
    else { return nil }
    // A centre a few per cent off is a measured one of this very size.
    let isStored = abs(2 * x / Double(header.width) - 1) < 0.05 && abs(2 * y / Double(header.height) - 1) < 0.05
    return isStored ? (header.width, header.height) : (Int((2 * x).rounded()), Int((2 * y).rounded()))
  }

  /// Returns the calibration in the text of `DewarpData` or `DewarpDataK6`; `nil` when it is none.
  ///
  /// - Parameters:
  ///   - width: The width of the photo whose centre cx is measured from, in pixels.
  ///   - height: The height of the photo whose centre cy is measured from, in pixels.
  static func calibration(_ text: String, width: Int, height: Int) -> LensCalibration? {
    // The date before the semicolon may be missing.
    let list = text.split(separator: ";", omittingEmptySubsequences: false).last ?? ""
    guard let numbers = MetadataText.numbers(list), numbers.count == 9 || numbers.count == 12, numbers[0] > 0,
      numbers[1] > 0, abs(numbers[0] / numbers[1] - 1) < 0.2, abs(numbers[2]) < Double(width) / 2,
      abs(numbers[3]) < Double(height) / 2
    else { return nil }
    var distortion = LensDistortion(k1: numbers[4], k2: numbers[5], p1: numbers[6], p2: numbers[7], k3: numbers[8])
    if numbers.count == 12 {
      let corner = Double(width * width + height * height) / 4 / (numbers[0] * numbers[1])
      distortion = polynomial(
        numerator: (numbers[4], numbers[5], numbers[8]), denominator: (numbers[9], numbers[10], numbers[11]),
        p1: numbers[6],
        p2: numbers[7], squaredRadius: corner)
    }
    return LensCalibration(
      focalLengthX: numbers[0], focalLengthY: numbers[1],
      principalPoint: PixelPoint(u: Double(width) / 2 + numbers[2], v: Double(height) / 2 + numbers[3]),
      distortion: distortion)
  }

  /// Returns the polynomial nearest to OpenCV's rational model, by least squares over the radii of the photo.
  ///
  /// The model is 1 + k1 r² + k2 r⁴ + k3 r⁶ over 1 + k4 r² + k5 r⁴ + k6 r⁶; a zero denominator part gives it back exactly.
  private static func polynomial(
    numerator: (Double, Double, Double), denominator: (Double, Double, Double), p1: Double, p2: Double,
    squaredRadius: Double
  ) -> LensDistortion {
    guard denominator != (0, 0, 0) else {
      return LensDistortion(k1: numerator.0, k2: numerator.1, p1: p1, p2: p2, k3: numerator.2)
    }
    var normal = [[Double]](repeating: [0, 0, 0, 0], count: 3)
    for step in 1...64 {
      let part = Double(step) / 64
      let r2 = squaredRadius * part
      let below = 1 + r2 * (denominator.0 + r2 * (denominator.1 + r2 * denominator.2))
      let factor = (1 + r2 * (numerator.0 + r2 * (numerator.1 + r2 * numerator.2))) / below - 1
      // In units of the corner, so that the normal equations stay well conditioned.
      let powers = [part, part * part, part * part * part]
      for row in 0..<3 {
        for column in 0..<3 { normal[row][column] += r2 * powers[row] * powers[column] }
        normal[row][3] += r2 * powers[row] * factor
      }
    }
    for pivot in 0..<3 {
      for row in 0..<3 where row != pivot {
        let ratio = normal[row][pivot] / normal[pivot][pivot]
        for column in pivot..<4 { normal[row][column] -= ratio * normal[pivot][column] }
      }
    }
    let k = (0..<3).map { normal[$0][3] / normal[$0][$0] }
    return LensDistortion(
      k1: k[0] / squaredRadius, k2: k[1] / (squaredRadius * squaredRadius), p1: p1, p2: p2,
      k3: k[2] / (squaredRadius * squaredRadius * squaredRadius))
  }
}
