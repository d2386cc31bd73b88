import Detectors

/// Whether a crack was filled between two flights, or a filled one is open again.
enum Filling {
  case filled, reopened

  /// Counts which photos tell a filled crack and which an open one; `nil` where they do not speak clearly in both flights.
  ///
  /// One photo in ten takes the one for the other. Two more photos for than against make it 98 % sure; of one photo, or two, all.
  init?(from before: [Defect], to after: [Defect]) {
    guard let old = Self.isFilled(before), let new = Self.isFilled(after), old != new else { return nil }
    self = new ? .filled : .reopened
  }

  private static func isFilled(_ defects: [Defect]) -> Bool? {
    guard defects.allSatisfy({ DamageFamily($0.damageClass) == .cracking }) else { return nil }
    let photos = Dictionary(grouping: defects.flatMap(\.observations), by: \.photo)
    let votes = photos.values.map { observations in
      observations.contains { $0.damageClass == .sealedCrack } ? 1 : -1
    }
    let sum = votes.reduce(0, +)
    guard abs(sum) >= min(2, votes.count) else { return nil }
    return sum > 0
  }
}
