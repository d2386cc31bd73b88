import Foundation

/// What only the photos of a flight together show: a receiver that froze or jumped, a clock that stands still.
///
/// Each warning says how many photos it is about and names the first and the last of them.
struct FlightChecks {
  /// The codes that ``warnings`` may hold; ``Flight/refreshChecks()`` replaces them.
  static let codes: Set = [
    "frozen_position", "position_jump", "clock_stuck", "clock_backwards", "yaw_not_measured", "mixed_cameras",
  ]

  private let photos: [Photo]
  private let seconds: [Double?]

  /// Looks at photos in capture order.
  init(_ photos: [Photo]) {
    self.photos = photos
    let allHaveUTC = photos.allSatisfy { $0.metadata.capturedAt?.value.utc != nil }
    seconds = photos.map { photo in
      guard let time = photo.metadata.capturedAt?.value else { return nil }
      // Times of two kinds must not be compared.
      return allHaveUTC ? time.utc : TimeText(time.local)?.secondsByItsClock
    }
  }

  /// All that was found.
  var warnings: [MetadataWarning] {
    frozenPositions()
      + [positionJumps(), stuckClock(), backwardsClock(), unmeasuredYaw(), mixedCameras()].compactMap(\.self)
  }

  /// Returns `3 photos, A.JPG to C.JPG`.
  private func naming(_ indices: some Collection<Int>) -> String {
    guard let first = indices.min(), let last = indices.max() else { return "0 photos" }
    return indices.count == 1
      ? "1 photo, \(photos[first].name)" : "\(indices.count) photos, \(photos[first].name) to \(photos[last].name)"
  }

  /// More than this many photos at one place are more than a hover.
  private static let frozenCount = 20

  private func frozenPositions() -> [MetadataWarning] {
    var runs: [[Int64]: [Int]] = [:]
    for (index, photo) in photos.enumerated() {
      guard let position = photo.metadata.position?.value else { continue }
      let key = [position.latitude, position.longitude].map { Int64(($0 * 1e7).rounded()) }
      runs[key, default: []].append(index)
    }
    return runs.values.sorted { $0[0] < $1[0] }.compactMap { indices in
      guard indices.count > Self.frozenCount else { return nil }
      let yaws = indices.compactMap { photos[$0].metadata.orientation?.value.yaw }
      guard let first = yaws.first, yaws.contains(where: { abs(Angle.signed($0 - first)) > 10 }) else { return nil }
      return MetadataWarning(
        "frozen_position",
        "\(naming(indices)): the same position while the camera turns; the receiver may have frozen")
    }
  }

  /// Metres per second that no inspection drone flies.
  private static let fastest = 60.0

  private func positionJumps() -> MetadataWarning? {
    let jumps = photos.indices.dropFirst().filter { index in
      guard let here = photos[index].metadata.position?.value, let now = seconds[index],
        let there = photos[index - 1].metadata.position?.value, let before = seconds[index - 1]
      else { return false }
      // Clocks of whole seconds make an interval seem up to a second shorter than it was.
      return there.distance(to: here) > Self.fastest * (now - before + 1)
    }
    guard let worst = jumps.first, let here = photos[worst].metadata.position?.value,
      let there = photos[worst - 1].metadata.position?.value
    else { return nil }
    return MetadataWarning(
      "position_jump",
      "\(naming(jumps)): faster than \(Int(Self.fastest)) m/s from the photo before, "
        + "\(Int(there.distance(to: here).rounded())) m at the first; positions or times are wrong")
  }

  /// Fewer photos than this may be a burst.
  private static let stuckCount = 5

  private func stuckClock() -> MetadataWarning? {
    let times = seconds.compactMap(\.self)
    guard times.count >= Self.stuckCount, times.count == photos.count, Set(times).count == 1 else { return nil }
    return MetadataWarning(
      "clock_stuck", "\(naming(photos.indices)): all taken at one instant; they are in the order of their names")
  }

  private func backwardsClock() -> MetadataWarning? {
    var steps = 0
    var backwards: [Int] = []
    let counted = photos.indices.filter { seconds[$0] != nil && SidecarMatching.sequence(of: photos[$0].name) != nil }
    let series = Dictionary(grouping: counted) { index in
      // What stands before the digits: the names of one camera in one folder.
      let name = photos[index].name
      return String(name.prefix { !($0.isASCII && $0.isNumber) }) + "/"
        + String(name.split(separator: "/").dropLast().joined(separator: "/"))
    }
    for indices in series.values {
      let byNumber = indices.sorted { photos[$0].name.utf8.lexicographicallyPrecedes(photos[$1].name.utf8) }
      for (before, after) in zip(byNumber, byNumber.dropFirst()) {
        guard let earlier = seconds[before], let later = seconds[after] else { continue }
        steps += 1
        if later < earlier - 1 { backwards.append(after) }
      }
    }
    // Renamed photos are in no order at all; a clock that was set is wrong once or twice.
    guard !backwards.isEmpty, backwards.count * 10 <= steps else { return nil }
    return MetadataWarning(
      "clock_backwards",
      "\(naming(backwards)): earlier than the photo numbered before; the clock was set during the flight, "
        + "or the numbers began anew")
  }

  /// Photos and degrees from which a yaw of exactly 0 cannot be chance: gimbals tremble by a tenth.
  private static let unmeasuredCount = 20

  private func unmeasuredYaw() -> MetadataWarning? {
    let yaws = photos.compactMap { $0.metadata.orientation?.value.yaw }
    guard yaws.count >= Self.unmeasuredCount, yaws.count == photos.count, yaws.allSatisfy({ abs($0) < 0.005 }) else {
      return nil
    }
    let courses = zip(photos, photos.dropFirst()).compactMap { before, after -> Double? in
      guard let one = before.metadata.position?.value, let two = after.metadata.position?.value,
        one.distance(to: two) > 5
      else { return nil }
      let east = Angle.signed(two.longitude - one.longitude) * cos(one.latitude * .pi / 180)
      return atan2(east, two.latitude - one.latitude) * 180 / .pi
    }
    // To and fro across the north: flown sideways for a whole survey, which no flight planner does.
    let eastward = courses.count { abs(Angle.signed($0 - 90)) < 45 }
    let westward = courses.count { abs(Angle.signed($0 + 90)) < 45 }
    guard eastward >= 5, westward >= 5 else { return nil }
    return MetadataWarning(
      "yaw_not_measured",
      "\(naming(photos.indices)): the yaw is exactly 0° while the drone flies to and fro; it may not be measured")
  }

  private func mixedCameras() -> MetadataWarning? {
    let kinds = Dictionary(grouping: photos.indices) { index in
      let metadata = photos[index].metadata
      return "\(metadata.model ?? "unknown camera") \(metadata.width) × \(metadata.height)"
    }
    guard kinds.count > 1 else { return nil }
    let list = kinds.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.prefix(6)
      .map { "\($0.key) (\(naming($0.value)))" }
    return MetadataWarning("mixed_cameras", "\(kinds.count) cameras or sizes: " + list.joined(separator: "; "))
  }
}

extension Flight {
  /// Looks at the flight as a whole once more, after its photos have changed.
  mutating func refreshChecks() {
    warnings.removeAll { FlightChecks.codes.contains($0.code) }
    warnings += FlightChecks(photos).warnings
  }
}
