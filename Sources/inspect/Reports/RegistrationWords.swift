import ImageKit

/// How the photos of a flight fit together, in words and for scripts.
enum RegistrationWords {
  /// Returns what a person should know; nothing of a flight whose photos were not compared or do not overlap.
  static func lines(of flight: Flight) -> [String] {
    guard let registration = flight.registration, registration.matchCount > 0 else { return [] }
    let turned = flight.photos.filter { $0.registration.map { $0.turn != .none } ?? false }
    var text = "\(registration.matchCount) pairs of neighbours compared in \(flight.name)"
    if let before = registration.medianBefore, let after = registration.medianAfter {
      text += ": they put the same points \(rounded(before)) m apart as tagged, \(rounded(after)) m corrected (medians)"
    }
    guard let first = turned.first, let last = turned.last else { return ["  " + text] }
    let names = turned.count == 1 ? "1 photo" : "\(turned.count) photos"
    let which = turned.count == 1 ? first.name : "\(first.name) … \(last.name)"
    return ["  " + text, "  \(names) had been turned under the tags, as an editor does, and are turned back: \(which)"]
  }

  /// Returns what was done to a photo's pose; nil when nothing was.
  static func correction(of photo: FlightRegistration.Photo) -> String? {
    let found = photo.correction
    guard found != .none else { return nil }
    let moved = (found.east * found.east + found.north * found.north).squareRoot()
    return "\(photo.matchCount) neighbours: moved by \(rounded(moved)) m and \(rounded(found.up)) m up, heading "
      + "\(rounded(found.heading))°, tilt \(rounded(found.tilt))°"
  }

  /// The same for scripts.
  struct Summary: Encodable {
    let flight: String
    let pairs: Int
    let turnedPhotos: [String]
    let medianBefore, medianTurned, medianAfter: Double?
    let shared: SharedCorrection

    /// Nil for a flight whose photos were not compared.
    init?(_ flight: Flight) {
      guard let registration = flight.registration else { return nil }
      self.flight = flight.name
      pairs = registration.matchCount
      turnedPhotos = flight.photos.filter { $0.registration.map { $0.turn != .none } ?? false }.map(\.name)
      medianBefore = registration.medianBefore
      medianTurned = registration.medianTurned
      medianAfter = registration.medianAfter
      shared = registration.shared
    }
  }

  private static func rounded(_ value: Double) -> String {
    let factor = abs(value) < 1 ? 100.0 : 10
    return "\((value * factor).rounded() / factor)"
  }
}
