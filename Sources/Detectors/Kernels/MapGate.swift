import CDetectors
import ImageKit

/// Silences a map where another says that it has no say.
enum MapGate {
  /// The other map's value below which the first fades is 2 to this power; half of it leaves half.
  static let shift: Int32 = 6

  /// Returns a map, faded to nothing where another of its size is near 0; the same map where there is none.
  static func open(_ map: Image<Gray8>, where gate: Image<Gray8>?, variant: KernelVariant = .best) -> Image<Gray8> {
    guard let gate else { return map }
    precondition(gate.width == map.width && gate.height == map.height, "maps of one size")
    return unsafe Image(width: map.width, height: map.height) { target in
      unsafe map.withView { map in
        unsafe gate.withView { unsafe dt_gate(map, $0, shift, target, variant.code) }
      }
    }
  }

  /// Returns a map without the values that are less than another's in the same place, so that no place is both.
  static func stronger(
    _ map: Image<Gray8>, than other: Image<Gray8>, variant: KernelVariant = .best
  ) -> Image<Gray8> {
    precondition(other.width == map.width && other.height == map.height, "maps of one size")
    return unsafe Image(width: map.width, height: map.height) { target in
      unsafe map.withView { map in
        unsafe other.withView { unsafe dt_stronger(map, $0, target, variant.code) }
      }
    }
  }

  /// Returns whether a map holds a value or a higher one.
  static func reaches(_ value: UInt8, in map: Image<Gray8>) -> Bool {
    unsafe map.withView { unsafe dt_reaches($0, value) != 0 }
  }
}
