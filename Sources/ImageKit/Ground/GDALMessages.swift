internal import CGDAL

/// What GDAL has to say during one call, caught instead of printed.
///
/// GDAL keeps its handlers per thread, so calls on several threads do not see each other's messages.
final class GDALMessages {
  private(set) var lines: [String] = []
  /// Whether one of them told of a failure, not only of a doubt.
  private(set) var hasErrors = false

  /// The messages on one line.
  var summary: String { lines.isEmpty ? "no reason given" : lines.joined(separator: "; ") }

  /// Calls the closure while messages of this thread come here.
  func collecting<Result>(_ body: () -> Result) -> Result {
    let user = unsafe Unmanaged.passUnretained(self).toOpaque()
    unsafe CPLPushErrorHandlerEx(
      { level, _, message in
        guard level.rawValue >= CE_Warning.rawValue, let message = unsafe message,
          let user = unsafe CPLGetErrorHandlerUserData()
        else { return }
        let messages = unsafe Unmanaged<GDALMessages>.fromOpaque(user).takeUnretainedValue()
        let line = unsafe String(cString: message)
        if level.rawValue >= CE_Failure.rawValue { messages.hasErrors = true }
        if messages.lines.count < 4, !messages.lines.contains(line) { messages.lines.append(line) }
      }, user)
    defer {
      CPLPopErrorHandler()
      CPLErrorReset()
    }
    return body()
  }
}
