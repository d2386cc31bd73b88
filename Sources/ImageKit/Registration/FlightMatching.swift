/// Compares the photos of a flight with their neighbours, several at once and in little memory.
///
/// Photos are read once, in flight order, at a reduced size; a photo's features are dropped as soon as its last
/// neighbour has been compared. A photo whose pixels cannot be read is left out: it is named elsewhere.
public struct FlightMatching: Sendable {
  /// The photos, in flight order.
  public let photos: [Photo]
  /// Their projections as tagged; nil for photos that cannot be placed.
  public let projections: [GroundProjection?]
  /// What a file may demand of the decoder.
  public let limits: DecodingLimits

  /// Photos that are in hand together; features of these and of their neighbours are in memory.
  private static let batch = 32

  /// Prepares the comparison.
  public init(photos: [Photo], projections: [GroundProjection?], limits: DecodingLimits = .standard) {
    precondition(photos.count == projections.count, "every photo has a projection or nil")
    self.photos = photos
    self.projections = projections
    self.limits = limits
  }

  /// The pairs of photos that may show the same ground, by their tags.
  public var pairs: [(first: Int, second: Int)] {
    guard let frame = FlightRegistration.frame(of: projections) else { return [] }
    return OverlapSearch().pairs(projections.map { $0.flatMap { Self.view($0, in: frame) } })
  }

  /// Returns the matches, in the order of ``pairs``.
  ///
  /// - Parameters:
  ///   - jobs: how many photos or pairs are worked on at once; the result does not depend on it.
  ///   - isStopping: asked between photos; once true, the matches found so far are returned.
  ///   - progress: called with the number of photos done and of all that have neighbours.
  public func matches(
    jobs: Int, isStopping: () -> Bool = { false }, progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) async throws -> [PhotoMatch] {
    let pairs = pairs
    var lastUse: [Int: Int] = [:]
    for pair in pairs {
      lastUse[pair.first] = max(lastUse[pair.first] ?? 0, pair.second)
      lastUse[pair.second] = max(lastUse[pair.second] ?? 0, pair.second)
    }
    let wanted = lastUse.keys.sorted()
    let byLater = Dictionary(grouping: pairs, by: \.second)
    var features: [Int: PhotoFeatures] = [:]
    var matches: [PhotoMatch] = []
    for start in stride(from: 0, to: wanted.count, by: Self.batch) {
      guard !isStopping() else { break }
      let batch = Array(wanted[start..<min(wanted.count, start + Self.batch)])
      let (photos, limits) = (photos, limits)
      _ = try await OrderedWork.run(
        batch, jobs: jobs,
        transform: { index in
          (index, try? PhotoFeatures(jpeg: try photos[index].bytes(limits: limits), limits: limits))
        },
        consume: { (index, found: PhotoFeatures?) in
          features[index] = found
        })
      let ready = batch.flatMap { byLater[$0] ?? [] }.compactMap { pair -> Comparison? in
        guard let a = features[pair.first], let b = features[pair.second], let first = projections[pair.first]?.camera,
          let second = projections[pair.second]?.camera
        else { return nil }
        return Comparison(first: pair.first, second: pair.second, features: (a, b), cameras: (first, second))
      }
      _ = try await OrderedWork.run(ready, jobs: jobs, transform: { $0.match() }) { match in
        if let match { matches.append(match) }
      }
      let last = batch[batch.count - 1]
      features = features.filter { (lastUse[$0.key] ?? 0) > last }
      progress(min(wanted.count, start + Self.batch), wanted.count)
    }
    return matches.sorted { $0.first != $1.first ? $0.first < $1.first : $0.second < $1.second }
  }

  private struct Comparison: Sendable {
    let first, second: Int
    let features: (PhotoFeatures, PhotoFeatures)
    let cameras: (Camera, Camera)

    func match() -> PhotoMatch? {
      PhotoMatch(first: first, second: second, features: features, cameras: cameras)
    }
  }

  /// What a photo shows, about the place of its middle; nil when that lies above the horizon or too far.
  private static func view(_ projection: GroundProjection, in frame: LocalTangentPlane) -> OverlapSearch.View? {
    let camera = projection.camera
    let middle = PixelPoint(u: Double(camera.width) / 2, v: Double(camera.height) / 2)
    guard let point = try? projection.place(middle) else { return nil }
    let place = frame.pointInENU(point.coordinate)
    let area = point.groundSampleDistance.pixelArea * Double(camera.width) * Double(camera.height)
    return OverlapSearch.View(centre: SIMD2(place.x, place.y), radius: (area / .pi).squareRoot())
  }
}
