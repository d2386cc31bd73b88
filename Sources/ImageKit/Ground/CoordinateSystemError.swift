/// Why coordinates cannot be given in a reference system.
public enum CoordinateSystemError: Error, Hashable, Sendable {
  /// The code names no reference system in the EPSG registry that is installed; carries the library's words.
  case unknownCode(Int, String)
  /// No trustworthy transformation is known between the two systems; carries the library's words.
  case noTransformation(from: Int, to: Int, String)
  /// The place lies where the transformation does not reach; carries the library's words.
  case outsideDomain(String)
}

extension CoordinateSystemError: CustomStringConvertible {
  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .unknownCode(let code, let reason):
      "EPSG:\(code) is not a known coordinate reference system (\(reason)); look it up at epsg.io"
    case .noTransformation(let source, let target, let reason):
      "no trustworthy transformation from EPSG:\(source) to EPSG:\(target) is installed (\(reason)); "
        + "choose another system, or install the PROJ grids for it"
    case .outsideDomain(let reason): "the place cannot be expressed in this coordinate system (\(reason))"
    }
  }
}
