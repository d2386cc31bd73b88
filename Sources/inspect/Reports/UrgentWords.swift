import Detectors
import ImageKit
import Inventory

/// What somebody has to know at once: fallen trees on carriageways, and what a quick look found.
enum UrgentWords {
  /// The most findings that are told one by one.
  private static let most = 20

  /// Returns what blocks carriageways, one line each, the most first; nothing where none is blocked.
  static func blockedRoads(_ inventory: Inventory) -> [String] {
    let blocking = inventory.defects.filter(\.blocksCarriageway)
    guard !blocking.isEmpty else { return [] }
    var lines = ["BLOCKED: \(blocking.count) fallen tree\(blocking.count == 1 ? "" : "s") on a carriageway"]
    lines += blocking.prefix(most).map { "  \(line(of: $0))" }
    if blocking.count > most { lines.append("  and \(blocking.count - most) more") }
    return lines
  }

  /// Returns one finding on a line: what, how much is blocked, where, in which photo.
  static func line(of defect: Defect) -> String {
    var parts = [Labels(language: .english).text(defect.damageClass)]
    if let tree = defect.measures.tree {
      if defect.blocksCarriageway {
        parts = ["fallen tree blocks the carriageway"]
        if let width = tree.blockedWidth {
          parts[0] = "fallen tree blocks \(metres(width.value)) m"
          if let whole = tree.carriagewayWidth { parts[0] += " of \(metres(whole.value)) m" }
          let (low, high) = width.interval
          parts[0] += " (90 %: \(metres(low)) to \(metres(high)) m)"
        }
      } else {
        if let decline = tree.decline { parts.append("\(Int((decline * 100).rounded())) % of its crown in decline") }
        if let target = tree.target, target != .nothing, let distance = tree.distance(to: target) {
          parts.append(
            distance > 0 ? "\(metres(distance)) m from the nearest \(target.rawValue)" : "over a \(target.rawValue)")
        }
      }
    }
    if defect.severity.worst != nil { parts.append(defect.severity.code.replacing("..", with: " to ")) }
    if let placement = defect.placement {
      var place = "\(degrees(placement.point.latitude)), \(degrees(placement.point.longitude))"
      if let ce90 = placement.ce90 { place += " ± \(metres(ce90)) m" }
      parts.append(place)
    }
    if let road = defect.road { parts.append("\(road.section) at \(metres(road.chainage)) m") }
    parts.append("\(defect.bestPhoto.flight)/\(defect.bestPhoto.name)")
    return Terminal.printable(parts.joined(separator: ", ").replacing("\n", with: " "))
  }

  /// Returns the summary of a quick look: the most urgent first.
  static func lines(of triage: Triage, isStopped: Bool) -> [String] {
    let urgent = triage.findings.filter { Urgency(of: $0).step >= .medium }
    var lines = [
      "Looked quickly at \(triage.photoCount) photos in \(Progress.clock(triage.seconds)): "
        + "\(urgent.count) urgent finding\(urgent.count == 1 ? "" : "s") of \(triage.findings.count)"
    ]
    lines += urgent.prefix(most).map { "  \(line(of: $0))" }
    if urgent.count > most { lines.append("  and \(urgent.count - most) more") }
    if !isStopped {
      lines.append("These are first impressions; all photos are inspected in full now, the most urgent first.")
    }
    return lines
  }

  /// What a quick look found, for scripts.
  struct Summary: Encodable {
    struct Finding: Encodable {
      let flight, photo, kind, severity: String
      let latitude, longitude, ce90M, blockedWidthM: Double?
    }
    let photos: Int
    let seconds: Double
    let findings: [Finding]

    init(_ triage: Triage) {
      photos = triage.photoCount
      seconds = triage.seconds
      findings = triage.findings.map(Finding.init)
    }
  }

  private static func metres(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }

  private static func degrees(_ value: Double) -> String { "\((value * 1e6).rounded() / 1e6)" }
}

extension UrgentWords.Summary.Finding {
  /// Tells of a finding.
  init(_ defect: Defect) {
    self.init(
      flight: defect.bestPhoto.flight, photo: defect.bestPhoto.name, kind: defect.damageClass.rawValue,
      severity: defect.severity.code, latitude: defect.placement?.point.latitude,
      longitude: defect.placement?.point.longitude, ce90M: defect.placement?.ce90,
      blockedWidthM: defect.measures.tree?.blockedWidth?.value)
  }
}
