/// When two detections count as one defect.
///
/// The values are those with which the bundled flight's truth and real flights were merged best; see Documentation/Merging.md.
public struct MergingLimits: Sendable, Hashable {
  /// The distance in squared standard deviations from which places are too far apart: 99 % of χ² with two degrees of freedom.
  public var gate = 9.2103404
  /// The part of the shorter line, as far as both photos could see it, that must lie on the other line.
  public var lineOverlap = 0.5
  /// The same where the common stretch is eight times as long as lines may lie beside each other.
  public var longLineOverlap = 0.2
  /// The part of the smaller area that must lie in the larger one, of photos that were compared with each other.
  public var areaOverlap = 0.3
  /// From this part on it does not matter how far apart their middles are.
  public var coveredArea = 0.5
  /// The part of the smaller area that must lie in the larger one of other photos, after the one is moved onto the other.
  public var movedAreaOverlap = 0.4
  /// The part of a line that must lie in an area of the same damage.
  public var lineInArea = 0.6
  /// The part of each of two that must lie on what another photo shows, so that it shows them as one.
  public var partOfWhole = 0.65
  /// By how much one may be larger than the other, in length; areas by its square.
  public var sizeRatio = 2.0
  /// How far a line may lie beside another and be the same, in pixels of the coarser photo.
  public var besidePixels = 6.0
  /// Places of different flights are compared where one standard deviation of both is at most this, in metres.
  public var surveyed = 0.5
  /// Lines of one photo may belong to one crack unless this part of one runs beside the other.
  public var alongside = 0.25

  /// Creates the documented limits.
  public init() {}

  /// The documented limits.
  public static let standard = MergingLimits()

  /// The version of the method: raised when the same detections would be merged otherwise.
  public static let version = 2
}
