import Foundation

/// A 3 × 3 matrix held as its columns: where the source frame's axes lie in the target frame.
public struct RotationMatrix: Hashable, Sendable {
  /// The source frame's first axis, in the target frame.
  public var x: SIMD3<Double>
  /// The source frame's second axis, in the target frame.
  public var y: SIMD3<Double>
  /// The source frame's third axis, in the target frame.
  public var z: SIMD3<Double>

  /// Creates a matrix from its columns.
  public init(x: SIMD3<Double>, y: SIMD3<Double>, z: SIMD3<Double>) {
    self.x = x
    self.y = y
    self.z = z
  }

  /// Creates the rotation Rz(yaw) · Ry(pitch) · Rx(roll) from angles in degrees.
  public init(yaw: Double, pitch: Double, roll: Double) {
    let (sy, cy) = (sin(radians(yaw)), cos(radians(yaw)))
    let (sp, cp) = (sin(radians(pitch)), cos(radians(pitch)))
    let (sr, cr) = (sin(radians(roll)), cos(radians(roll)))
    x = SIMD3(cy * cp, sy * cp, -sp)
    y = SIMD3(cy * sp * sr - sy * cr, sy * sp * sr + cy * cr, cp * sr)
    z = SIMD3(cy * sp * cr + sy * sr, sy * sp * cr - cy * sr, cp * cr)
  }

  /// Creates the right-handed rotation about a vector by its length in degrees: Rodrigues' formula.
  init(turnAbout vector: SIMD3<Double>) {
    let length = magnitude(vector)
    let axis = length > 0 ? vector / length : SIMD3(0, 0, 1)
    let (s, c) = (sin(radians(length)), cos(radians(length)))
    func turned(_ unit: SIMD3<Double>) -> SIMD3<Double> {
      unit * c + cross(axis, unit) * s + axis * (dot(axis, unit) * (1 - c))
    }
    self.init(x: turned(SIMD3(1, 0, 0)), y: turned(SIMD3(0, 1, 0)), z: turned(SIMD3(0, 0, 1)))
  }

  /// The matrix with rows and columns exchanged; for a rotation, its inverse.
  public var transposed: RotationMatrix {
    RotationMatrix(x: SIMD3(x.x, y.x, z.x), y: SIMD3(x.y, y.y, z.y), z: SIMD3(x.z, y.z, z.z))
  }

  /// Returns the product of a matrix and a vector of the source frame.
  public static func * (matrix: RotationMatrix, vector: SIMD3<Double>) -> SIMD3<Double> {
    matrix.x * vector.x + matrix.y * vector.y + matrix.z * vector.z
  }

  /// Returns the product of two matrices: the right one is applied first.
  public static func * (left: RotationMatrix, right: RotationMatrix) -> RotationMatrix {
    RotationMatrix(x: left * right.x, y: left * right.y, z: left * right.z)
  }
}

/// Returns the scalar product.
@inline(__always)
func dot(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double { a.x * b.x + a.y * b.y + a.z * b.z }

/// Returns the vector product.
@inline(__always)
func cross(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
  SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
}

/// Returns the length of a vector.
@inline(__always)
func magnitude(_ a: SIMD3<Double>) -> Double { dot(a, a).squareRoot() }

/// Returns an angle in radians.
@inline(__always)
func radians(_ degrees: Double) -> Double { degrees * (.pi / 180) }

/// Returns an angle in degrees.
@inline(__always)
func degrees(_ radians: Double) -> Double { radians * (180 / .pi) }
