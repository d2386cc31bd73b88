/// A spreadsheet file (Office Open XML, ECMA-376) with typed cells: text stays text, whatever it looks like.
///
/// Strings stand in their cells, numbers have a format with their decimals, times are serial days with a format. The
/// first row is a header that stays in view and has filters.
struct Workbook {
  /// One table.
  struct Sheet {
    /// The name on its tab.
    var name: String
    /// The words of the first row.
    var headers: [String]
    /// The cells below it.
    var rows: [[TableCell]]
  }

  /// The sheets, in order; there is at least one.
  var sheets: [Sheet]

  /// The most rows and characters of a cell that spreadsheets take.
  static let maximumRows = 1_048_575
  private static let maximumCharacters = 32_767

  /// Returns the file.
  func bytes() throws(ExportError) -> [UInt8] { try ZIPArchive.bytes(of: try parts()) }

  /// Returns the parts that the file is packed of.
  func parts() throws(ExportError) -> [ExportContent.File] {
    if let full = sheets.first(where: { $0.rows.count > Self.maximumRows }) {
      throw .tooLarge("\(full.rows.count) rows in one sheet")
    }
    let names = SheetNames.assign(sheets.map(\.name))
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let packages = "http://schemas.openxmlformats.org/package/2006"
    let parts = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    var types =
      "<Types xmlns=\"\(packages)/content-types\">"
      + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
      + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"\(parts).sheet.main+xml\"/>"
      + "<Override PartName=\"/xl/styles.xml\" ContentType=\"\(parts).styles+xml\"/>"
    var book = "<workbook xmlns=\"\(main)\" xmlns:r=\"\(relations)\"><sheets>"
    var links = "<Relationships xmlns=\"\(packages)/relationships\">"
    var filters = ""
    for (index, sheet) in sheets.enumerated() {
      let number = index + 1
      types += "<Override PartName=\"/xl/worksheets/sheet\(number).xml\" ContentType=\"\(parts).worksheet+xml\"/>"
      book += "<sheet name=\"\(MarkupText.attribute(names[index]))\" sheetId=\"\(number)\" r:id=\"rId\(number)\"/>"
      links +=
        "<Relationship Id=\"rId\(number)\" Type=\"\(relations)/worksheet\" Target=\"worksheets/sheet\(number).xml\"/>"
      if !sheet.headers.isEmpty {
        // Spreadsheets keep the range of a filter as a hidden name, too.
        let quoted = MarkupText.escaped("'" + names[index].replacing("'", with: "''") + "'")
        filters +=
          "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"\(index)\" hidden=\"1\">\(quoted)!$A$1:"
          + "$\(Self.letters(sheet.headers.count - 1))$\(sheet.rows.count + 1)</definedName>"
      }
    }
    links +=
      "<Relationship Id=\"rId\(sheets.count + 1)\" Type=\"\(relations)/styles\" Target=\"styles.xml\"/></Relationships>"
    book += "</sheets>" + (filters.isEmpty ? "" : "<definedNames>\(filters)</definedNames>") + "</workbook>"
    var files: [ExportContent.File] = [
      .init("[Content_Types].xml", Array((head + types + "</Types>").utf8)),
      .init(
        "_rels/.rels",
        Array(
          (head + "<Relationships xmlns=\"\(packages)/relationships\">"
            + "<Relationship Id=\"rId1\" Type=\"\(relations)/officeDocument\" Target=\"xl/workbook.xml\"/>"
            + "</Relationships>").utf8)),
      .init("xl/workbook.xml", Array((head + book).utf8)),
      .init("xl/_rels/workbook.xml.rels", Array((head + links).utf8)),
      .init("xl/styles.xml", Array((head + WorkbookStyles.text(main)).utf8)),
    ]
    for (index, sheet) in sheets.enumerated() {
      files.append(
        .init("xl/worksheets/sheet\(index + 1).xml", Array((head + text(of: sheet, main, isFirst: index == 0)).utf8)))
    }
    return files
  }

