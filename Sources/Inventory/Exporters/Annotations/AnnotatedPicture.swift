import Detectors
import ImageKit

/// What annotation tools are told of one picture, in pixels of the stored image.
struct AnnotatedPicture: Sendable {
  /// The name as the tool knows it.
  var fileName: String
  /// The size of the stored image, in pixels.
  var width, height: Int
  /// What it shows, in a fixed order.
  var annotations: [Annotation]

  /// Returns the pictures of an inventory with the observations of the defects that are asked for.
  ///
  /// Every photo that was inspected is there, those that show nothing too: they are examples of nothing. A defect that
  /// several photos show is annotated in each of them, under its own kind. Names are those inside the flight's folder, with
  /// the flight before them when there are several.
  static func pictures(of inventory: Inventory, options: ExportOptions) -> [AnnotatedPicture] {
    var seen: [PhotoKey: [Annotation]] = [:]
    for defect in options.defects(of: inventory) {
      for observation in defect.observations {
        seen[observation.photo, default: []].append(Annotation(observation, of: defect))
      }
    }
    let several = Set(inventory.photos.map(\.key.flight)).count > 1
    return inventory.photos.map { photo in
      AnnotatedPicture(
        fileName: several ? "\(photo.key.flight)/\(photo.key.name)" : photo.key.name, width: photo.width,
        height: photo.height,
        annotations: (seen[photo.key] ?? []).sorted {
          ($0.damageClass.rawValue, $0.uid) < ($1.damageClass.rawValue, $1.uid)
        })
    }
  }
}

/// One piece of damage in one picture.
struct Annotation: Sendable {
  /// What tells it from all others; empty for a detection without a defect.
  var uid: String
  /// The kind of damage.
  var damageClass: DamageClass
  /// 0…1.
  var confidence: Double
  /// Closed rings without a repeated last point, outer ones clockwise on screen, holes the other way.
  var outline: [[PixelPoint]]
  /// The centre lines of line damage.
  var centreLines: [[PixelPoint]]
  /// What is around it.
  var box: PixelBox
  /// The number of pixels.
  var area: Int
  /// What else is known of it, by name.
  var attributes: [(String, JSONText)]

  /// Creates an annotation of a detection.
  init(_ detection: Detection) {
    uid = ""
    damageClass = detection.damageClass
    confidence = detection.confidence
    outline = detection.outline
    centreLines = detection.centreLines
    box = PixelBox(of: detection)
    area = detection.mask.area
    attributes = []
    if let pattern = detection.pattern { attributes.append(("pattern", .string(pattern.rawValue))) }
    if let angle = detection.angleToRoad { attributes.append(("angle_to_road_deg", .decimal(angle, places: 1))) }
    if let decline = detection.tree?.decline { attributes.append(("decline", .decimal(decline, places: 3))) }
    if let lost = detection.paintLost { attributes.append(("paint_lost", .decimal(lost, places: 3))) }
  }

  /// Creates the annotation of what one photo shows of a defect.
  init(_ observation: Observation, of defect: Defect) {
    uid = observation.uid
    damageClass = defect.damageClass
    confidence = observation.confidence
    outline = observation.outline
    centreLines = observation.centreLines
    box = PixelBox(Annotation.window(of: observation.outline.isEmpty ? observation.centreLines : observation.outline))
    area = observation.maskArea
    attributes = [
      ("defect_uid", .string(defect.uid)), ("work_order_id", .string(WorkOrderCSV.workOrderID(of: defect))),
      ("status", .string(defect.status.rawValue)), ("severity", .string(defect.severity.code)),
      ("detector", .string(observation.detector.identifier)),
    ]
    if let pattern = observation.measures.pattern { attributes.append(("pattern", .string(pattern.rawValue))) }
    if let angle = observation.measures.angleToRoad {
      attributes.append(("angle_to_road_deg", .decimal(angle, places: 1)))
    }
    if let decline = observation.measures.tree?.decline {
      attributes.append(("decline", .decimal(decline, places: 3)))
    }
    if let lost = observation.measures.paintLost { attributes.append(("paint_lost", .decimal(lost, places: 3))) }
  }

  /// Returns the smallest window of whole pixels around some lines.
  private static func window(of lines: [[PixelPoint]]) -> Window {
    let points = lines.joined().filter { $0.u.isFinite && $0.v.isFinite && abs($0.u) < 1e9 && abs($0.v) < 1e9 }
    guard let (low, high) = points.bounds else { return Window(x: 0, y: 0, width: 0, height: 0) }
    let (x, y) = (Int(low.u.rounded(.down)), Int(low.v.rounded(.down)))
    return Window(x: x, y: y, width: Int(high.u.rounded(.up)) - x, height: Int(high.v.rounded(.up)) - y)
  }
}
