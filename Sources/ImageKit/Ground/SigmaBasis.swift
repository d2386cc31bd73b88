/// Where a standard deviation comes from.
public enum SigmaBasis: String, Hashable, Sendable, Codable, CaseIterable {
  /// The photo states it.
  case file
  /// The photo is silent: the documented default of ``DefaultSigmas`` or of the metadata's dialect.
  case standard = "default"
  /// The maker's data sheet.
  case maker
  /// The elevation model: its resolution, or what the user says of it.
  case model
}
