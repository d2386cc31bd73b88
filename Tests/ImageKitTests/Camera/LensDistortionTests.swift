import Foundation
import ImageKit
import Testing

struct LensDistortionTests {
  static let phantom = LensDistortion(k1: -0.409, k2: 0.355, p1: 0.000211, p2: 0.000211, k3: -0.391)

  @Test(arguments: [
    LensDistortion(k1: -0.11257524, k2: 0.01487443, p1: -8.572e-5, p2: 1e-7, k3: -0.02706411),
    LensDistortion(k1: 0.021, k2: -0.043, p1: 0.0009, p2: -0.0012, k3: 0.018),
    phantom,
  ])
  func `undistorting undoes distorting to a picoradian over the image`(_ lens: LensDistortion) throws {
    for x in stride(from: -0.5, through: 0.5, by: 0.1) {
      for y in stride(from: -0.4, through: 0.4, by: 0.1) {
        let point = try #require(lens.undistorted(lens.distorted(SIMD2(x, y))))
        #expect(abs(point.x - x) < 1e-12)
        #expect(abs(point.y - y) < 1e-12)
      }
    }
  }

  @Test func `a point beyond the lens's reach is refused`() {
    // k1 = −0.4 turns back at r = 0.913, where it images 0.609: nothing is imaged farther out.
    let barrel = LensDistortion(k1: -0.4)
    #expect(barrel.undistorted(SIMD2(0.6, 0)) != nil)
    #expect(barrel.undistorted(SIMD2(0.62, 0)) == nil)
    #expect(barrel.undistorted(SIMD2(5, 5)) == nil)
  }

  @Test func `a solution behind a fold of the polynomial is refused`() {
    // With slope 1 − 3 r² + 2 r⁴ it falls between r = 0.71 and 1 and rises again: no ray gets to r = 2.
    let folded = LensDistortion(k1: -1, k2: 0.4)
    let image = folded.distorted(SIMD2(2, 0))
    #expect(folded.undistorted(image) == nil)
  }

  @Test func `numbers that are none are refused`() {
    #expect(Self.phantom.undistorted(SIMD2(.nan, 0)) == nil)
    #expect(LensDistortion.none.undistorted(SIMD2(0, .infinity)) == nil)
  }

  @Test func `a camera's pixels survive the way through its lens`() throws {
    let camera = Camera(
      width: 1600, height: 1300, focalLengthX: 1947.31, focalLengthY: 1938.45,
      principalPoint: PixelPoint(u: 803.88, v: 664.51), distortion: Self.phantom)
    for pixel in [PixelPoint(u: 0.5, v: 0.5), PixelPoint(u: 1599.5, v: 20), PixelPoint(u: 803.88, v: 664.51)] {
      let point = try camera.normalizedPoint(at: pixel)
      let back = camera.pixel(atNormalizedPoint: point)
      #expect(abs(back.u - pixel.u) < 1e-8)
      #expect(abs(back.v - pixel.v) < 1e-8)
    }
  }

  @Test func `what lies behind the camera or outside its lens has no pixel`() {
    let camera = Camera(
      width: 1600, height: 1300, focalLengthX: 1947, focalLengthY: 1947, distortion: LensDistortion(k1: -0.4))
    #expect(camera.pixel(alongBodyDirection: SIMD3(-1, 0.1, 0.1)) == nil)
    #expect(camera.pixel(alongBodyDirection: SIMD3(0, 1, 0)) == nil)
    // At x = 1.58 the polynomial comes back to the middle of the image.
    #expect(camera.pixel(alongBodyDirection: SIMD3(1, 1.58, 0)) == nil)
    #expect(camera.pixel(alongBodyDirection: SIMD3(2, 0.2, 0.2)) != nil)
  }

  @Test func `a camera without focal length says so`() {
    let camera = Camera(width: 10, height: 10, focalLengthX: 0, focalLengthY: 0)
    #expect(throws: PlacementError.noFocalLength) { try camera.normalizedPoint(at: PixelPoint(u: 1, v: 1)) }
  }
}
