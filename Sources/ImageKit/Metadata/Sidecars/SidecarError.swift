/// Why a sidecar cannot be used at all; faults of single lines are warnings instead.
public enum SidecarError: Error, Hashable, Sendable {
  /// The file cannot be opened or read; carries its path and the system's reason.
  case unreadable(String, reason: String)
  /// The file is larger than any list of photos; carries its path and size in bytes.
  case tooLarge(String, byteCount: Int)
  /// The file is in none of the formats; carries its path and what was seen.
  case notRecognised(String, reason: String)
  /// The coordinates cannot be brought to WGS 84; carries the path and the reason.
  case coordinateSystem(String, reason: String)
  /// No line could be used; carries the path and the first fault.
  case nothingUsable(String, reason: String)
}

extension SidecarError: CustomStringConvertible {
  /// What is wrong and what to do about it, in one sentence.
  public var description: String {
    switch self {
    case .unreadable(let path, let reason):
      "\(path) cannot be read (\(reason)); check the path and permissions"
    case .tooLarge(let path, let byteCount):
      "\(path) has \(byteCount) bytes, more than any list of photos; give the sidecar itself"
    case .notRecognised(let path, let reason):
      "\(path) is no sidecar (\(reason)); give an ODM geo.txt, a Pix4D CSV, a DJI .MRK "
        + "or a CSV whose first line names its columns, such as file,latitude,longitude,height_m"
    case .coordinateSystem(let path, let reason):
      "\(path): \(reason); write EPSG:4326, WGS84 UTM 51N or another EPSG code in its first line"
    case .nothingUsable(let path, let reason):
      "\(path) has no usable line (\(reason)); check that it belongs to these photos"
    }
  }
}
