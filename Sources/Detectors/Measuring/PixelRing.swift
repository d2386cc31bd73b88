import ImageKit

/// Plane geometry of closed rings in pixels, whose last point is not repeated.
package enum PixelRing {
  /// Returns the area in square pixels, positive for a ring that runs clockwise on screen.
  package static func signedArea(_ ring: [PixelPoint]) -> Double {
    var sum = 0.0
    for index in ring.indices {
      let point = ring[index]
      let next = ring[index + 1 == ring.count ? 0 : index + 1]
      sum += point.u * next.v - next.u * point.v
    }
    return sum / 2
  }

  /// Returns whether the ring runs clockwise on screen, as outer rings do.
  package static func isOuter(_ ring: [PixelPoint]) -> Bool { signedArea(ring) > 0 }

  /// Returns whether the point lies inside the ring, by counting crossings.
  package static func contains(_ ring: [PixelPoint], _ point: PixelPoint) -> Bool {
    var inside = false
    var previous = ring[ring.count - 1]
    for current in ring {
      if (current.v > point.v) != (previous.v > point.v) {
        let crossing = current.u + (point.v - current.v) / (previous.v - current.v) * (previous.u - current.u)
        if point.u < crossing { inside.toggle() }
      }
      previous = current
    }
    return inside
  }

  /// Returns whether a hole lies inside the ring.
  ///
  /// Hole and ring may touch in corners, so the majority of the hole's corners and edge middles decides.
  package static func contains(_ ring: [PixelPoint], hole: [PixelPoint]) -> Bool {
    guard ring.count >= 3 else { return false }
    var votes = 0
    for index in hole.indices {
      let next = hole[index + 1 == hole.count ? 0 : index + 1]
      let middle = PixelPoint(u: (hole[index].u + next.u) / 2, v: (hole[index].v + next.v) / 2)
      votes += contains(ring, middle) ? 1 : -1
    }
    return votes > 0
  }
}
