/// The formats of cells in a workbook.
enum WorkbookStyles {
  /// Text, whatever it looks like.
  static let text = 1
  /// The first row.
  static let header = 2
  /// A time to the minute.
  static let time = 3
  private static let firstNumber = 4
  private static let mostDecimals = 7

  /// Returns the format of numbers with so many decimals.
  static func style(decimals: Int) -> Int { firstNumber + min(decimals, mostDecimals) }

  /// Returns the part of the file.
  static func text(_ main: String) -> String {
    var formats = "<numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm\"/>"
    var cells =
      "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
      + "<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
      + "<xf numFmtId=\"49\" fontId=\"1\" fillId=\"2\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\""
      + " applyFill=\"1\"/>"
      + "<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
    for decimals in 0...mostDecimals {
      let id = 165 + decimals
      let code = decimals == 0 ? "0" : "0." + String(repeating: "0", count: decimals)
      formats += "<numFmt numFmtId=\"\(id)\" formatCode=\"\(code)\"/>"
      cells += "<xf numFmtId=\"\(id)\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
    }
    return "<styleSheet xmlns=\"\(main)\"><numFmts count=\"\(mostDecimals + 2)\">\(formats)</numFmts>"
      + "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
      + "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
      + "<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill>"
      + "<fill><patternFill patternType=\"gray125\"/></fill>"
      + "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE8EEF4\"/><bgColor indexed=\"64\"/></patternFill>"
      + "</fill></fills><borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
      + "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
      + "<cellXfs count=\"\(firstNumber + mostDecimals + 1)\">\(cells)</cellXfs>"
      + "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>"
  }
}
