import Foundation
import ImageKit

/// One picture of a labelled dataset with what is known to be in it.
public struct DatasetExample: Sendable {
  /// What says where the damage is.
  public enum Truth: Sendable {
    /// A grey picture of the same size in which damage is brighter than 127; its class is the detector's first.
    case mask(URL)
    /// Outlines and boxes, each with a label; true when the outlines are complete enough to score pixels.
    case shapes([LabelledShape], coverPixels: Bool)
    /// There is no damage in the picture: somebody said so of its folder.
    case nothing
  }

  /// The picture's name: the path from the dataset's folder.
  public var name: String
  /// The folder whose figures it counts for: the path from the dataset, or the dataset's own name.
  public var folder: String
  /// The picture, a JPEG or PNG.
  public var image: URL
  /// What is in it.
  public var truth: Truth

  /// Creates an example.
  public init(name: String, folder: String, image: URL, truth: Truth) {
    self.name = name
    self.folder = folder
    self.image = image
    self.truth = truth
  }
}

/// One labelled thing of a picture, in its pixels.
public struct LabelledShape: Sendable, Hashable {
  /// What the dataset calls it.
  public var label: String
  /// The box around it; `nil` when the dataset states none.
  public var box: PixelBox?
  /// Its outlines, filled by the even-odd rule and joined; empty when there is only a box.
  public var outlines: [[PixelPoint]]

  /// Creates a shape.
  public init(label: String, box: PixelBox?, outlines: [[PixelPoint]] = []) {
    self.label = label
    self.box = box
    self.outlines = outlines
  }
}
