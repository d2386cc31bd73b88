import Inventory

/// What `inspect run` tells of the roads that it surveyed.
enum RoadWords {
  /// The table of stretches in the summary for a script.
  struct Summary: Encodable {
    let file: String
    let count: Int
    let pavementM2, offNetworkM2: Double

    /// Tells of a survey.
    init(_ survey: RoadSurvey, at path: String) {
      file = path
      count = survey.sections.count
      pavementM2 = survey.pavement
      offNetworkM2 = survey.offNetwork
    }
  }

  /// Returns the lines about a survey.
  static func lines(of survey: RoadSurvey, at path: String) -> [String] {
    var lines = [
      "Roads: \(survey.sections.count) stretch\(survey.sections.count == 1 ? "" : "es") with \(metres(survey.pavement)) m2 of pavement in \(path)"
    ]
    if survey.offNetwork > 0 {
      lines.append(
        "  \(metres(survey.offNetwork)) m2 of it lie on no road of the network and are in no stretch (--roads-width is how wide "
          + "a road may be)")
    }
    return lines
  }

  private static func metres(_ area: Double) -> String { "\(Int(area.rounded()))" }
}