  private func text(of sheet: Sheet, _ main: String, isFirst: Bool) -> String {
    var text = "<worksheet xmlns=\"\(main)\"><sheetViews><sheetView\(isFirst ? " tabSelected=\"1\"" : "")"
    text += " workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"
    text += "<selection pane=\"bottomLeft\"/></sheetView></sheetViews>"
    if !sheet.headers.isEmpty {
      text += "<cols>"
      for (index, header) in sheet.headers.enumerated() {
        let cells = sheet.rows.prefix(200).map { $0.count > index ? Self.width($0[index].text) : 0 }
        let width = min(48, max(8, max(Self.width(header), cells.max() ?? 0) + 3))
        text += "<col min=\"\(index + 1)\" max=\"\(index + 1)\" width=\"\(width)\" customWidth=\"1\"/>"
      }
      text += "</cols>"
    }
    text += "<sheetData>"
    let header = sheet.headers.map { TableCell.text($0) }
    for (row, cells) in ([header] + sheet.rows).enumerated() {
      text += "<row r=\"\(row + 1)\">"
      for (column, cell) in cells.enumerated() {
        text += Self.text(of: cell, at: "\(Self.letters(column))\(row + 1)", isHeader: row == 0)
      }
      text += "</row>"
    }
    text += "</sheetData>"
    if !sheet.headers.isEmpty {
      text += "<autoFilter ref=\"A1:\(Self.letters(sheet.headers.count - 1))\(sheet.rows.count + 1)\"/>"
    }
    return text + "</worksheet>"
  }

  private static func text(of cell: TableCell, at place: String, isHeader: Bool) -> String {
    switch cell {
    case .empty: return ""
    case .decimal(let number) where CSVText.isNumber(number):
      let decimals = number.split(separator: ".").dropFirst().first?.count ?? 0
      return "<c r=\"\(place)\" s=\"\(WorkbookStyles.style(decimals: decimals))\"><v>\(number)</v></c>"
    case .instant(let time):
      guard let day = serialDay(time) else { return string(time, place, isHeader) }
      return "<c r=\"\(place)\" s=\"\(WorkbookStyles.time)\"><v>\(day)</v></c>"
    case .plain(let text), .decimal(let text), .text(let text): return string(text, place, isHeader)
    }
  }

  private static func string(_ text: String, _ place: String, _ isHeader: Bool) -> String {
    let clean = PlainText.clean(text)
    guard !clean.isEmpty else { return "" }
    let style = isHeader ? WorkbookStyles.header : WorkbookStyles.text
    let kept = MarkupText.escaped(guarded(String(clean.prefix(maximumCharacters))))
    return "<c r=\"\(place)\" s=\"\(style)\" t=\"inlineStr\"><is><t xml:space=\"preserve\">\(kept)</t></is></c>"
  }

  /// Returns the text so that a spreadsheet does not read `_x000D_` in it as a code for a character.
  private static func guarded(_ text: String) -> String {
    text.replacing(/_(?=x[0-9A-Fa-f]{4}_)/, with: "_x005F_")
  }

  /// Returns the days since 30 December 1899 by the camera's clock, to the second.
  static func serialDay(_ time: String) -> String? {
    guard let seconds = UTCTime.seconds(ofCivil: time) else { return nil }
    let shifted = seconds + 25_569 * 86_400
    // Before March 1900 spreadsheets disagree on what a day is.
    guard shifted >= 61 * 86_400 else { return nil }
    return FixedDecimal.trimmed(Double(shifted) / 86_400, places: 8)
  }

  /// Returns the letters of a column, counted from 0: A, Z, AA.
  static func letters(_ column: Int) -> String {
    var text = ""
    var rest = column + 1
    while rest > 0 {
      text = String(Unicode.Scalar(UInt8(65 + (rest - 1) % 26))) + text
      rest = (rest - 1) / 26
    }
    return text
  }

  /// Returns about how wide a text is, in digits; Chinese characters take two.
  private static func width(_ text: String) -> Int {
    text.unicodeScalars.prefix(60).reduce(0) { $0 + ($1.value >= 0x1100 ? 2 : 1) }
  }
}
