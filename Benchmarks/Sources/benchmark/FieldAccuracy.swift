import Foundation

/// `benchmark field FOLDER`: how far 441 field sightings land from the surveyed points, beside the published tool.
enum FieldAccuracy {
  static func run(_ folder: URL, sightingsTo file: URL?) throws {
    let sightings = try FieldSighting.all(in: folder)
    let inside = Double(sightings.count { $0.error <= $0.statedCE90 }) / Double(sightings.count)
    print("| Skydio X2, \(sightings.count) sightings | CEP, m | CE90, m | within the stated CE90 |")
    print("|---|---|---|---|")
    row("this library", sightings.map(\.error), String(format: "%.1f %%", 100 * inside))
    row("published tool", sightings.map(\.publishedError), "–")
    guard let file else { return }
    let lines = sightings.map { sighting in
      [sighting.error, sighting.publishedError, sighting.statedCE90].map { String(format: "%.4f", $0) }
        .joined(separator: ",")
    }
    try (["error_m,published_error_m,stated_ce90_m"] + lines + [""]).joined(separator: "\n")
      .write(to: file, atomically: true, encoding: .utf8)
  }

  private static func row(_ name: String, _ errors: [Double], _ inside: String) {
    let (cep, ce90) = (FieldSighting.quantile(errors, 0.5), FieldSighting.quantile(errors, 0.9))
    print("| \(name) | \(String(format: "%.2f", cep)) | \(String(format: "%.2f", ce90)) | \(inside) |")
  }
}
