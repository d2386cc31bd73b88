import ImageKit
import Testing

@Suite struct `a height above the ground that the drone measured` {
  private func station(aboveGround: Double?, aboveTakeoff: Double?) throws -> CameraStation {
    var metadata = CaptureMetadata(width: 4000, height: 3000)
    metadata.position = Sourced(HorizontalPosition(latitude: 22.6273, longitude: 120.3014), source: "test")
    metadata.orientation = Sourced(Orientation(yaw: 0, pitch: -90, roll: 0), source: "test")
    metadata.heightAboveGround = aboveGround.map { Sourced($0, source: "test") }
    metadata.relativeHeight = aboveTakeoff.map { Sourced($0, source: "test") }
    let camera = Camera(width: 4000, height: 3000, focalLengthX: 3000, focalLengthY: 3000)
    return try CameraStation(metadata: metadata, camera: camera)
  }

  @Test func `comes before the height above take-off`() throws {
    let station = try station(aboveGround: 12, aboveTakeoff: 40)
    #expect(station.heightAboveGround?.metres == 12)
    #expect(station.heightAboveGround?.source == .measured)
    let centre = try station.projection.get().place(PixelPoint(u: 2000, v: 1500))
    #expect(abs(centre.groundSampleDistance.mean - 12.0 / 3000) < 1e-7)
  }

  @Test func `is not believed when it is not positive`() throws {
    #expect(try station(aboveGround: 0, aboveTakeoff: 40).heightAboveGround?.source == .takeoff)
  }
}
