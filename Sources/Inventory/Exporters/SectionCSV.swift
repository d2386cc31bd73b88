/// The table of the stretches of road: pavement seen, cracks, patches, ravelling, potholes and crack rate, one row a stretch.
///
/// ```
/// section_id,road,from_m,to_m,pavement_m2,n_photos,longitudinal_m,longitudinal_m_per_m2,…,crack_rate_pct,crack_rate_class,…
/// 中山路/100-200,中山路,100.0,200.0,812.25,9,14.20,0.0175,…,6.4,I,…
/// ```
///
/// In the form of the work orders: UTF-8 with a byte order mark, CRLF, RFC 4180, text guarded against formulas. Shares are
/// of the pavement that was seen, not of the road.
public struct SectionCSV: Sendable {
  /// The file name in the folder of a run.
  public static let defaultFileName = "sections.csv"

  /// The columns, in order.
  public static let columns = [
    "section_id", "road", "from_m", "to_m", "pavement_m2", "n_photos", "longitudinal_m", "longitudinal_m_per_m2",
    "transverse_m", "transverse_m_per_m2", "other_cracks_m", "other_cracks_m_per_m2", "sealed_cracks_m", "alligator_m2",
    "alligator_pct", "repair_m2", "repair_pct", "ravelling_m2", "ravelling_pct", "potholes", "potholes_per_100m2",
    "crack_rate_pct", "crack_rate_class", "crack_rate_rule", "note",
  ]

  /// Creates a writer.
  public init() {}

  /// Returns the table; without a survey the header alone.
  public func bytes(of survey: RoadSurvey?, options: ExportOptions) -> [UInt8] {
    let labels = Labels(language: options.language)
    var table = CSVText()
    table.append(SectionCSV.columns.map { .plain($0) })
    guard let survey else { return table.bytes }
    for section in survey.sections {
      let cells = cells(of: section, rule: survey.rule, labels: labels)
      table.append(SectionCSV.columns.map { cells[$0] ?? .empty })
    }
    return table.bytes
  }

  private func cells(
    of section: SurveyedSection, rule: CrackRateRule, labels: Labels
  ) -> [String: CSVText.Cell] {
    func percent(_ amount: Double) -> CSVText.Cell { .number(section.share(amount).map { $0 * 100 }, places: 2) }
    var cells: [String: CSVText.Cell] = [
      "section_id": .text(section.id), "road": .text(section.road),
      "from_m": .number(section.from, places: 1), "to_m": .number(section.to, places: 1),
      "pavement_m2": .number(section.pavement, places: 2), "n_photos": .plain(String(section.photoCount)),
      "sealed_cracks_m": .number(section.sealed, places: 2),
      "alligator_m2": .number(section.alligator, places: 2), "alligator_pct": percent(section.alligator),
      "repair_m2": .number(section.patches, places: 2), "repair_pct": percent(section.patches),
      "ravelling_m2": .number(section.ravelling, places: 2), "ravelling_pct": percent(section.ravelling),
      "potholes": .plain(String(section.potholes)),
      "potholes_per_100m2": .number(section.share(Double(section.potholes) * 100), places: 2),
      "crack_rate_pct": .number(section.crackRate, places: 2),
      "crack_rate_class": .optional(section.crackRate.map(rule.className)), "crack_rate_rule": .plain(rule.id),
    ]
    let lengths = [
      ("longitudinal", section.longitudinal), ("transverse", section.transverse), ("other_cracks", section.otherCracks),
    ]
    for (name, length) in lengths {
      cells["\(name)_m"] = .number(length, places: 2)
      cells["\(name)_m_per_m2"] = .number(section.share(length), places: 4)
    }
    if rule.isToBeChecked { cells["note"] = .text(labels.text("section.to_be_checked")) }
    return cells
  }
}
