import ImageKit

/// Which of the photos of a defect shows it best: whole before cut, then in the smallest pixels, then nearest to the middle.
struct BestSighting {
  let sightings: [Sighting]
  let observations: [Observation]
  let photos: [SurveyPhoto]

  /// A line counts as whole from this part of the longest one on.
  private static let whole = 0.8
  /// Pixels that differ by less are equally small.
  private static let step = 1.05

  /// Returns the members of a track, best first.
  func ranked(_ track: [Int]) -> [Int] {
    let longest = track.map { sightings[$0].size }.max() ?? 0
    func rank(_ member: Int) -> (Int, Int, Double, Int) {
      let sighting = sightings[member]
      let isWhole = sighting.size >= Self.whole * longest && (sighting.line != nil || !sighting.isCut)
      var steps = 0
      var pixel = sighting.groundSampleDistance
      // Counted from a tenth of a millimetre on; a logarithm would differ by machine in its last digit.
      while pixel > 1e-4, steps < 400 {
        pixel /= Self.step
        steps += 1
      }
      return (isWhole ? 0 : 1, steps, offCentre(member), member)
    }
    return track.map { ($0, rank($0)) }.sorted { $0.1 < $1.1 }.map(\.0)
  }

  /// The distance of a detection from the middle of its photo, in parts of half the diagonal.
  private func offCentre(_ member: Int) -> Double {
    let box = observations[member].pixelBox
    let photo = photos[sightings[member].photo]
    let (width, height) = (Double(photo.width), Double(photo.height))
    let (u, v) = ((box.low.u + box.high.u - width) / 2, (box.low.v + box.high.v - height) / 2)
    return ((u * u + v * v) / max(1, (width * width + height * height) / 4)).squareRoot()
  }
}
