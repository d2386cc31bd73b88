import Foundation
import TestSupport
import Testing

@testable import ImageKit

@Suite struct `Metadata vectors` {
  private let vectors: [String: Any]

  init() throws {
    let data = try Data(contentsOf: Fixtures.directory.appending(path: "Metadata/vectors.json"))
    vectors = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func cases(_ kind: String) throws -> [(id: String, input: [String: Any], expected: [String: Any])] {
    let all = try #require(vectors["metadata"] as? [[String: Any]])
    let chosen = try all.filter { $0["kind"] as? String == kind }.map { vector in
      (
        try #require(vector["id"] as? String), try #require(vector["input"] as? [String: Any]),
        try #require(vector["expected"] as? [String: Any])
      )
    }
    #expect(!chosen.isEmpty)
    return chosen
  }

  @Test func `degrees, minutes and seconds agree`() throws {
    for (id, input, expected) in try cases("exif_gps_dms") {
      let pairs = try #require(input["rationals"] as? [[Int]])
      let reference = try #require(input["ref"] as? String)
      let result = try #require(
        GPSTags.degrees(pairs.map { ($0[0], $0[1]) }, isNegative: "SW".contains(reference)), "\(id)")
      let value = try #require(expected["value"] as? Double)
      #expect(abs(result.degrees - value) < 1e-9, "\(id)")
      #expect(result.secondsAreUndefined == (expected["warning"] as? String == "seconds_undefined"), "\(id)")
    }
  }

