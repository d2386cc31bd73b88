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

  /// Settles which of two maps has a place: the first where it is at least half of the second, else the second.
  ///
  /// Nobody is harmed by an open crack that was filled; one that is taken for filled is not repaired.
  static func settled(
    _ first: Image<Gray8>, _ second: Image<Gray8>, variant: KernelVariant = .best
  ) -> (first: Image<Gray8>, second: Image<Gray8>) {
    precondition(second.width == first.width && second.height == first.height, "maps of one size")
    func kept(_ map: Image<Gray8>, _ other: Image<Gray8>, isSecond: Int32) -> Image<Gray8> {
      unsafe Image(width: map.width, height: map.height) { target in
        unsafe map.withView { map in
          unsafe other.withView { unsafe dt_settle(map, $0, isSecond, target, variant.code) }
        }
      }
    }
    return (kept(first, second, isSecond: 0), kept(second, first, isSecond: 1))
  }

  /// Returns the greater of two maps in each place where the second is at least `sure`, else the first.
  static func raised(
    _ map: Image<Gray8>, to other: Image<Gray8>, whereAtLeast sure: UInt8, variant: KernelVariant = .best
  ) -> Image<Gray8> {
    precondition(other.width == map.width && other.height == map.height, "maps of one size")
    return unsafe Image(width: map.width, height: map.height) { target in
      unsafe map.withView { map in
        unsafe other.withView { unsafe dt_raise_where_sure(map, $0, sure, target, variant.code) }
      }
    }
  }

  /// Returns whether a map holds a value or a higher one.
  static func reaches(_ value: UInt8, in map: Image<Gray8>) -> Bool {
    unsafe map.withView { unsafe dt_reaches($0, value) != 0 }
  }
}
