import ImageKit

/// Lists of coordinates as JSON, with all their digits.
enum CoordinateLists {
  static func text(_ lists: [[PixelPoint]]) -> String { text(lists.map { $0.map { ($0.u, $0.v) } }) }

  static func text(_ lists: [[HorizontalPosition]]) -> String {
    text(lists.map { $0.map { ($0.longitude, $0.latitude) } })
  }

  private static func text(_ lists: [[(Double, Double)]]) -> String {
    JSONText.array(
      lists.map { list in
        .array(
          list.filter { $0.0.isFinite && $0.1.isFinite }.map {
            .array([.number($0.0.description), .number($0.1.description)])
          })
      }
    ).serialized()
  }

  static func pixels(_ lists: [[[Double]]]) -> [[PixelPoint]]? {
    guard lists.allSatisfy({ $0.allSatisfy { $0.count == 2 } }) else { return nil }
    return lists.map { $0.map { PixelPoint(u: $0[0], v: $0[1]) } }
  }

  static func positions(_ lists: [[[Double]]]) -> [[HorizontalPosition]]? {
    guard lists.allSatisfy({ $0.allSatisfy { $0.count == 2 } }) else { return nil }
    return lists.map { $0.map { HorizontalPosition(latitude: $0[1], longitude: $0[0]) } }
  }
}
