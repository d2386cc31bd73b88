/// What DJI writes of its satellite receiver: the kind of solution and its standard deviations in metres.
struct DJIReceiver {
  let fix: RTKFix?
  private let longitudeDeviation, latitudeDeviation, heightDeviation: Double?

  init(_ packet: XMPPacket, _ claims: inout MetadataClaims) {
    // Some files say only that the height is the receiver's; then no more than a float solution is believed.
    let isHeightCorrected = packet.text(.dji, "AltitudeType") == "RtkAlt"
    fix =
      claims.number(packet, .dji, "RtkFlag").flatMap(RTKFix.init(djiFlag:)) ?? (isHeightCorrected ? .float : nil)
    // The names are kept as written: some tools exchange the first two.
    func deviation(_ name: String) -> Double? {
      claims.number(packet, .dji, name).flatMap { $0 >= 0 && $0 < 1_000 ? $0 : nil }
    }
    longitudeDeviation = deviation("RtkStdLon")
    latitudeDeviation = deviation("RtkStdLat")
    heightDeviation = deviation("RtkStdHgt")
  }

  private var isCorrected: Bool { fix == .single || fix == .float || fix == .fixed }

  /// Metres per horizontal axis: the stated deviations, whatever the flag promises.
  var positionSigma: Double {
    if isCorrected, let longitudeDeviation, let latitudeDeviation {
      let mean =
        ((longitudeDeviation * longitudeDeviation + latitudeDeviation * latitudeDeviation) / 2).squareRoot()
      return max(mean, DefaultSigma.positionFloor)
    }
    switch fix {
    case .fixed: return DefaultSigma.positionFixed
    case .float: return DefaultSigma.positionFloat
    default: return DefaultSigma.position
    }
  }

  /// Metres of height when the receiver states them; `nil` without a correction.
  var heightSigma: Double? {
    guard isCorrected else { return nil }
    if let heightDeviation { return max(heightDeviation, DefaultSigma.heightFloor) }
    switch fix {
    case .fixed: return 2 * DefaultSigma.positionFixed
    case .float: return 2 * DefaultSigma.positionFloat
    default: return nil
    }
  }
}
