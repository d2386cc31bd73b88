/// Why a picture cannot be drawn or written.
public enum PictureError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file format cannot hold it; carries the encoder's words.
  case encoding(String)
  /// It cannot be drawn; carries what was wrong.
  case drawing(String)
  /// Its features cannot be found or compared; carries what was wrong.
  case matching(String)

  /// What is wrong, in one sentence.
  public var description: String {
    switch self {
    case .encoding(let reason): "the picture cannot be encoded (\(reason))"
    case .drawing(let reason): "the picture cannot be drawn (\(reason))"
    case .matching(let reason): "the picture cannot be matched (\(reason))"
    }
  }
}
