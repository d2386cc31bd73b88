/// Names of sheets as spreadsheets allow them: at most 31 characters, some signs not, each once in whatever case.
enum SheetNames {
  /// Returns allowed names, in the order given.
  static func assign(_ names: [String]) -> [String] {
    var taken: Set<String> = []
    return names.map { name in
      let forbidden: Set<Character> = ["[", "]", ":", "*", "?", "/", "\\"]
      var clean = String(PlainText.oneLine(name).map { forbidden.contains($0) ? " " : $0 })
      while clean.hasPrefix("'") || clean.hasPrefix(" ") { clean.removeFirst() }
      while clean.hasSuffix("'") || clean.hasSuffix(" ") { clean.removeLast() }
      // The name of a sheet that spreadsheets make themselves.
      if clean.isEmpty || clean.lowercased() == "history" { clean = "Sheet" }
      var unique = cut(clean, 31)
      var number = 2
      while !taken.insert(unique.lowercased()).inserted {
        unique = cut(clean, 26) + " \(number)"
        number += 1
      }
      return unique
    }
  }

  /// Spreadsheets count units of UTF-16.
  private static func cut(_ text: String, _ units: Int) -> String {
    var text = text
    while text.utf16.count > units { text.removeLast() }
    while text.hasSuffix("'") || text.hasSuffix(" ") { text.removeLast() }
    return text
  }
}
