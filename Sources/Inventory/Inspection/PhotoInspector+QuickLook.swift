import Detectors
import ImageKit

extension PhotoInspector {
  /// The scale of a photo whose ground sample distance is not known: drones photograph trees at some centimetres a pixel.
  private static let usualScale = JPEGDecoder.Scale.quarter

  /// Returns what the detectors find in one photo on pictures as coarse as suffices them; nothing where it cannot be read.
  ///
  /// Photos are not drawn, and their bytes are not compared with the inventory.
  func quickLook(at item: InspectionPlan.Item) -> [Defect] {
    // What is wrong with a photo is told when it is inspected in full.
    (try? findings(in: item)) ?? []
  }

  private func findings(in item: InspectionPlan.Item) throws -> [Defect] {
    let station = try station(of: item)
    var record = PhotoRecord(item.photo, key: item.key, digest: "", fingerprint: item.fingerprint)
    record.describe(station)
    let gsd = record.groundSampleDistance
    let fitting = detectors.filter { detector in
      gsd.map { type(of: detector).groundSampleDistance.contains($0) } ?? true
    }
    guard let sufficient = fitting.compactMap({ type(of: $0).sufficientGroundSampleDistance }).min() else { return [] }
    let scale = Self.scale(groundSampleDistance: gsd, sufficient: sufficient)
    let bytes = try item.photo.bytes(limits: options.limits)
    let image = try JPEGDecoder.decode(bytes, as: RGB8.self, scale: scale, limits: options.limits)

    let factor = Double(scale.rawValue)
    let projection = try? station.projection.get()
    var guide: RoadGuide?
    if let roads = options.roads, let projection {
      let full = RoadGuide(roads, in: projection, width: record.width, height: record.height)
      guide = RoadGuide { full.direction(PixelPoint(u: $0.u * factor, v: $0.v * factor)) }
    }
    var found: [(detector: DetectorIdentity, detections: [Detection])] = []
    for detector in fitting {
      let kind = type(of: detector)
      let identity = DetectorIdentity(name: kind.name, version: kind.version)
      let findings = try DetectorRunner(detector: detector).findings(
        in: image, groundSampleDistance: gsd.map { $0 * factor }, roads: guide)
      if let seen = findings.pavement, let projection, record.pavement == nil {
        record.pavement = PavementPlacement(projection: projection, detector: identity).pavement(
          of: seen.enlarged(by: factor))
      }
      let enlarged = findings.detections.map {
        $0.enlarged(by: scale.rawValue, width: record.width, height: record.height)
      }
      found.append((identity, enlarged))
    }
    return found.flatMap { detector, detections in
      detections.map { defect($0, of: item.photo, record: record, detector: detector, station: station) }
    }
  }

  /// Returns the smallest picture whose pixels are still fine enough.
  static func scale(groundSampleDistance: Double?, sufficient: Double) -> JPEGDecoder.Scale {
    guard let groundSampleDistance else { return usualScale }
    return JPEGDecoder.Scale.allCases.last { groundSampleDistance * Double($0.rawValue) <= sufficient } ?? .full
  }
}

extension PavementView {
  /// Returns the view in a photo whose pixels are so many times as fine.
  fileprivate func enlarged(by factor: Double) -> PavementView {
    PavementView(
      outline: outline.map { $0.map { PixelPoint(u: $0.u * factor, v: $0.v * factor) } }, axis: axis,
      axisCertainty: axisCertainty)
  }
}
