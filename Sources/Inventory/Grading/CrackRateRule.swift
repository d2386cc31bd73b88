/// A rule that tells how much of a stretch of road is cracked, by counting cells of a mesh, read from a YAML file.
///
/// ```yaml
/// id: mlit-crack-rate
/// title: Crack rate of asphalt pavement, general roads
/// source: MLIT, 2016
/// limits: to-be-checked         # where numbers are not verified; may be left out
/// mesh:
///   cell: 0.5                   # the side of a cell, m
///   oneCrack: 0.15              # m2 that a cell with one crack counts with
///   moreCracks: 0.25
///   patches:                    # m2 that a cell counts with when so many percent of it are patched
///     - {from: 25, area: 0.125}
///     - {from: 75, area: 0.25}
/// classes:                      # crack rate, percent
///   - {class: I, below: 20}
///   - {class: II}
/// ```
public struct CrackRateRule: Sendable, Hashable {
  /// What a patched cell counts with.
  public struct Patch: Sendable, Hashable {
    /// The least part of the cell that is patched, in percent.
    public var from: Double
    /// Square metres.
    public var area: Double
  }

  /// A class of crack rates.
  public struct Class: Sendable, Hashable {
    /// Its name in the standard: `I`.
    public var name: String
    /// The crack rate that no longer belongs to it, in percent; infinite for the last.
    public var bound: Double
  }

  /// The rule's name.
  public var id: String
  /// The standard's title.
  public var title: String
  /// Where the numbers come from.
  public var source: String
  /// Whether some of its numbers have not been checked against the standard.
  public var isToBeChecked: Bool
  /// The side of a cell, in metres.
  public var cell: Double
  /// Square metres that a cell with one crack counts with, and one with several.
  public var oneCrack, moreCracks: Double
  /// What patched cells count with, from the least patched.
  public var patches: [Patch]
  /// The classes, from the least cracked.
  public var classes: [Class]

  /// Returns the square metres that a cell counts with: the larger of cracks and patches.
  ///
  /// - Parameters:
  ///   - cracks: how many cracks go through it.
  ///   - patched: which part of it is patched, 0 to 1.
  public func area(cracks: Int, patched: Double) -> Double {
    let cracked = cracks == 0 ? 0 : cracks == 1 ? oneCrack : moreCracks
    // A millionth of a percent is let pass, for how a part is computed.
    return max(cracked, patches.last { patched * 100 >= $0.from - 1e-6 }?.area ?? 0)
  }

  /// Returns the name of the class of a crack rate in percent.
  public func className(of rate: Double) -> String { classes.first { rate < $0.bound }?.name ?? "" }
}
