import Detectors

/// The inventory as COCO annotations: what each photo shows, in pixels, with kinds as reviewed.
///
/// In the form of `detections.json` of `inspect detect`; see ``COCODetections``. Each annotation names its defect and
/// what a person decided about it.
public struct COCOExporter: InventoryExporter {
  /// The name on the command line.
  public static let name = "coco"
  /// What the format is for.
  public static let summary = "Outlines and boxes in pixels as COCO JSON, for training and annotation tools."
  /// The file name that suits it.
  public static let defaultFileName = "annotations.json"

  /// Creates an exporter.
  public init() {}

  /// Returns the file.
  public func content(of inventory: Inventory, options: ExportOptions) throws(ExportError) -> ExportContent {
    ExportContent(
      COCODetections(
        annotated: AnnotatedPicture.pictures(of: inventory, options: options), damageClasses: DamageClass.allCases
      ).bytes())
  }
}
