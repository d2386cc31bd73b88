import Detectors
import Foundation
import ImageKit
import Inventory

/// An explanation of a defect, for people.
struct ExplanationReport {
  let explanation: DefectExplanation

  init(_ explanation: DefectExplanation) { self.explanation = explanation }

  /// Returns the explanation as text.
  func text(_ labels: Labels) -> String {
    let defect = explanation.defect
    var lines = ["\(defect.uid)  \(labels.text(defect.damageClass)), \(labels.text(defect.status))"]
    lines += place(defect) + severity(defect, labels) + sights(labels) + links() + neighbours(labels) + silent()
    return Terminal.printable(lines.joined(separator: "\n")) + "\n"
  }

  private func place(_ defect: Defect) -> [String] {
    guard let placement = defect.placement else { return ["Place: none; no photo of it could be tied to the ground"] }
    var words =
      "Place: \(number(placement.point.latitude, 7)), \(number(placement.point.longitude, 7)) by \(placement.method)"
    if let ce90 = placement.ce90 { words += ", CE90 \(number(ce90, 2)) m" }
    var lines = [words]
    if let spread = defect.spread {
      lines.append(
        "  fused of \(defect.photos.count) photos; their places spread by χ² \(number(spread.chiSquared, 1)) where "
          + "about \(spread.degreesOfFreedom) is to be expected"
          + (spread.chiSquared > 3 * Double(spread.degreesOfFreedom) ? ": more than their stated doubt" : ""))
    }
    let measures = defect.measures
    var sizes: [String] = []
    if let length = measures.length { sizes.append("length \(number(length.value, 2)) m") }
    if let width = measures.width {
      sizes.append("width \(number(width.median, 1)) mm (\(number(width.low, 1)) to \(number(width.high, 1)))")
    }
    if let area = measures.area { sizes.append("area \(number(area.value, 3)) m²") }
    if !sizes.isEmpty { lines.append("Size: " + sizes.joined(separator: ", ")) }
    return lines
  }

  private func severity(_ defect: Defect, _ labels: Labels) -> [String] {
    let rule = defect.severity.rule.isEmpty ? "" : " by \(defect.severity.rule)"
    var lines = ["Severity: \(labels.text(defect.severity))\(rule): \(labels.reason(of: defect.severity))"]
    if let review = defect.review {
      let why = [review.reason.map(labels.text) ?? "", review.note].filter { !$0.isEmpty }.joined(separator: ", ")
      lines.append("Decision: \(labels.text(review.status)) by \(review.reviewer)" + (why.isEmpty ? "" : ": \(why)"))
      if defect.found != nil {
        let rule = defect.detected.severity.rule.isEmpty ? "" : " by \(defect.detected.severity.rule)"
        lines.append(
          "  detected as \(labels.text(defect.detected.damageClass)), \(labels.text(defect.detected.severity))\(rule)")
      }
    }
    return lines
  }

  private func sights(_ labels: Labels) -> [String] {
    let expected = explanation.defect.expectedPhotoCount.map { " of \($0) that should" } ?? ""
    var rows = [["  photo", "box, px", "kind", "score", "mm/px", "own ± m", "shared ± m", "detection"]]
    for sight in explanation.sights {
      let observation = sight.observation
      let box = [sight.low.u, sight.low.v, sight.high.u, sight.high.v].map { number($0, 0) }
      let isBest = observation.photo == explanation.defect.bestPhoto ? "* " : "  "
      rows.append([
        isBest + observation.photo.name, "\(box[0]),\(box[1]) to \(box[2]),\(box[3])",
        labels.text(observation.damageClass), number(observation.confidence, 2),
        number(observation.placement?.groundSampleDistance.map { $0 * 1000 }, 1),
        number(sight.doubt?.own.major, 3), number(sight.doubt?.sharedAccuracy.major, 2),
        String(observation.uid.prefix(8)),
      ])
    }
    return ["", "Shown by \(explanation.defect.photos.count) photos\(expected); * shows it best"] + aligned(rows)
  }

