extension Flight {
  /// Where the drone is taken to have started: the place of the first photo that has one, by capture time.
  ///
  /// No maker writes the place of take-off into photos. Drones mostly begin near it; one that first flies a kilometre up
  /// a valley does not, and its ground heights want an RTK receiver or a stated height. Nil for a single photo, whose
  /// own place may be the flight's last.
  public var takeoff: HorizontalPosition? {
    guard photos.count > 1 else { return nil }
    return photos.lazy.compactMap(\.metadata.position?.value).first
  }
}
