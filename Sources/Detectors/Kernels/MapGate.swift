import CDetectors
import ImageKit

/// Lets one map of a network speak on another, value by value.
enum MapGate {
  /// The other map's value below which the first fades is 2 to this power; half of it leaves half.
  static let shift: Int32 = 6

  /// Returns a map, faded to nothing where another of its size is near 0; the same map where there is none.
  static func open(_ map: Image<Gray8>, where gate: Image<Gray8>?, variant: KernelVariant = .best) -> Image<Gray8> {
    guard let gate else { return map }
    return unsafe combined(map, gate) { unsafe dt_gate($0, $1, shift, $2, variant.code) }
  }

  /// Settles which of two maps has a place: the first where it is at least half of the second, else the second.
  static func settled(
    _ first: Image<Gray8>, _ second: Image<Gray8>, variant: KernelVariant = .best
  ) -> (first: Image<Gray8>, second: Image<Gray8>) {
    (
      unsafe combined(first, second) { unsafe dt_settle($0, $1, 0, $2, variant.code) },
      unsafe combined(second, first) { unsafe dt_settle($0, $1, 1, $2, variant.code) }
    )
  }

  /// Returns the greater of two maps in each place where the second is at least `sure`, else the first.
  static func raised(
    _ map: Image<Gray8>, to other: Image<Gray8>, whereAtLeast sure: UInt8, variant: KernelVariant = .best
  ) -> Image<Gray8> {
    unsafe combined(map, other) { unsafe dt_raise_where_sure($0, $1, sure, $2, variant.code) }
  }

  /// Returns whether a map holds a value or a higher one.
  static func reaches(_ value: UInt8, in map: Image<Gray8>) -> Bool {
    unsafe map.withView { unsafe dt_reaches($0, value) != 0 }
  }

  private static func combined(
    _ map: Image<Gray8>, _ other: Image<Gray8>, kernel: (dt_gray_view, dt_gray_view, dt_gray_target) -> Void
  ) -> Image<Gray8> {
    precondition(other.width == map.width && other.height == map.height, "maps of one size")
    return unsafe Image(width: map.width, height: map.height) { target in
      unsafe map.withView { map in unsafe other.withView { unsafe kernel(map, $0, target) } }
    }
  }
}
