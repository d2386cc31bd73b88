import ImageKit

/// What a photo shows of a tree beyond its outline: indicators for screening, never an arborist's rating.
public struct TreeView: Sendable, Hashable {
  /// The part of a crown that is brown, defoliated or dead, 0…1; `nil` for what is not a crown.
  public var decline: Double?
  /// A straight line across the road, from end to end; `nil` off the pavement.
  ///
  /// Of a fallen tree it is the part of the carriageway that the tree blocks; of canopy over pavement, how far the canopy reaches in from the
  /// edge where it reaches farthest.
  public var reach: [PixelPoint]?
  /// The part of the tree that lies on the carriageway or stands over it, 0…1; `nil` when no carriageway was looked for.
  public var overCarriageway: Double?
  /// The width of the carriageway where `reach` was taken, as a line from edge to edge; `nil` where its edges are not seen.
  public var carriageway: [PixelPoint]?

  /// Creates a view.
  public init(
    decline: Double? = nil, reach: [PixelPoint]? = nil, carriageway: [PixelPoint]? = nil, overCarriageway: Double? = nil
  ) {
    self.decline = decline
    self.overCarriageway = overCarriageway
    self.reach = reach
    self.carriageway = carriageway
  }
}