  @Test func `times agree`() throws {
    for (id, input, expected) in try cases("time") {
      var time = TimeText(try #require(input["DateTimeOriginal"] as? String))
      if let digits = input["SubSecTimeOriginal"] as? String { time?.setFraction(digits) }
      time?.offset = (input["OffsetTimeOriginal"] as? String).flatMap { TimeText.offset($0) }
      guard let utc = expected["utc"] as? String else {
        #expect(expected["error"] as? String == "no_time" && time == nil, "\(id)")
        continue
      }
      let expectedTime = try #require(TimeText(utc)?.utc)
      let actual = try #require(time?.utc, "\(id)")
      #expect(abs(actual - expectedTime) < 1e-3, "\(id)")
    }
  }

  @Test func `DewarpData agrees`() throws {
    for (id, input, expected) in try cases("dewarp_data") {
      let calibration = DJICalibration.calibration(
        try #require(input["DewarpData"] as? String), width: try #require(input["width"] as? Int),
        height: try #require(input["height"] as? Int))
      if expected["absent"] as? Bool == true {
        #expect(calibration == nil, "\(id)")
        continue
      }
      let read = try #require(calibration, "\(id)")
      let distortion = try #require(read.distortion)
      let values = [
        "fx": read.focalLengthX, "fy": read.focalLengthY, "cx": read.principalPoint?.u ?? .nan,
        "cy": read.principalPoint?.v ?? .nan, "k1": distortion.k1, "k2": distortion.k2, "k3": distortion.k3,
        "p1": distortion.p1, "p2": distortion.p2,
      ]
      for (name, value) in values {
        let truth = try #require(expected[name] as? Double)
        #expect(abs(value - truth) < 1e-9, "\(id) \(name)")
      }
    }
  }

  @Test func `focal lengths in pixels agree`() throws {
    for (id, input, expected) in try cases("focal_pixels") {
      let width = try #require(input["width"] as? Int)
      var metadata = CaptureMetadata(width: width, height: try #require(input["height"] as? Int))
      if let resolution = input["FocalPlaneXResolution"] as? Double {
        let unit = try #require(input["FocalPlaneResolutionUnit"] as? Int)
        metadata.lens.focalPlanePixelsPerMillimetre =
          FocalPlaneTags(resolution: resolution, unit: unit).pixelsPerMillimetre
        metadata.lens.focalLengthMillimetres = try #require(input["FocalLength_mm"] as? Double)
        let camera = try #require(Camera.resolved(from: metadata), "\(id)")
        let truth = try #require(expected["fx"] as? Double)
        #expect(abs(camera.value.focalLengthX - truth) < 1e-3, "\(id)")
        #expect(camera.source.contains("FocalPlaneXResolution"), "\(id)")
      } else {
        metadata.lens.focalLength35mm = Double(try #require(input["FocalLengthIn35mm"] as? Int))
        for (make, key) in [("Parrot", "fx_by_width"), ("DJI", "fx_by_diagonal")] {
          metadata.make = make
          let camera = try #require(Camera.resolved(from: metadata), "\(id)")
          let truth = try #require(expected[key] as? Double)
          #expect(abs(camera.value.focalLengthX - truth) < 0.01, "\(id) \(make)")
        }
      }
    }
  }

  @Test func `points of displayed pictures agree`() throws {
    for (id, input, expected) in try cases("orientation") {
      let flag = try #require(input["orientation"] as? Int)
      let orientation = try #require(DisplayOrientation(rawValue: flag))
      let point = PixelPoint(
        u: try #require(input["displayed_u"] as? Double), v: try #require(input["displayed_v"] as? Double))
      let stored = orientation.storedPoint(
        displayed: point, width: try #require(input["stored_width"] as? Int),
        height: try #require(input["stored_height"] as? Int))
      #expect(stored.u == expected["stored_u"] as? Double, "\(id)")
      #expect(stored.v == expected["stored_v"] as? Double, "\(id)")
    }
  }

  @Test func `every vector belongs to a test`() throws {
    let all = try #require(vectors["metadata"] as? [[String: Any]])
    let kinds: Set = ["exif_gps_dms", "time", "dewarp_data", "focal_pixels", "orientation"]
    #expect(Set(all.compactMap { $0["kind"] as? String }) == kinds)
  }

  @Test func `frames agree`() throws {
    let frames = try #require(vectors["frames"] as? [[String: Any]])
    let cameras = try #require(vectors["cameras"] as? [String: [String: Double]])
    #expect(frames.count == 3)
    for frame in frames {
      let id = try #require(frame["id"] as? String)
      let input = try #require(frame["input"] as? [String: Any])
      let pose = try #require(input["pose"] as? [String: Double])
      let pixel = try #require(input["pixel"] as? [String: Double])
      let name = try #require(input["camera"] as? String)
      let camera = try #require(cameras[name])
      let (yaw, pitch, roll) = (pose["yaw_deg"] ?? .nan, pose["pitch_deg"] ?? .nan, pose["roll_deg"] ?? .nan)
      let orientation =
        input["convention"] as? String == "pix4d_camera"
        ? Orientation(pix4DYaw: yaw, pitch: pitch, roll: roll) : Orientation(yaw: yaw, pitch: pitch, roll: roll)
      let x = ((pixel["u"] ?? .nan) - (camera["cx"] ?? .nan)) / (camera["fx"] ?? .nan)
      let y = ((pixel["v"] ?? .nan) - (camera["cy"] ?? .nan)) / (camera["fy"] ?? .nan)
      let direction = orientation.direction(x: x, y: y)
      let expected = try #require((frame["expected"] as? [String: Any])?["dir_ned"] as? [Double])
      for (mine, theirs) in zip(direction, expected) { #expect(abs(mine - theirs) < 1e-9, "\(id)") }
    }
  }
}

extension Orientation {
  /// The direction of a normalised image point in north-east-down, by the matrix of the specification.
  fileprivate func direction(x: Double, y: Double) -> [Double] {
    let radians = Double.pi / 180
    let (sy, cy) = (sin(yaw * radians), cos(yaw * radians))
    let (sp, cp) = (sin(pitch * radians), cos(pitch * radians))
    let (sr, cr) = (sin(roll * radians), cos(roll * radians))
    let rows = [
      [cy * cp, cy * sp * sr - sy * cr, cy * sp * cr + sy * sr],
      [sy * cp, sy * sp * sr + cy * cr, sy * sp * cr - cy * sr], [-sp, cp * sr, cp * cr],
    ]
    let turned = rows.map { $0[0] + $0[1] * x + $0[2] * y }
    let length = turned.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return turned.map { $0 / length }
  }
}
