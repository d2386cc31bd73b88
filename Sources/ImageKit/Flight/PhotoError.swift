/// Why a photo cannot be used.
public enum PhotoError: Error, Hashable, Sendable {
  /// The file cannot be opened or read; carries the system's reason.
  case unreadable(String)
  /// The file does not start like a JPEG.
  case notAJPEG
  /// The file is damaged; carries the decoder's or parser's words.
  case malformed(String)
  /// The file claims more than the limits allow; carries what and how much.
  case tooLarge(String)
  /// A coding this tool does not read, such as arithmetic coding or CMYK.
  case unsupported(String)
  /// No usable position in the file; carries what was found instead.
  case noPosition(String)
  /// The tool failed on it, and the file may be sound; carries what happened.
  case failed(String)
  /// The same bytes were already seen in this run; carries the first file's name.
  case duplicate(of: String)
}

extension PhotoError: CustomStringConvertible {
  /// A stable word for scripts and tables.
  public var code: String {
    switch self {
    case .unreadable: "unreadable"
    case .notAJPEG: "not_a_jpeg"
    case .malformed: "malformed"
    case .tooLarge: "too_large"
    case .unsupported: "unsupported"
    case .noPosition: "no_position"
    case .failed: "failed"
    case .duplicate: "duplicate"
    }
  }

  /// What is wrong and what to do, in one sentence without the file's name.
  public var description: String {
    switch self {
    case .unreadable(let reason): "cannot be read (\(reason)); check permissions and the card or disk"
    case .notAJPEG: "is not a JPEG; convert raw and TIFF files to JPEG, keeping their metadata"
    case .malformed(let reason): "is damaged (\(reason)); copy it from the card again"
    case .tooLarge(let reason): "is refused (\(reason))"
    case .unsupported(let reason): "is not supported (\(reason)); save it as an ordinary 8-bit colour JPEG"
    case .noPosition(let reason):
      "has no usable position (\(reason)); 'inspect detect' works on pictures without a position"
    case .failed(let reason): "could not be inspected (\(reason)); please report it with the photo"
    case .duplicate(let first): "is the same file as \(first)"
    }
  }
}
