import Detectors
import ImageKit

/// Detections in pixels as a COCO file, for pictures without a position.
///
/// `images` hold the names as given, `categories` every kind that could have been found, and `annotations` one entry a
/// detection with `bbox` [x, y, width, height], `segmentation`, `area` in pixels and `score`, all in pixels of the
/// stored image. A category's id depends on the kind alone; images and annotations are counted from 1 in the order
/// given. COCO's polygons have no holes, so a hole is joined to its outer ring by a cut there and back, which covers
/// nothing: filling the polygon gives the detection's own pixels.
public struct COCODetections: Sendable {
  /// One picture with what was found in it.
  public struct Picture: Sendable {
    /// The name as given by the user.
    public var fileName: String
    /// The size of the stored image, in pixels.
    public var width, height: Int
    /// What was found, in a fixed order.
    public var detections: [Detection]

    /// Creates a picture.
    public init(fileName: String, width: Int, height: Int, detections: [Detection]) {
      self.fileName = fileName
      self.width = width
      self.height = height
      self.detections = detections
    }
  }

  /// The pictures, in the order in which they are written.
  public var pictures: [Picture]
  /// The kinds that the detectors could have found.
  public var damageClasses: [DamageClass]
  /// What made the detections; `nil` leaves it out.
  public var provenance: Provenance?
  /// The pictures of an inventory, in place of those with detections.
  private var annotated: [AnnotatedPicture]?

  /// Creates a file's contents.
  public init(pictures: [Picture], damageClasses: [DamageClass], provenance: Provenance) {
    self.pictures = pictures
    self.damageClasses = damageClasses
    self.provenance = provenance
  }

  /// Creates the contents of a file of pictures that are annotated already.
  init(annotated: [AnnotatedPicture], damageClasses: [DamageClass]) {
    pictures = []
    self.damageClasses = damageClasses
    self.annotated = annotated
  }

  /// Returns the id of a kind, the same in every file.
  public static func categoryID(of damageClass: DamageClass) -> Int {
    (DamageClass.allCases.firstIndex(of: damageClass) ?? -1) + 1
  }

  /// Returns the file, an image or annotation a line.
  public func bytes() -> [UInt8] {
    let pictures =
      annotated
      ?? self.pictures.map { picture in
        AnnotatedPicture(
          fileName: picture.fileName, width: picture.width, height: picture.height,
          annotations: picture.detections.map { Annotation($0) })
      }
    let found = pictures.flatMap { $0.annotations.map(\.damageClass) }
    let classes = Set(damageClasses + found)
    let categories = DamageClass.allCases.filter { classes.contains($0) }.map { damageClass in
      JSONText.object([
        ("id", .integer(COCODetections.categoryID(of: damageClass))), ("name", .string(damageClass.rawValue)),
        ("supercategory", .string("damage")),
      ])
    }
    var images: [JSONText] = []
    var annotations: [JSONText] = []
    for (index, picture) in pictures.enumerated() {
      images.append(
        .object([
          ("id", .integer(index + 1)), ("file_name", .string(picture.fileName)),
          ("width", .integer(picture.width)), ("height", .integer(picture.height)),
        ]))
      for annotation in picture.annotations {
        annotations.append(text(annotation, id: annotations.count + 1, imageID: index + 1))
      }
    }
    var text = "{\"info\":"
    JSONText.object([
      ("description", .string("drone-inspection")),
      ("version", .string(provenance?.toolVersion ?? ToolVersion.current)),
    ])
    .write(into: &text)
    if let provenance {
      text += ",\n\"provenance\":"
      provenance.description(withTimes: false).write(into: &text)
    }
    for (name, list) in [("images", images), ("categories", categories), ("annotations", annotations)] {
      text += ",\n\"\(name)\":["
      for (index, element) in list.enumerated() {
        text += index == 0 ? "\n" : ",\n"
        element.write(into: &text)
      }
      text += "\n]"
    }
    text += "}\n"
    return Array(text.utf8)
  }

  private func text(_ annotation: Annotation, id: Int, imageID: Int) -> JSONText {
    let box = annotation.box
    let polygons = PixelPolygon.withoutHoles(annotation.outline)
    return .object(
      [
        ("id", .integer(id)), ("image_id", .integer(imageID)),
        ("category_id", .integer(COCODetections.categoryID(of: annotation.damageClass))),
        ("bbox", .array([box.x, box.y, box.width, box.height].map { .decimal($0, places: 2) })),
        ("area", .integer(annotation.area)), ("iscrowd", .integer(0)),
        ("score", .decimal(annotation.confidence, places: 4)),
        (
          "segmentation",
          .array(
            polygons.map { ring in
              .array(ring.flatMap { [JSONText.decimal($0.u, places: 2), .decimal($0.v, places: 2)] })
            })
        ),
      ] + (annotation.attributes.isEmpty ? [] : [("attributes", .object(annotation.attributes))]))
  }
}
