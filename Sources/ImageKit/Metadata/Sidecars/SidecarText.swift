/// The text of a sidecar, as numbered lines and cells, whatever program wrote it.
struct SidecarText {
  /// One line that is neither blank nor a comment.
  struct Line {
    /// Its number in the file, from 1.
    var number: Int
    /// The line without blanks at its ends.
    var text: String
  }

  /// The lines that say something.
  private(set) var lines: [Line] = []

  /// Reads UTF-8, UTF-16 with a byte order mark, or Latin-1; lines may end in CR, LF or both.
  init(_ bytes: [UInt8]) {
    var number = 0
    for line in Self.decoded(bytes).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      number += 1
      let text = line.trimmingWhitespace()
      if !text.isEmpty && !text.hasPrefix("#") { lines.append(Line(number: number, text: text)) }
    }
  }

  private static func decoded(_ bytes: [UInt8]) -> String {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return String(decoding: bytes.dropFirst(3), as: UTF8.self) }
    for (mark, high) in [([0xFE, 0xFF] as [UInt8], 0), ([0xFF, 0xFE], 1)] where bytes.starts(with: mark) {
      let units = stride(from: 2, to: bytes.count - 1, by: 2).map { index in
        UInt16(bytes[index + high]) << 8 | UInt16(bytes[index + 1 - high])
      }
      return String(decoding: units, as: UTF16.self)
    }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }

  /// What separates the cells of a line: a semicolon or tab where there is one, else a comma.
  ///
  /// Spreadsheets in countries with a decimal comma write semicolons.
  static func separator(of line: String) -> Character {
    var isQuoted = false
    var found: Set<Character> = []
    for character in line {
      if character == "\"" { isQuoted.toggle() } else if !isQuoted { found.insert(character) }
    }
    return found.contains(";") ? ";" : found.contains("\t") ? "\t" : ","
  }

  /// Returns the cells of a line without their quotes; a doubled quote within quotes is one.
  static func cells(of line: String, separator: Character) -> [String] {
    var cells: [String] = []
    var cell = ""
    var isQuoted = false
    var characters = line.makeIterator()
    var pending = characters.next()
    while let character = pending {
      pending = characters.next()
      switch character {
      case "\"" where isQuoted && pending == "\"":
        cell.append("\"")
        pending = characters.next()
      case "\"" where isQuoted || cell.allSatisfy(\.isWhitespace):
        isQuoted.toggle()
      case separator where !isQuoted:
        cells.append(cell.trimmingWhitespace())
        cell = ""
      default: cell.append(character)
      }
    }
    return cells + [cell.trimmingWhitespace()]
  }

  /// Returns the words of a line between blanks; a name in quotes may hold blanks.
  static func words(of line: String) -> [String] {
    let blanks = String(line.map { $0 == "\t" ? " " : $0 })
    return cells(of: blanks, separator: " ").filter { !$0.isEmpty }
  }
}
