extension WidthShortfall {
  /// Returns why the width is not one level and what would make it one, in English with the numbers.
  ///
  /// - Parameter focalLengthPixels: of the camera, in pixels of the photo, to say from where; `nil` says how much closer.
  func reason(focalLengthPixels: Double?) -> String {
    guard let neededPixel else {
      if let scaleDoubt {
        return "Closer photos would not tell: the distance is known to ±\(percent(scaleDoubt)) % only, "
          + "and stating or measuring it would."
      }
      return "It is as wide as the limit of \(short(limit)) mm, as far as a photo tells; "
        + "\(short(pixel)) mm a pixel is fine enough for that limit."
    }
    var text =
      "Not gradable at this GSD of \(short(pixel)) mm a pixel: the limit of \(short(limit)) mm takes "
      + "\(atMost(neededPixel)) mm a pixel or finer"
    if let focalLengthPixels, focalLengthPixels > 0 {
      func metres(_ pixel: Double) -> Double {
        WidthResolution.standOff(groundSampleDistance: pixel / 1000, focalLengthPixels: focalLengthPixels)
      }
      text += ", which this camera has \(atMost(metres(neededPixel))) m in front of the surface; "
      text += "now it is as coarse as from \(short(metres(pixel))) m."
    } else {
      text += ", \(short(pixel / neededPixel)) times closer."
    }
    if let scaleDoubt {
      text += " State or measure the distance too: from there its doubt would leave the width open by "
      text += "±\(percent(scaleDoubt)) %."
    }
    return text
  }

  /// Returns what is allowed at most as text that is no larger.
  private func atMost(_ value: Double) -> String {
    short(FixedDecimal.roundedDown(value, places: Self.places(value)))
  }

  private func short(_ value: Double) -> String { FixedDecimal.trimmed(value, places: Self.places(value)) ?? "?" }

  private func percent(_ part: Double) -> String { FixedDecimal.text(part * 100, places: 0) ?? "?" }

  private static func places(_ value: Double) -> Int { value < 0.1 ? 3 : value < 1 ? 2 : 1 }
}