  private func links() -> [String] {
    guard explanation.isCompared else {
      return [
        "", "Not compared with others: on a wall one place on the map is many, and a photo without angles has none.",
      ]
    }
    guard !explanation.links.isEmpty else {
      return explanation.sights.count > 1 ? [] : ["", "Seen once: nothing was joined."]
    }
    var rows = [["  earlier", "later", "d²", "moved m", "overlap", "weight", "photos"]]
    for link in explanation.links {
      let evidence = link.evidence
      rows.append([
        "  " + link.first.prefix(8), String(link.second.prefix(8)), number(evidence.squaredDistance, 2),
        number(evidence.offset, 2), number(evidence.overlap, 2), number(evidence.weight, 1),
        evidence.isRegistered ? "registered" : "as tagged",
      ])
    }
    return ["", "Joined because (d² below 9.21 is within the doubt that the photos do not share)"] + aligned(rows)
      + wholes()
  }

  /// Why parts that one photo shows apart are one defect.
  private func wholes() -> [String] {
    let names = Dictionary(
      explanation.defect.observations.map { ($0.uid, $0.photo.name) }, uniquingKeysWith: { first, _ in first })
    return explanation.links.compactMap { link in
      guard let whole = link.whole else { return nil }
      let name = names[whole.detection].map { "\($0) shows it whole" } ?? "one photo shows it whole"
      return "  \(link.first.prefix(8)) and \(link.second.prefix(8)) bring parts together: \(name) "
        + "(\(whole.detection.prefix(8))); photos that show the parts as one \(whole.photosAsOne), apart "
        + "\(whole.photosApart)"
    }
  }

  private func neighbours(_ labels: Labels) -> [String] {
    guard !explanation.neighbours.isEmpty else {
      return ["", "Nothing else lies within \(number(DefectExplanation.reach, 0)) m."]
    }
    var rows = [["  defect", "kind", "photo", "gap m", "d²", "overlap", "why not"]]
    for neighbour in explanation.neighbours {
      rows.append([
        "  " + neighbour.defectUID.prefix(8), labels.text(neighbour.other.damageClass), neighbour.other.photo.name,
        number(neighbour.gap, 2), number(neighbour.evidence?.squaredDistance, 2),
        number(neighbour.evidence?.overlap, 2), Self.words(neighbour.verdict),
      ])
    }
    return ["", "Near and not part of it"] + aligned(rows)
  }

  private func silent() -> [String] {
    guard !explanation.silentPhotos.isEmpty else { return ["", "No photo that should show it is silent."] }
    return ["", "Cover its place as finely and do not show it"]
      + explanation.silentPhotos.map {
        "  \($0.key.name)  \(number($0.groundSampleDistance.map { $0 * 1000 }, 1)) mm/px"
      }
  }

  /// Why two detections are not one defect, in words.
  static func words(_ verdict: PairEvidence.Verdict) -> String {
    switch verdict {
    case .same: "one defect"
    case .tooFar: "too far apart for the doubt of their places"
    case .noOverlap: "they do not cover each other"
    case .size: "one is too large for the other"
    case .notSeenTogether: "the photos hardly show the same part"
    case .crowded: "so many things lie about that nearness says too little"
    case .samePhoto: "one photo shows both"
    case .otherKind: "kinds that are never taken for one another"
    case .otherFlight: "another flight, with places not known well enough to compare"
    case .toldApart: "photos that show both apart are more than such that show them as one"
    case .otherTrack: "fits, but a photo shows both, or it belongs better to others"
    }
  }

  private func number(_ value: Double?, _ places: Int) -> String { PhotoTable.number(value, places) }

  private func aligned(_ rows: [[String]]) -> [String] {
    let columns = rows.first?.count ?? 0
    let widths = (0..<columns).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      zip(row, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }.joined(separator: "  ")
        .replacing(/\s+$/, with: "")
    }
  }
}
