import Foundation
import ImageKit
import Testing

struct OrientationTests {
  @Test func `straight down, the top of the image points to the yaw`() {
    for yaw in stride(from: -180.0, through: 180, by: 45) {
      let rotation = Orientation(yaw: yaw, pitch: -90, roll: 0).nedFromBody
      // The top of the image is the body's −z.
      #expect(abs(-rotation.z.x - cos(yaw * .pi / 180)) < 1e-12)
      #expect(abs(-rotation.z.y - sin(yaw * .pi / 180)) < 1e-12)
      #expect(abs(rotation.x.z - 1) < 1e-12)
    }
  }

  @Test func `a positive roll puts the right side down`() {
    let rotation = Orientation(yaw: 0, pitch: 0, roll: 30).nedFromBody
    #expect(abs(rotation.y.z - 0.5) < 1e-12)
    #expect(abs(rotation.y.y - 3.0.squareRoot() / 2) < 1e-12)
  }

  @Test(arguments: [(37.0, -45.0, 3.5), (-124.4, -60, -170), (179, 12, 0), (0, 0, 90), (-90, 89, 5)])
  func `angles survive the way through the matrix`(_ yaw: Double, _ pitch: Double, _ roll: Double) {
    let back = Orientation(nedFromBody: Orientation(yaw: yaw, pitch: pitch, roll: roll).nedFromBody)
    #expect(abs(back.yaw - yaw) < 1e-9)
    #expect(abs(back.pitch - pitch) < 1e-9)
    #expect(abs(back.roll - roll) < 1e-9)
  }

  @Test(arguments: [-90.0, 90.0])
  func `looking straight up or down the rotation is kept, roll being zero`(_ pitch: Double) {
    let given = Orientation(yaw: 40, pitch: pitch, roll: 15).nedFromBody
    let back = Orientation(nedFromBody: given)
    #expect(back.roll == 0)
    let same = back.nedFromBody
    for (a, b) in [(given.x, same.x), (given.y, same.y), (given.z, same.z)] {
      #expect((a - b).max() < 1e-9)
      #expect((b - a).max() < 1e-9)
    }
  }

  @Test func `the transposed rotation undoes it`() {
    let rotation = Orientation(yaw: 200, pitch: -33, roll: 10).nedFromBody
    let product = rotation.transposed * rotation
    #expect(abs(product.x.x - 1) < 1e-15)
    #expect(abs(product.x.y) < 1e-15)
    #expect(abs(product.z.z - 1) < 1e-15)
  }
}
