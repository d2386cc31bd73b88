import Foundation

extension CaptureTime {
  /// ISO 8601: the camera's clock with its zone when UTC is known, the bare clock when it is not, UTC when it is alone.
  public var iso8601: String {
    guard let utc else { return local }
    let whole = local.prefix { $0 != "." }
    guard let clock = try? Date(whole + "Z", strategy: .iso8601).timeIntervalSince1970 else {
      return Date(timeIntervalSince1970: utc).formatted(.iso8601)
    }
    // Clocks drift by seconds, zones differ by quarters of an hour.
    let quarters = Int(((clock - utc) / 900).rounded())
    guard abs(quarters) <= 56 else { return local }
    let (hours, minutes) = (abs(quarters) / 4, abs(quarters) % 4 * 15)
    return local + (quarters < 0 ? "-" : "+") + "\(hours < 10 ? "0" : "")\(hours):\(minutes < 10 ? "0" : "")\(minutes)"
  }
}
