import Foundation
import Yams

extension ColumnMapping {
  private static let keys: Set = [
    "encoding", "newline", "delimiter", "preamble", "crs", "dateFormat", "guardFormulas", "language", "columns",
    "required",
  ]
  private static let columnKeys: Set = ["header", "from", "value", "map", "ifEmpty"]

  /// Reads a mapping from the user's file.
  ///
  /// - Parameter joined: the columns that map layers fill, which it may name.
  public init(contentsOf url: URL, joined: [String] = []) throws(RuleError) {
    guard let data = try? Data(contentsOf: url) else {
      throw RuleError(file: url.path, problem: "cannot be read; check the path and its permissions")
    }
    try self.init(yaml: Array(data), file: url.path, joined: joined)
  }

  /// Reads a mapping from YAML.
  ///
  /// - Parameter file: what to call the file in errors.
  init(yaml: [UInt8], file: String, joined: [String] = []) throws(RuleError) {
    let top = try YAMLField(document: yaml, file: file).mapping(Self.keys)
    name = file
    encoding = try top.optional("encoding")?.word(among: Encoding.allCases) ?? .utf8WithMark
    newline = try top.optional("newline")?.word(among: Newline.allCases) ?? .crlf
    language = try top.optional("language")?.word(among: Language.allCases)
    delimiter = try Self.delimiter(top.optional("delimiter"))
    preamble = try top.optional("preamble").map { (field) throws(RuleError) in try Self.lines(field) } ?? []
    guardsFormulas = try top.optional("guardFormulas")?.boolean() ?? true
    if let field = top.optional("crs") {
      let number = try field.positiveNumber()
      guard let code = Int(exactly: number) else {
        throw field.error("expects a code of the EPSG registry, such as 3826")
      }
      crs = code
    } else {
      crs = nil
    }
    if let field = top.optional("dateFormat") {
      guard let format = DateFormat(try field.text()) else {
        throw field.error(
          "expects yyyy or RRR, MM, dd, HH, mm, ss and XXX with signs between them, such as yyyy-MM-dd HH:mm")
      }
      dateFormat = format
    } else {
      dateFormat = nil
    }
    let known = WorkOrderColumns.names + [WorkOrderColumns.operation] + joined
    var columns: [Column] = []
    for field in try top.required("columns").sequence() {
      let column = try Column(field, keys: Self.columnKeys, known: known)
      if columns.contains(where: { $0.header == column.header }) {
        throw field.error("there is already a column '\(column.header)'")
      }
      columns.append(column)
    }
    var required: [String] = []
    for field in try top.optional("required")?.sequence() ?? [] {
      let header = try field.text()
      guard columns.contains(where: { $0.header == header }) else {
        throw field.error(
          "there is no column '\(header)'; \(Suggestion.words(for: header, among: columns.map(\.header)))")
      }
      required.append(header)
    }
    self.columns = columns
    self.required = required
  }

  private static func delimiter(_ field: YAMLField?) throws(RuleError) -> Character {
    guard let field else { return "," }
    let text = try field.text()
    guard let sign = text == "tab" ? "\t" : text.first, text == "tab" || text.count == 1,
      [",", ";", "\t", "|"].contains(sign)
    else { throw field.error("expects a comma, a semicolon, a vertical bar or the word tab") }
    return sign
  }

  private static func lines(_ field: YAMLField) throws(RuleError) -> [[String]] {
    var lines: [[String]] = []
    for line in try field.sequence() {
      var cells: [String] = []
      for cell in try line.sequence() { cells.append(try cell.scalar()) }
      lines.append(cells)
    }
    return lines
  }
}

extension ColumnMapping.Column {
  fileprivate init(_ field: YAMLField, keys: Set<String>, known: [String]) throws(RuleError) {
    let members = try field.mapping(keys)
    header = try members.required("header").text()
    switch (members.optional("from"), members.optional("value")) {
    case (let from?, nil):
      let column = try from.text()
      guard known.contains(column) else {
        throw from.error("there is no column '\(column)'; \(Suggestion.words(for: column, among: known))")
      }
      source = .column(column)
    case (nil, let value?): source = .constant(try value.scalar())
    default: throw field.error("a column has either from (a column of ours) or value (the same text in every row)")
    }
    standIn = try members.optional("ifEmpty")?.scalar()
    codes = try members.optional("map")?.texts() ?? [:]
  }
}

extension YAMLField {
  /// Returns a scalar as it is written, which may be empty.
  fileprivate func scalar() throws(RuleError) -> String {
    guard let text = node.scalar?.string else { throw error("expects text") }
    return text
  }

  fileprivate func boolean() throws(RuleError) -> Bool {
    switch node.scalar?.string {
    case "true", "yes": true
    case "false", "no": false
    default: throw error("expects true or false")
    }
  }

  /// Returns one of some words.
  fileprivate func word<Word: RawRepresentable>(among words: [Word]) throws(RuleError) -> Word
  where Word.RawValue == String {
    let text = try text()
    guard let word = words.first(where: { $0.rawValue == text }) else {
      throw error("'\(text)' is not known here; \(Suggestion.words(for: text, among: words.map(\.rawValue)))")
    }
    return word
  }

  /// Returns texts by name, of names that are no fields of ours.
  fileprivate func texts() throws(RuleError) -> [String: String] {
    guard let mapping = node.mapping else { throw error("expects codes and what they become, such as {high: 1}") }
    var texts: [String: String] = [:]
    for (key, value) in mapping {
      guard let code = key.scalar?.string, let text = value.scalar?.string else {
        throw error("expects codes and what they become, such as {high: 1}")
      }
      texts[code] = text
    }
    return texts
  }
}
