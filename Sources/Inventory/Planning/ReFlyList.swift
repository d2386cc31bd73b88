import Detectors

/// The defects whose width the photos are too coarse to grade, and from where each could be graded.
///
/// Made of what is measured and of the rules of the run, not of the words of the inventory. Left out are defects without a
/// width, those that are as wide as a limit however finely they are seen, and those that only a better known distance
/// would grade: a flight would not help them.
public struct ReFlyList: Sendable, Equatable {
  /// One defect to photograph again.
  public struct Item: Sendable, Equatable {
    /// The defect.
    public let defect: Defect
    /// The rule that cannot be applied, as `pack/rule`.
    public let rule: String
    /// The limit in question and the pixels, in millimetres.
    public let limit, pixel, neededPixel: Double
    /// By how much the scale would leave the width open from there, relative to it, with the distance known no better than
    /// now; `nil` where that does not matter.
    public let scaleDoubt: Double?
    /// The photo that shows it best; `nil` when the inventory does not hold it.
    public let photo: PhotoRecord?
    /// The highest level that it may have.
    let worst: SeverityLevel

    /// Whether photos that fine are finer than any in which a run looks for this kind of damage.
    public var isTooFineToFind: Bool {
      let detectors = DetectorList.all.filter { $0.damageClasses.contains(defect.damageClass) }
      guard let finest = detectors.map({ $0.groundSampleDistance.lowerBound }).min() else { return false }
      return neededPixel / 1000 < finest
    }

    /// How far the camera that took the photo may be from the surface, facing it squarely, in metres.
    public var neededStandOff: Double? { standOff(neededPixel) }
    /// How far it would have been, facing the surface squarely with the pixels it has, in metres.
    public var presentStandOff: Double? { standOff(pixel) }

    private func standOff(_ pixel: Double) -> Double? {
      guard let focal = photo?.focalLengthPixels, focal > 0 else { return nil }
      return WidthResolution.standOff(groundSampleDistance: pixel / 1000, focalLengthPixels: focal)
    }
  }

  /// The defects, worst first: by the highest level that they may have, then by the widest that they may be.
  public let items: [Item]

  /// Makes the list.
  ///
  /// - Parameters:
  ///   - inventory: what was found.
  ///   - rules: the rules to grade by.
  ///   - statuses: which decisions of people to include; rejected defects are left out unless asked for.
  public init(
    _ inventory: Inventory, rules: RulePack, statuses: Set<DefectStatus> = [.new, .accepted, .edited]
  ) {
    let photos = Dictionary(inventory.photos.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    var items: [Item] = []
    for defect in inventory.defects where statuses.contains(defect.status) {
      // What a person graded needs no finer photo.
      guard defect.review?.severity == nil else { continue }
      guard let width = defect.measures.width, let rule = rules.rule(for: defect.damageClass) else { continue }
      let photo = photos[defect.bestPhoto]
      let observation = defect.observations.first { $0.photo == defect.bestPhoto }
      let view = observation.map { GradingView(of: $0, focalLengthPixels: photo?.focalLengthPixels) }
      let shortfall = WidthShortfall(of: width, by: rule, view: view ?? GradingView())
      guard let shortfall, let needed = shortfall.neededPixel else { continue }
      items.append(
        Item(
          defect: defect, rule: "\(rules.id)/\(rule.id)", limit: shortfall.limit, pixel: shortfall.pixel,
          neededPixel: needed, scaleDoubt: shortfall.scaleDoubt, photo: photo, worst: rule.level(of: width.high)))
    }
    self.items = items.sorted { left, right in
      if left.worst != right.worst { return left.worst > right.worst }
      let (wide, other) = (left.defect.measures.width?.high ?? 0, right.defect.measures.width?.high ?? 0)
      return wide != other ? wide > other : left.defect.uid < right.defect.uid
    }
  }
}
