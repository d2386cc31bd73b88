/// How many photos of a flight a warning is about.
public struct WarningSummary: Hashable, Sendable, Codable {
  /// The stable word of the warning.
  public var code: String
  /// What was found and done, as the first photo has it.
  public var detail: String
  /// The number of photos that have it.
  public var photoCount: Int
  /// The names of the first and the last of them, in capture order; empty for a warning of the flight as a whole.
  public var firstPhoto, lastPhoto: String

  /// Creates a summary.
  public init(code: String, detail: String, photoCount: Int, firstPhoto: String, lastPhoto: String) {
    self.code = code
    self.detail = detail
    self.photoCount = photoCount
    self.firstPhoto = firstPhoto
    self.lastPhoto = lastPhoto
  }
}

extension WarningSummary {
  /// Returns one summary a code, the most frequent first, of the warnings of photos in capture order.
  public static func summaries(of photos: [(name: String, warnings: [MetadataWarning])]) -> [WarningSummary] {
    var summaries: [String: WarningSummary] = [:]
    for photo in photos {
      var seen: Set<String> = []
      for warning in photo.warnings where seen.insert(warning.code).inserted {
        summaries[
          warning.code,
          default: WarningSummary(
            code: warning.code, detail: warning.detail, photoCount: 0, firstPhoto: photo.name, lastPhoto: photo.name)
        ].photoCount += 1
        summaries[warning.code]?.lastPhoto = photo.name
      }
    }
    return summaries.values.sorted { ($1.photoCount, $0.code) < ($0.photoCount, $1.code) }
  }
}

extension Flight {
  /// What is doubtful in the flight: first of the whole, then of its photos, the most frequent first.
  public var warningSummaries: [WarningSummary] {
    let ofFlight = warnings.map {
      WarningSummary(code: $0.code, detail: $0.detail, photoCount: photos.count, firstPhoto: "", lastPhoto: "")
    }
    return ofFlight + WarningSummary.summaries(of: photos.map { ($0.name, $0.metadata.warnings) })
  }
}
