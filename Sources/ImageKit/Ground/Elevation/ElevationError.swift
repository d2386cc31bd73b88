/// Why a file cannot serve as an elevation model.
public enum ElevationError: Error, Hashable, Sendable {
  /// The file does not exist.
  case notFound(String)
  /// The file cannot be opened as a raster; carries the path and the library's words.
  case notARaster(String, String)
  /// The raster does not say where on the earth it lies, or in a system without a trustworthy transformation.
  case notGeoreferenced(String, String)
}
