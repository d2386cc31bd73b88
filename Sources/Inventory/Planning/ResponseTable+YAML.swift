import Detectors
import Foundation
import Yams

extension ResponseTable {
  /// The name of the built-in table.
  public static let standardID = "default"

  /// The built-in table: priority by severity, and no due dates.
  public static let standard: ResponseTable =
    (try? ResponseTable(yaml: PackageResources.default_yaml, file: "default.yaml"))
    ?? ResponseTable(id: standardID, title: "", source: "", holidays: [], rows: [])

  /// Columns that the table itself fills, so that none of its rows can ask for them.
  private static let ownColumns: Set = ["priority", "due_date", "suggested_action", "description"]

  /// Reads a table from the owner's file.
  public init(contentsOf url: URL) throws(RuleError) {
    guard let data = try? Data(contentsOf: url) else {
      throw RuleError(file: url.path, problem: "cannot be read; check the path and its permissions")
    }
    try self.init(yaml: Array(data), file: url.path)
  }

  /// Reads a table from YAML.
  ///
  /// - Parameter file: what to call the file in errors.
  init(yaml: [UInt8], file: String) throws(RuleError) {
    let top = try YAMLField(document: yaml, file: file).mapping([
      "id", "title", "source", "holidays", "joined", "rows",
    ])
    id = try top.required("id").word()
    title = try top.required("title").text()
    source = try top.required("source").text()
    holidays = []
    for field in try top.optional("holidays")?.sequence() ?? [] {
      let day = try field.text()
      guard day.utf8.count == 10, UTCTime.seconds(ofCivil: day + "T00:00:00") != nil else {
        throw field.error("'\(day)' is no day; write it as 2026-10-10")
      }
      holidays.insert(day)
    }
    var columns = WorkOrderColumns.names.filter { !Self.ownColumns.contains($0) }
    for field in try top.optional("joined")?.sequence() ?? [] { columns.append(try field.text()) }
    rows = []
    for field in try top.required("rows").sequence() { rows.append(try Row(field, columns: columns)) }
  }
}

extension ResponseTable.Row {
  private static let conditionNames: Set = ["kinds", "severity", "blocksCarriageway", "where"]
  private static let answerNames: Set = ["priority", "due", "action"]

  /// Reads a row.
  ///
  /// - Parameter columns: those that conditions may name.
  fileprivate init(_ field: YAMLField, columns: [String]) throws(RuleError) {
    let members = try field.mapping(Self.conditionNames.union(Self.answerNames))
    for name in try members.optional("kinds")?.sequence() ?? [] {
      let word = try name.text()
      guard let kind = DamageClass(rawValue: word) else {
        throw name.error(
          "'\(word)' is no kind of damage; \(Suggestion.words(for: word, among: DamageClass.allCases.map(\.rawValue)))")
      }
      kinds.append(kind)
    }
    for name in try members.optional("severity")?.sequence() ?? [] {
      let word = try name.text()
      let level = SeverityLevel(rawValue: word)
      guard level != nil || word == "not_gradable" else {
        throw name.error("'\(word)' is no severity; use low, medium, high or not_gradable")
      }
      levels.insert(level)
    }
    blocksCarriageway = try members.optional("blocksCarriageway")?.truth()
    for condition in try members.optional("where")?.sequence() ?? [] {
      let text = try condition.text()
      do throws(ColumnFilter.Problem) {
        filters.append(try ColumnFilter(text, columns: columns))
      } catch {
        throw condition.error("\(error); a column that --join fills is named under 'joined'")
      }
      conditions.append(text)
    }
    priority = try members.optional("priority")?.count(1...99)
    time = try members.optional("due").map { (due) throws(RuleError) in try ResponseTime(due) }
    if let words = members.optional("action") {
      let texts = try words.mapping(Set(Language.allCases.map(\.rawValue)))
      for language in Language.allCases {
        action[language] = try texts.required(language.rawValue).text()
      }
    }
    guard priority != nil || time != nil || !action.isEmpty else {
      throw field.error("a row says what follows: priority, due or action")
    }
  }
}

extension ResponseTime {
  fileprivate init(_ field: YAMLField) throws(RuleError) {
    let members = try field.mapping(["hours", "days", "workingDays"])
    guard members.fields.count == 1 else {
      throw field.error("expects one of {hours: 4}, {days: 7} and {workingDays: 5}")
    }
    if let hours = members.optional("hours") {
      self = .hours(try hours.count(1...87_600))
    } else if let days = members.optional("days") {
      self = .days(try days.count(0...3650))
    } else {
      self = .workingDays(try members.required("workingDays").count(1...2500))
    }
  }
}

extension YAMLField {
  /// Returns a whole number within bounds.
  fileprivate func count(_ bounds: ClosedRange<Int>) throws(RuleError) -> Int {
    guard let text = node.scalar?.string, let number = Int(text), bounds.contains(number) else {
      throw error("expects a whole number from \(bounds.lowerBound) to \(bounds.upperBound)")
    }
    return number
  }

  fileprivate func truth() throws(RuleError) -> Bool {
    switch node.scalar?.string {
    case "true", "yes": true
    case "false", "no": false
    default: throw error("expects true or false")
    }
  }
}
