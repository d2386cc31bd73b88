import Foundation

/// A mapped table as delimited text in the mapping's encoding.
enum DelimitedText {
  /// Returns the file and what could not be written in its encoding.
  static func bytes(of table: MappedTable, by mapping: ColumnMapping) -> ([UInt8], remarks: [String]) {
    let end = mapping.newline == .crlf ? "\r\n" : "\n"
    var text = ""
    for line in mapping.preamble + [table.headers] {
      text += line.map { quoted($0, mapping.delimiter) }.joined(separator: String(mapping.delimiter)) + end
    }
    for row in table.rows {
      let cells = row.map { cell in
        quoted(mapping.guardsFormulas ? cell.guarded : PlainText.clean(cell.text), mapping.delimiter)
      }
      text += cells.joined(separator: String(mapping.delimiter)) + end
    }
    switch mapping.encoding {
    case .utf8WithMark: return ([0xEF, 0xBB, 0xBF] + Array(text.utf8), [])
    case .utf8: return (Array(text.utf8), [])
    case .cp950: return encoded(text, String.Encoding(rawValue: cp950), "CP950")
    case .cp1252: return encoded(text, .windowsCP1252, "CP1252")
    }
  }

  /// Foundation's number of CP950: 0x80000000 and CoreFoundation's kCFStringEncodingDOSChineseTrad.
  private static let cp950: UInt = 0x8000_0423

  /// Returns the text in an encoding that does not have every character; what it lacks becomes a question mark.
  private static func encoded(
    _ text: String, _ encoding: String.Encoding, _ name: String
  ) -> ([UInt8], remarks: [String]) {
    if let data = text.data(using: encoding) { return ([UInt8](data), []) }
    var bytes: [UInt8] = []
    var known: [Unicode.Scalar: [UInt8]] = [:]
    var missing: Set<Unicode.Scalar> = []
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        bytes.append(UInt8(scalar.value))
        continue
      }
      if let code = known[scalar] {
        bytes += code
        continue
      }
      let code = String(scalar).data(using: encoding).map { [UInt8]($0) }
      if code == nil { missing.insert(scalar) }
      known[scalar] = code ?? [UInt8(ascii: "?")]
      bytes += code ?? [UInt8(ascii: "?")]
    }
    let examples = missing.sorted { $0.value < $1.value }.prefix(5).map { String($0) }.joined(separator: " ")
    return (
      bytes, ["\(missing.count) characters that \(name) does not have became '?': \(examples); UTF-8 has them all"]
    )
  }

  private static func quoted(_ value: String, _ delimiter: Character) -> String {
    let text = CSVText.quoted(value)
    // By scalars: a combining mark after a delimiter does not make it another sign for a reader.
    guard delimiter != ",", text == value, value.unicodeScalars.contains(where: { Character($0) == delimiter }) else {
      return text
    }
    return "\"\(value)\""
  }
}
