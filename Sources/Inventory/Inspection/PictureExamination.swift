import Detectors
import Foundation
import ImageKit

/// Finds damage in pictures without a place: detections, masks and overlays instead of an inventory.
public struct PictureExamination: Sendable {
  /// What became of one picture.
  public struct Result: Sendable {
    /// The picture's name as it was found.
    public let name: String
    /// The size of the stored image, in pixels.
    public let width, height: Int
    /// What it shows, in the order of the detectors.
    public let detections: [Detection]
    /// Why it could not be used; `nil` when it was.
    public let skipReason: PhotoError?
  }

  private let detectors: [any Detector]
  private let groundSampleDistance: Double?
  private let threshold: Double?
  private let masks: URL
  /// Whether each kind has a folder of masks.
  private let separatesKinds: Bool
  private let overlays: URL?

  /// Prepares an examination and makes its folders.
  ///
  /// - Parameters:
  ///   - detectorNames: the names of the detectors to run.
  ///   - groundSampleDistance: metres a pixel of all pictures; `nil` takes each picture's own metadata, if any.
  ///   - threshold: the least confidence to report; `nil` is each detector's own.
  ///   - model: the network to work with; one that is not built in fits one detector.
  ///   - output: the folder that gets `masks/` and `overlays/`.
  ///   - drawsOverlays: whether overlays are drawn.
  public init(
    detectorNames: [String], groundSampleDistance: Double?, threshold: Double?, model: ModelChoice = .builtIn,
    output: URL, drawsOverlays: Bool
  ) throws {
    detectors = try DetectorList.detectors(named: detectorNames, threshold: threshold, model: model)
    self.groundSampleDistance = groundSampleDistance
    self.threshold = threshold
    masks = output.appending(path: "masks")
    overlays = drawsOverlays ? output.appending(path: "overlays") : nil
    try OutputFolder.make(masks)
    separatesKinds = detectorNames.count > 1
    if separatesKinds {
      for kind in detectors.flatMap({ type(of: $0).damageClasses }) {
        try OutputFolder.make(masks.appending(path: kind.rawValue))
      }
    }
    if let overlays { try OutputFolder.make(overlays) }
  }

  /// Examines one picture and writes its masks and overlay.
  public func result(of picture: Picture) throws -> Result {
    let metadata = picture.photo.metadata
    let image: Image<RGB8>
    do throws(PhotoError) {
      image = try JPEGDecoder.decode(try picture.photo.bytes(limits: .standard), as: RGB8.self)
    } catch {
      return Result(
        name: picture.name, width: metadata.width, height: metadata.height, detections: [], skipReason: error)
    }
    let gsd = groundSampleDistance ?? ownGroundSampleDistance(of: picture.photo)
    var detections: [Detection] = []
    for detector in detectors {
      detections += try DetectorRunner(detector: detector).detections(in: image, groundSampleDistance: gsd)
        .filter { $0.confidence >= threshold ?? 0 }
    }
    try writeMasks(detections, of: image, stem: picture.stem)
    if let overlays {
      let overlay = PhotoOverlay(
        title: "\(picture.name) - \(detections.count) findings", findings: detections.map(PhotoOverlay.Finding.init))
      try AtomicFile.write(try overlay.jpeg(over: image), to: overlays.appending(path: "\(picture.stem).jpg"))
    }
    return Result(
      name: picture.name, width: image.width, height: image.height, detections: detections, skipReason: nil)
  }

  /// Returns the detections of some pictures as COCO JSON.
  public func coco(_ results: [Result]) -> [UInt8] {
    COCODetections(
      pictures: results.map {
        COCODetections.Picture(fileName: $0.name, width: $0.width, height: $0.height, detections: $0.detections)
      },
      damageClasses: detectors.flatMap { type(of: $0).damageClasses },
      provenance: Provenance(
        detectors: detectors.map { DetectorIdentity(name: type(of: $0).name, version: type(of: $0).version) },
        models: detectors.flatMap(\.models).map(ModelRecord.init))
    ).bytes()
  }

  /// One mask a picture when one detector runs, one a picture and category otherwise; empty ones too.
  private func writeMasks(_ detections: [Detection], of image: Image<RGB8>, stem: String) throws {
    func write(_ detections: [Detection], to folder: URL) throws {
      let mask = MaskPicture.image(of: detections.map(\.mask), width: image.width, height: image.height)
      try AtomicFile.write(try PNGEncoder.encode(mask), to: folder.appending(path: "\(stem).png"))
    }
    guard separatesKinds else {
      try write(detections, to: masks)
      return
    }
    for kind in detectors.flatMap({ type(of: $0).damageClasses }) {
      try write(detections.filter { $0.damageClass == kind }, to: masks.appending(path: kind.rawValue))
    }
  }

  private func ownGroundSampleDistance(of photo: Photo) -> Double? {
    guard
      let station = try? CameraStation(metadata: photo.metadata, camera: photo.camera?.value),
      let projection = try? station.projection.get()
    else { return nil }
    let centre = PixelPoint(u: Double(photo.metadata.width) / 2, v: Double(photo.metadata.height) / 2)
    return (try? projection.place(centre))?.groundSampleDistance.mean
  }
}
