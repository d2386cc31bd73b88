import Foundation
import ImageKit
import TestSupport
import Testing

@Suite struct `Photos of the fixture folders` {
  @Test func `all of them are found`() {
    #expect(MetadataFixture.all.count >= 120)
  }

  @Test(arguments: MetadataFixture.all)
  func `are read as their expectation says`(fixture: MetadataFixture) throws {
    let expected = try fixture.expectation()
    let read = Result { try Photo(contentsOf: fixture.photo, name: "a.jpg", flight: "f") }
    if let error = expected["error"] as? String {
      #expect(throws: PhotoError.self) { try read.get() }
      if case .failure(let failure) = read { #expect((failure as? PhotoError)?.code == error) }
      return
    }
    let photo = try read.get()
    var checked: Set = ["proves"]
    func check<Value: Equatable>(_ key: String, _ actual: Value?) {
      guard let value = expected[key] else { return }
      checked.insert(key)
      #expect(actual == value as? Value, "\(key)")
    }
    func checkNumber(_ key: String, _ actual: Double?, within tolerance: Double) {
      guard let value = expected[key] else { return }
      checked.insert(key)
      guard let number = value as? Double else {
        #expect(actual == nil, "\(key)")
        return
      }
      guard let actual else {
        Issue.record("\(key) is missing; expected \(number)")
        return
      }
      #expect(abs(actual - number) <= tolerance, "\(key) is \(actual), not \(number)")
    }
    let metadata = photo.metadata
    check("make", metadata.make)
    check("model", metadata.model)
    check("width", metadata.width)
    check("height_px", metadata.height)
    check("display_orientation", metadata.displayOrientation)
    checkNumber("latitude", metadata.position?.value.latitude, within: 1e-7)
    checkNumber("longitude", metadata.position?.value.longitude, within: 1e-7)
    check("position_source", metadata.position?.source)
    checkNumber("position_sigma", metadata.position?.sigma, within: 0.5)
    checkNumber("height", metadata.absoluteHeight?.value.metres, within: 1e-3)
    check("height_datum", metadata.absoluteHeight?.value.datum.rawValue)
    checkNumber("height_sigma", metadata.absoluteHeight?.sigma, within: 1e-6)
    checkNumber("relative_height", metadata.relativeHeight?.value, within: 1e-6)
    checkNumber("relative_height_sigma", metadata.relativeHeight?.sigma, within: 1e-6)
    checkNumber("height_above_ground", metadata.heightAboveGround?.value, within: 1e-6)
    checkNumber("yaw", metadata.orientation?.value.yaw, within: 1e-4)
    checkNumber("pitch", metadata.orientation?.value.pitch, within: 1e-4)
    checkNumber("roll", metadata.orientation?.value.roll, within: 1e-4)
    check("orientation_source", metadata.orientation?.source)
    checkNumber("yaw_sigma", metadata.orientation?.sigma, within: 1e-9)
    checkNumber("heading", metadata.heading?.value, within: 1e-6)
    check("local", metadata.capturedAt?.value.local)
    checkNumber("utc", metadata.capturedAt?.value.utc, within: 1e-3)
    checkNumber("laser", metadata.laserRange?.value, within: 1e-9)
    check("rtk", metadata.rtk?.rawValue)
    check("camera_source", photo.camera?.source)
    checkNumber("focal_px", photo.camera?.value.focalLengthX, within: 1e-3)
    checkNumber("focal_sigma", photo.camera?.value.relativeFocalLengthSigma, within: 1e-9)
    checkNumber("principal_u", photo.camera?.value.principalPoint.u, within: 1e-3)
    checkNumber("principal_v", photo.camera?.value.principalPoint.v, within: 1e-3)
    checkNumber("k1", photo.camera?.value.distortion.k1, within: 1e-12)
    checkNumber("k2", photo.camera?.value.distortion.k2, within: 1e-12)
    checkNumber("k3", photo.camera?.value.distortion.k3, within: 1e-12)
    checkNumber("p1", photo.camera?.value.distortion.p1, within: 1e-12)
    checkNumber("p2", photo.camera?.value.distortion.p2, within: 1e-12)
    if let axis = expected["axis_ned"] as? [Double] {
      checked.insert("axis_ned")
      let actual = try #require(metadata.orientation).value.axisInNorthEastDown
      for (mine, theirs) in zip(actual, axis) { #expect(abs(mine - theirs) < 1e-9) }
    }
    if let codes = expected["warnings"] as? [String] {
      checked.insert("warnings")
      #expect(Set(metadata.warnings.map(\.code)) == Set(codes), "\(metadata.warnings)")
    }
    if let words = expected["no_position"] as? String {
      checked.insert("no_position")
      #expect(throws: PhotoError.noPosition(words)) { try metadata.requiredPosition() }
    }
    #expect(checked == Set(expected.keys), "an expectation that no check looks at")
  }
}

extension Orientation {
  /// Where the optical axis points, as the specification of the frame says, independently of the package's own matrices.
  var axisInNorthEastDown: [Double] {
    let (y, p) = (yaw * .pi / 180, pitch * .pi / 180)
    return [cos(y) * cos(p), sin(y) * cos(p), -sin(p)]
  }
}
