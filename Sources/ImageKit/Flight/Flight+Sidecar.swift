extension Flight {
  /// Returns the flight with what a sidecar says of its photos; see ``apply(_:)``.
  public func applying(_ sidecar: Sidecar) -> Flight {
    var flight = self
    flight.apply(sidecar)
    return flight
  }

  /// Takes over what a sidecar says of the photos: it counts for more than their own tags.
  ///
  /// A line finds its photo by file name, upper or lower case, with or without folder and extension; a time mark of DJI
  /// by the number in the name. What is replaced has the source `sidecar NAME` and the sidecar's deviation. A photo
  /// whose tags said something very different (50 m, 10°, 5 % of the focal length) gets a warning `sidecar_position`,
  /// `sidecar_height`, `sidecar_orientation` or `sidecar_focal_length`; one without a line keeps its tags and gets
  /// `sidecar_missing`. Lines that fit no photo or several are in ``warnings``.
  public mutating func apply(_ sidecar: Sidecar) {
    var flights = [self]
    flights.apply(sidecar)
    self = flights[0]
  }

  /// Takes over the entries of this flight's photos, by index; those that should have one and have none are told.
  fileprivate mutating func apply(
    _ entries: [Int: SidecarEntry], candidates: Set<Int>, clock: SidecarClock?, of sidecar: Sidecar, from first: Int
  ) {
    sidecarIdentity = sidecar.identity
    let source = "sidecar \(sidecar.name)"
    for index in photos.indices where candidates.contains(first + index) {
      guard let entry = entries[first + index] else {
        photos[index].metadata.warnings.append(
          MetadataWarning("sidecar_missing", "\(sidecar.name) does not have this photo; its own tags are used"))
        continue
      }
      if let difference = clock?.difference(at: first + index) {
        photos[index].metadata.warnings.append(
          MetadataWarning(
            "sidecar_time_conflict",
            "line \(entry.line) of \(sidecar.name) was taken \(difference) s from this photo; its own tags are used"))
        continue
      }
      photos[index].apply(entry, source: source)
    }
    sortPhotos()
    refreshChecks()
  }
}

extension [Flight] {
  /// Takes over what one sidecar says of the photos of several flights; see ``Flight/apply(_:)``.
  ///
  /// What is wrong with the sidecar itself is told by the first flight.
  public mutating func apply(_ sidecar: Sidecar) {
    guard !isEmpty else { return }
    let photos = flatMap(\.photos)
    let matching = SidecarMatching(sidecar, photos)
    let clock = sidecar.format == .mrk ? SidecarClock(matching.entries, photos) : nil
    var first = 0
    for index in indices {
      let count = self[index].photos.count
      self[index].apply(matching.entries, candidates: matching.candidates, clock: clock, of: sidecar, from: first)
      first += count
    }
    self[0].warnings += sidecar.warnings + matching.reading.warnings
    let marks = Set(sidecar.entries.map(\.key)).count
    let shots = Set(matching.candidates.map { SidecarMatching.sequence(of: photos[$0].name) }).count
    if sidecar.format == .mrk && marks != shots {
      self[0].warnings.append(
        MetadataWarning(
          "sidecar_count", "\(sidecar.name) has \(marks) time marks for \(shots) numbers of photos; some do not fit"))
    }
  }
}

/// Whether the times of time marks are those of the photos with their numbers.
private struct SidecarClock {
  /// Seconds from the mark to the photo, less what all photos have in common.
  private var differences: [Int: Double] = [:]
  /// A photo's own clock counts whole seconds and is up to a second late.
  private static let tolerance = 3.0

  init(_ entries: [Int: SidecarEntry], _ photos: [Photo]) {
    var byClock: [Int: Double] = [:]
    for (index, entry) in entries {
      guard let mark = entry.utc, let time = photos[index].metadata.capturedAt?.value else { continue }
      if let utc = time.utc {
        differences[index] = utc - mark
      } else if let local = TimeText(time.local)?.secondsByItsClock {
        byClock[index] = local - mark
      }
    }
    // A clock without zone is off by the zone and by what it is wrong: the same for all photos.
    let sorted = byClock.values.sorted()
    guard !sorted.isEmpty else { return }
    let common = sorted[sorted.count / 2]
    for (index, difference) in byClock { differences[index] = difference - common }
  }

  /// The difference in seconds of a photo whose time is not that of its mark.
  func difference(at index: Int) -> Double? {
    guard let difference = differences[index], abs(difference) > Self.tolerance else { return nil }
    return (difference * 10).rounded() / 10
  }
}
