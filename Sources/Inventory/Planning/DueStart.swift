/// When due dates begin to count.
public enum DueStart {
  /// Returns a day or a time of ISO 8601 in the form that due dates have; `nil` when it is none.
  ///
  /// `2026-07-01` is the beginning of that day; a time may have a zone, and without one due dates have none either.
  public static func time(_ text: String) -> String? {
    if text.utf8.count == 10 { return UTCTime.seconds(ofCivil: text + "T00:00:00").map { _ in text + "T00:00:00" } }
    guard UTCTime.seconds(ofCivil: text) != nil else { return nil }
    let zone = text.utf8.dropFirst(19)
    if zone.isEmpty || zone.elementsEqual("Z".utf8) { return text }
    let digits = zone.dropFirst().filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard zone.count == 6, digits.count == 4, zone.first == UInt8(ascii: "+") || zone.first == UInt8(ascii: "-"),
      zone.dropFirst(3).first == UInt8(ascii: ":")
    else { return nil }
    return text
  }
}
