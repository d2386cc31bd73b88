/// The WKB codes that are written.
enum WKBType {
  static let point: UInt32 = 1
  static let line: UInt32 = 2
  static let polygon: UInt32 = 3
  static let multiLine: UInt32 = 5
  static let multiPolygon: UInt32 = 6
  static let pointZ: UInt32 = 1001
}
