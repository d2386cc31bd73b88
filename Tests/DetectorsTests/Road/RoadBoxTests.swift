import Foundation
import ImageKit
import Testing

@testable import Detectors

@Suite struct RoadBoxTests {
  let box = RoadBox(
    kind: .lineCrack, score: 0.9, middle: PixelPoint(u: 100, v: 50), along: 40, across: 5, angle: .pi / 6)

  @Test func `offsets and points undo each other`() {
    let point = box.point(along: 12, across: -3)
    let place = box.offset(of: point)
    #expect(abs(place.along - 12) < 1e-9 && abs(place.across + 3) < 1e-9)
    #expect(box.contains(point) && !box.contains(box.point(along: 41, across: 0)))
    #expect(box.contains(box.point(along: 41, across: 0), margin: 2))
  }

  @Test func `corners run clockwise and enclose the box's area`() {
    #expect(abs(PixelRing.signedArea(box.corners) - 4 * 40 * 5) < 1e-9)
  }

  @Test func `a box is lengthened at the end where a crack leaves it, and never widened or shortened`() {
    let crack = [box.point(along: 20, across: 2), box.point(along: 70, across: 9)]
    let long = box.lengthened(toHold: crack)
    #expect(abs(long.along - 55) < 1e-9 && long.across == box.across)
    let end = long.point(along: -55, across: 0)
    let old = box.point(along: -40, across: 0)
    #expect(abs(end.u - old.u) < 1e-9 && abs(end.v - old.v) < 1e-9)
    #expect(box.lengthened(toHold: []).along == 40)
    var turned = box
    (turned.along, turned.across, turned.angle) = (box.across, box.along, box.angle + .pi / 2)
    let same = turned.lengthened(toHold: crack)
    #expect(abs(same.across - 55) < 1e-9 && same.along == 5 && abs(same.middle.u - long.middle.u) < 1e-9)
  }

  @Test func `a box turned by a quarter with its sides exchanged is the same box`() {
    var turned = box
    turned.angle += .pi / 2
    (turned.along, turned.across) = (box.across, box.along)
    #expect(abs(box.overlap(turned) - 1) < 1e-9)
    #expect(abs(abs(cos(turned.direction - box.direction)) - 1) < 1e-9)
  }

  @Test func `of boxes that are one thing the best stays`() {
    var near = box
    near.middle.u += 2
    near.score = 0.5
    var far = box
    far.middle.v += 60
    far.score = 0.4
    #expect(RoadBoxes.suppressed([near, box, far]).map(\.score) == [0.9, 0.4])
  }
}
