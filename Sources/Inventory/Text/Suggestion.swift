/// What a user may have meant by a name that does not exist.
public enum Suggestion {
  /// Returns `did you mean 'severity'?` when a name is near enough, else the names that there are.
  public static func words(for name: String, among known: [String]) -> String {
    let nearest = nearest(to: name, among: known)
    return nearest.isEmpty ? "known are \(known.joined(separator: ", "))" : String(nearest.dropLast())
  }

  /// Returns `did you mean 'severity'? ` when a name is near enough, else nothing.
  static func nearest(to name: String, among known: [String]) -> String {
    let ranked = known.map { (distance(name.lowercased(), $0.lowercased()), $0) }.sorted { $0 < $1 }
    guard let best = ranked.first, best.0 <= max(2, name.count / 3) else { return "" }
    return "did you mean '\(best.1)'? "
  }

  /// Levenshtein's distance.
  public static func distance(_ a: String, _ b: String) -> Int {
    let b = Array(b)
    var row = Array(0...b.count)
    for (i, character) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for j in b.indices {
        let substituted = diagonal + (b[j] == character ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substituted, row[j] + 1, diagonal + 1)
      }
    }
    return row[b.count]
  }
}
