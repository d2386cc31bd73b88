import Foundation

/// A table that a person saved from a spreadsheet, as rows of text.
///
/// Spreadsheets save what they please: UTF-8 with and without a mark, UTF-16 ("Unicode Text"), semicolons where a comma is the
/// decimal sign, tabs, a first line `sep=;`.
struct TableFile {
  /// How characters became bytes, where the file does not tell.
  enum Encoding: String, Sendable, CaseIterable {
    case utf8 = "utf-8"
    /// Windows in Traditional Chinese, as Excel there saves plain CSV.
    case cp950
    /// Windows in Western languages.
    case cp1252

    fileprivate var foundation: String.Encoding {
      switch self {
      case .utf8: .utf8
      // Foundation's number of CP950: 0x80000000 and CoreFoundation's kCFStringEncodingDOSChineseTrad.
      case .cp950: String.Encoding(rawValue: 0x8000_0423)
      case .cp1252: .windowsCP1252
      }
    }
  }

  /// The largest table that is read, in bytes.
  private static let maximumByteCount = 1 << 28

  /// The rows with their numbers, as a spreadsheet counts them; the first is the header.
  let rows: [(number: Int, cells: [String])]

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - path: what to call the file in errors.
  ///   - encoding: of a file that has no byte order mark.
  ///   - isHeader: tells by its cells whether the first row is the header that is looked for.
  init(
    _ bytes: [UInt8], path: String, encoding: Encoding?, isHeader: ([String]) -> Bool
  ) throws(ReviewTableError) {
    guard bytes.count <= Self.maximumByteCount else {
      throw ReviewTableError(path: path, problem: "is larger than 256 MB, which no table of decisions is")
    }
    guard !bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) else {
      throw ReviewTableError(
        path: path,
        problem: "is a workbook; save it in the spreadsheet as 'CSV UTF-8 (Comma delimited)' and give that file")
    }
    let text = try Self.text(bytes, path: path, encoding: encoding)
    var lines = text[...]
    var delimiters: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")]
    // A spreadsheet does not count this line, which it writes and reads for itself.
    if lines.prefix(4).lowercased() == "sep=", let sign = lines.dropFirst(4).utf8.first {
      delimiters = [sign]
      lines = lines.drop { !$0.isNewline }.dropFirst()
    }
    for delimiter in delimiters {
      let rows = DelimitedReader.rows(of: String(lines), delimiter: delimiter)
      guard let header = rows.first, isHeader(header) else { continue }
      self.rows = rows.enumerated().map { ($0.offset + 1, $0.element) }
      return
    }
    throw ReviewTableError(
      path: path,
      problem:
        "has no header with the columns decision and defect_uid; give the table that 'inspect review --csv' wrote, "
        + "with its first row")
  }

  private static func text(_ bytes: [UInt8], path: String, encoding: Encoding?) throws(ReviewTableError) -> String {
    var text: String?
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      text = String(data: Data(bytes), encoding: .utf16)
    } else if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      text = String(validating: bytes.dropFirst(3), as: UTF8.self)
    } else if let encoding, encoding != .utf8 {
      text = String(data: Data(bytes), encoding: encoding.foundation)
    } else {
      text = String(validating: bytes, as: UTF8.self)
    }
    guard let text else {
      throw ReviewTableError(
        path: path,
        problem: encoding.map { "is not \($0.rawValue) text; save it as 'CSV UTF-8' and leave --encoding out" }
          ?? "is not UTF-8 text; save it in the spreadsheet as 'CSV UTF-8 (Comma delimited)', or say how it was saved: "
          + "--encoding cp950 for plain CSV by Excel in Traditional Chinese, cp1252 in Western languages")
    }
    // The line ends of old spreadsheets for the Mac.
    let normal = text.unicodeScalars.contains("\n") ? text : text.replacing("\r", with: "\n")
    return normal.first == "\u{FEFF}" ? String(normal.dropFirst()) : normal
  }
}

/// Why a file is no table of decisions.
public struct ReviewTableError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file.
  public var path: String
  /// What is wrong and what to do.
  public var problem: String

  /// The file and the problem on one line.
  public var description: String { "\(path): \(problem)" }
}
