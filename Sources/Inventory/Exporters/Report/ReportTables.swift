import Detectors

/// The tables of the report.
enum ReportTables {
  /// Returns how many defects there are of each kind and level.
  static func summary(of defects: [Defect], labels: Labels) -> String {
    guard !defects.isEmpty else { return "<p>\(MarkupText.escaped(labels.text("report.no_defects")))</p>\n" }
    var text =
      opening(labels.text("report.summary"))
      + "<th scope=\"col\">\(MarkupText.escaped(labels.text("report.kind")))</th>"
    for level in SeverityColor.levels {
      text += "<th scope=\"col\" class=\"n\">\(dot(level))\(MarkupText.escaped(labels.text(level)))</th>"
    }
    text +=
      "<th scope=\"col\" class=\"n\">\(MarkupText.escaped(labels.text("report.total")))</th></tr></thead>\n<tbody>\n"
    for kind in DamageClass.allCases {
      let group = defects.filter { $0.damageClass == kind }
      guard !group.isEmpty else { continue }
      text += row(labels.text(kind), group)
    }
    return text + row(labels.text("report.total"), defects) + "</tbody></table></div>\n"
  }

  private static func row(_ name: String, _ defects: [Defect]) -> String {
    var text = "<tr><th scope=\"row\">\(MarkupText.escaped(name))</th>"
    for level in SeverityColor.levels {
      let count = defects.count { $0.severity.worst == level }
      text += "<td class=\"n\">\(count == 0 ? "–" : String(count))</td>"
    }
    return text + "<td class=\"n\">\(defects.count)</td></tr>\n"
  }

  /// Returns one row a defect.
  ///
  /// - Parameter linked: the names of the defects that have a card.
  static func all(of defects: [(Defect, [String: TableCell])], linked: Set<String>, labels: Labels) -> String {
    let hasDistricts = defects.contains { $0.1["district"]?.isEmpty == false }
    let hasRoads = defects.contains { $0.1["road"]?.isEmpty == false }
    var columns = ["work_order_id", "kind_label", "severity_label", "measures"]
    if hasDistricts { columns.append("district") }
    if hasRoads { columns.append("road") }
    columns += ["place", "ce90_m", "n_photos", "suggested_action"]
    if defects.contains(where: { $0.1["due_date"]?.isEmpty == false }) { columns.append("due_date") }
    columns.append("status_label")
    let numbers: Set = ["ce90_m", "n_photos", "due_date"]
    // Words of ours are short and known; those of others may be long and without a space.
    let foreign: Set = ["district", "road"]
    var text = opening(labels.text("report.table"))
    for column in columns {
      let style = numbers.contains(column) ? " class=\"n\"" : ""
      text += "<th scope=\"col\"\(style)>\(MarkupText.escaped(labels.column(column)))</th>"
    }
    text += "</tr></thead>\n<tbody>\n"
    for (defect, cells) in defects {
      text += "<tr>"
      for column in columns {
        switch column {
        case "work_order_id":
          let order = MarkupText.attribute(WorkOrderCSV.workOrderID(of: defect))
          text +=
            linked.contains(defect.uid)
            ? "<td class=\"o\"><a href=\"#\(order)\">\(order)</a></td>" : "<td class=\"o\">\(order)</td>"
        case "severity_label":
          text += "<td class=\"l\">\(dot(defect.severity.worst))\(MarkupText.escaped(cells[column]?.text ?? ""))</td>"
        case "measures":
          let sizes = DefectWords.measures(of: defect, labels: labels).joined(separator: labels.text("list.separator"))
          text += "<td>\(MarkupText.escaped(sizes))</td>"
        case "place":
          let place = [cells["lat"]?.text, cells["lon"]?.text].compactMap { $0 }.joined(separator: ", ")
          text += "<td class=\"n\">\(MarkupText.escaped(place))</td>"
        case "due_date":
          // To the minute, in the zone of the camera's clock.
          let due = String((cells[column]?.text ?? "").prefix(16)).replacing("T", with: " ")
          text += "<td class=\"n\">\(MarkupText.escaped(due))</td>"
        case "road":
          let chainage = cells["chainage_m"].map { $0.isEmpty ? "" : " \($0.text) m" } ?? ""
          text += "<td class=\"w\"><bdi>\(MarkupText.escaped((cells[column]?.text ?? "") + chainage))</bdi></td>"
        default:
          let style = numbers.contains(column) ? "n" : foreign.contains(column) ? "w" : "l"
          text += "<td class=\"\(style)\"><bdi>\(MarkupText.escaped(cells[column]?.text ?? ""))</bdi></td>"
        }
      }
      text += "</tr>\n"
    }
    return text + "</tbody></table></div>\n"
  }

  /// Returns the files that could not be used and why.
  static func skipped(_ photos: [SkippedPhotoRecord], labels: Labels) -> String {
    var text = opening(labels.text("report.photos"))
    text += "<th scope=\"col\">\(MarkupText.escaped(labels.text("report.file")))</th>"
    text += "<th scope=\"col\">\(MarkupText.escaped(labels.text("report.reason_skipped")))</th></tr></thead>\n<tbody>\n"
    for photo in photos {
      text += "<tr><td class=\"w\"><bdi>\(MarkupText.escaped("\(photo.key.flight)/\(photo.key.name)"))</bdi></td>"
      text += "<td class=\"w\" lang=\"en\">\(MarkupText.escaped(photo.detail))</td></tr>\n"
    }
    return text + "</tbody></table></div>\n"
  }

  /// Returns the beginning of a table that scrolls sideways where it is too wide, by keyboard too.
  private static func opening(_ name: String) -> String {
    "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"\(MarkupText.attribute(name))\">"
      + "<table><thead><tr>"
  }

  /// Returns the coloured dot of a level.
  static func dot(_ level: SeverityLevel?) -> String { "<span class=\"s \(SeverityColor.name(of: level))\"></span>" }
}

/// The card of one defect in the report.
enum ReportCard {
  /// The facts that may be long and get a line of their own.
  private static let wide: Set = ["severity_reason", "note"]

  /// Returns the card: picture, sizes, rule, reason.
  static func html(of defect: Defect, cells: [String: TableCell], picture: [UInt8]?, labels: Labels) -> String {
    let order = MarkupText.attribute(WorkOrderCSV.workOrderID(of: defect))
    let kind = MarkupText.escaped(labels.text(defect.damageClass))
    var text = "<article class=\"card\" id=\"\(order)\"><div>"
    if let picture {
      text += "<img alt=\"\(kind)\" src=\"data:image/jpeg;base64,\(Base64.text(picture))\">"
    } else {
      text += "<div class=\"none\">\(MarkupText.escaped(labels.text("report.no_picture")))</div>"
    }
    text += "</div><div><h3>\(ReportTables.dot(defect.severity.worst))\(order) · \(kind)</h3><dl>"
    for (column, fact) in DefectWords.facts(of: defect, cells: cells, labels: labels) {
      let style = wide.contains(column) ? " class=\"wide\"" : ""
      // A reason that has no words in the page's language stands as it is stored; a voice has to know that it is English.
      let isStored = column == "severity_reason" && fact == PlainText.clean(defect.severity.reason)
      let language = isStored ? " lang=\"en\"" : ""
      text += "<div\(style)><dt>\(MarkupText.escaped(labels.column(column)))</dt>"
      text += "<dd\(language)><bdi>\(MarkupText.escaped(fact))</bdi></dd></div>"
    }
    return text + "</dl></div></article>\n"
  }
}
