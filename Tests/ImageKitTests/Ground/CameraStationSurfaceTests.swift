import Foundation
import ImageKit
import Testing

/// Walls, decks and laser points: surfaces for which the height above the ground matters little or not at all.
@Suite struct `a station on another surface than the ground` {
  static let centre = CameraStationTests.centre

  static func station(
    _ options: PlacementOptions, correction: PoseCorrection = .none,
    _ change: (inout CaptureMetadata) -> Void = { _ in }
  ) throws -> CameraStation {
    try CameraStation(
      metadata: CameraStationTests.photo(change), camera: CameraStationTests.camera, options: options,
      correction: correction, geoid: EGM96())
  }

  private func reason(_ station: CameraStation) -> String? {
    if case .failure(let error) = station.projection { error.code } else { nil }
  }

  private static func noHeights(_ photo: inout CaptureMetadata) {
    photo.absoluteHeight = nil
    photo.relativeHeight = nil
  }

  @Test func `a wall needs no height, and gives none it does not have`() throws {
    let station = try Self.station(PlacementOptions(surface: .wall(distance: 20)), Self.noHeights)
    let projection = try station.projection.get()
    #expect(projection.surface.name == "wall")
    let point = try projection.place(Self.centre)
    #expect(abs(point.range - 20) < 1e-6)
    #expect(station.heightAboveGround == nil)
    #expect(station.height(of: point) == nil)
    #expect(station.ellipsoidalHeight(of: point) == nil)
    // 5 % of the distance, over the 45° at which the wall is seen.
    let surface = try #require(projection.contributions(at: Self.centre).last)
    #expect(abs(surface.metres - 1 * 0.5.squareRoot()) < 1e-6)
  }

  @Test func `a wall's heights are the camera's, in the datum of the most trusted one`() throws {
    let options = PlacementOptions(surface: .wall(distance: 20))
    let drop = 20 * 0.5.squareRoot()
    func height(_ change: (inout CaptureMetadata) -> Void = { _ in }) throws -> Height? {
      let station = try Self.station(options, change)
      return station.height(of: try station.projection.get().place(Self.centre))
    }
    let byTakeoff = try #require(try height())
    #expect(byTakeoff.datum == .takeoff)
    #expect(abs(byTakeoff.metres - (60 - drop)) < 1e-4)
    let byRTK = try #require(try height { $0.rtk = .fixed })
    #expect(byRTK.datum == .ellipsoid)
    #expect(abs(byRTK.metres - (85.3 - drop)) < 1e-4)
    let unknown = try #require(
      try height {
        $0.relativeHeight = nil
        $0.absoluteHeight?.value.datum = .unknown
      })
    #expect(unknown.datum == .unknown)
    let sea = try #require(
      try height {
        $0.relativeHeight = nil
        $0.absoluteHeight?.value.datum = .meanSeaLevel
      })
    #expect(sea.datum == .meanSeaLevel)
    #expect(abs(sea.metres - (85.3 - drop)) < 1e-4)
  }

  @Test func `a camera that looks straight down has no wall`() throws {
    let station = try Self.station(PlacementOptions(surface: .wall(distance: 20))) { $0.orientation?.value.pitch = -90 }
    #expect(reason(station) == "grazing")
    #expect(reason(try Self.station(PlacementOptions(surface: .wall(distance: 0)))) == "height_unknown")
  }

  @Test func `a deck is looked up at from below`() throws {
    func station(_ height: Height, _ change: (inout CaptureMetadata) -> Void) throws -> CameraStation {
      try Self.station(PlacementOptions(surface: .underside(height))) {
        $0.orientation?.value.pitch = 90
        change(&$0)
      }
    }
    let deck = Height(metres: 93.3, datum: .ellipsoid)
    let rtk = try station(deck) { $0.rtk = .fixed }
    let point = try rtk.projection.get().place(Self.centre)
    #expect(abs(point.range - 8) < 1e-6)
    #expect(try rtk.projection.get().surface.name == "underside")
    let height = try #require(rtk.height(of: point))
    #expect(height.datum == .ellipsoid)
    #expect(abs(height.metres - 93.3) < 1e-6)
    let takeoff = try station(Height(metres: 66, datum: .takeoff)) { $0.absoluteHeight = nil }
    #expect(abs(try takeoff.projection.get().place(Self.centre).range - 6) < 1e-6)
    let sea = try station(Height(metres: 72.779, datum: .meanSeaLevel)) { $0.rtk = .fixed }
    #expect(abs(try sea.projection.get().place(Self.centre).range - 8) < 0.001)
    #expect(reason(try station(Height(metres: 80, datum: .ellipsoid)) { $0.rtk = .fixed }) == "camera_above_surface")
    // Above take-off and above the sea are different things for a ceiling, which is not where the drone started.
    #expect(reason(try station(deck) { $0.absoluteHeight = nil }) == "height_unknown")
    #expect(reason(try station(Height(metres: 66, datum: .takeoff)) { $0.relativeHeight = nil }) == "height_unknown")
    let guessed = try station(deck) { $0.absoluteHeight?.value.datum = .unknown }
    #expect(guessed.warnings.map(\.code) == ["height_datum_unknown"])
  }

  @Test func `a laser range beats the heights, as ground looking down and as a plane looking ahead`() throws {
    let down = try Self.station(PlacementOptions()) { $0.laserRange = Sourced(50, source: "test", sigma: 0.3) }
    let point = try down.projection.get().place(Self.centre)
    #expect(abs(point.range - 50) < 1e-6)
    #expect(try down.projection.get().surface.name == "laser_ground")
    #expect(down.heightAboveGround?.source == .laser)
    #expect(abs((down.heightAboveGround?.metres ?? 0) - 50 * 0.5.squareRoot()) < 1e-9)
    let ahead = try Self.station(PlacementOptions()) {
      $0.laserRange = Sourced(50, source: "test", sigma: 0.3)
      $0.orientation?.value.pitch = -29
    }
    #expect(try ahead.projection.get().surface.name == "laser_plane")
    #expect(abs(try ahead.projection.get().place(Self.centre).range - 50) < 1e-6)
    #expect(ahead.heightAboveGround == nil)
  }

  @Test func `a laser is not asked where it is off, where a surface is stated, or where it says nothing`() throws {
    func source(_ options: PlacementOptions, range: Double? = 50) throws -> HeightAboveGround.Source? {
      try Self.station(options) { $0.laserRange = range.map { Sourced($0, source: "test") } }.heightAboveGround?.source
    }
    #expect(try source(PlacementOptions(usesLaser: false)) == .takeoff)
    #expect(try source(PlacementOptions(surface: .heightAboveGround(40))) == .stated)
    #expect(try source(PlacementOptions(), range: nil) == .takeoff)
    #expect(reason(try Self.station(PlacementOptions(surface: .laser(.wall)))) == "no_laser_range")
  }

  @Test(arguments: LaserSurface.allCases)
  func `a laser's surface can be stated, and always goes through the point it hit`(_ surface: LaserSurface) throws {
    let station = try Self.station(PlacementOptions(surface: .laser(surface))) {
      $0.laserRange = Sourced(50, source: "test")
      $0.rtk = .fixed
    }
    let point = try station.projection.get().place(Self.centre)
    #expect(abs(point.range - 50) < 1e-6)
    let names = [LaserSurface.axis: "laser_plane", .wall: "wall", .ground: "laser_ground"]
    #expect(try station.projection.get().surface.name == names[surface])
    #expect(abs((station.height(of: point)?.metres ?? 0) - (85.3 - 50 * 0.5.squareRoot())) < 1e-3)
  }

  @Test func `the doubt of laser ground grows away from where the laser hit`() throws {
    let projection = try Self.station(PlacementOptions()) {
      $0.laserRange = Sourced(50, source: "test", sigma: 0.3)
    }.projection.get()
    let here = try #require(projection.contributions(at: Self.centre).last)
    #expect(abs(here.sigma - 0.3 * 0.5.squareRoot()) < 1e-9)
    let aside = PixelPoint(u: 640, v: 1978)
    let there = try #require(projection.contributions(at: aside).last)
    let distance = try projection.place(Self.centre).coordinate.groundDistance(to: projection.place(aside).coordinate)
    let expected = (here.sigma * here.sigma + pow(0.05 * distance, 2)).squareRoot()
    #expect(abs(there.sigma - expected) < 1e-4)
  }

  @Test func `places on ground of unknown height are above take-off, or above nothing that is known`() throws {
    let automatic = try Self.station(PlacementOptions()) { $0.absoluteHeight?.value.datum = .unknown }
    let point = try automatic.projection.get().place(Self.centre)
    let height = try #require(automatic.height(of: point))
    #expect(height.datum == .takeoff)
    #expect(abs(height.metres) < 1e-6)
    #expect(automatic.ellipsoidalHeight(of: point) == nil)
    let known = try Self.station(PlacementOptions())
    #expect(abs((known.ellipsoidalHeight(of: point) ?? 0) - 25.3) < 1e-6)
    let bare = try Self.station(PlacementOptions(surface: .heightAboveGround(40)), Self.noHeights)
    #expect(bare.height(of: try bare.projection.get().place(Self.centre)) == nil)
    #expect(bare.groundHeight == nil)
    let stated = try Self.station(PlacementOptions(surface: .groundHeight(5, .meanSeaLevel)))
    let sea = try #require(stated.height(of: try stated.projection.get().place(Self.centre)))
    #expect(sea.datum == .meanSeaLevel)
    #expect(abs(sea.metres - 5) < 1e-6)
  }
}

@Suite struct `a corrected pose` {
  @Test func `is moved and turned before anything is projected`() throws {
    let tags = try CameraStationTests.station(CameraStationTests.photo()).projection.get()
    let correction = PoseCorrection(east: 3, north: -2, up: 1.5, aboutUp: -4)
    let station = try `a station on another surface than the ground`.station(
      PlacementOptions(yawOffset: 6), correction: correction)
    let corrected = try station.projection.get()
    let step = tags.frame.pointInENU(corrected.pose.coordinate)
    for (found, expected) in [(step.x, 3.0), (step.y, -2), (step.z, 1.5)] { #expect(abs(found - expected) < 1e-6) }
    let looks = corrected.pose.orientation
    for (found, expected) in [(looks.yaw, 47.0), (looks.pitch, -45), (looks.roll, 0)] {
      #expect(abs(found - expected) < 1e-9)
    }
    // The ground stays where the tags had it: the camera rises above it.
    #expect(abs((station.heightAboveGround?.metres ?? 0) - 61.5) < 1e-9)
    let height = corrected.surface.height(of: corrected.pose.coordinate)
    // To the side the earth has fallen away by a micrometre.
    #expect(abs((height ?? 0) - 61.5) < 1e-5)
    #expect(station.position.latitude == corrected.pose.coordinate.latitude)
  }

  @Test func `takes what hangs on the camera along`() throws {
    let options = PlacementOptions(surface: .wall(distance: 20))
    let centre = CameraStationTests.centre
    let tags = try `a station on another surface than the ground`.station(options).projection.get()
    let moved = try `a station on another surface than the ground`.station(
      options, correction: PoseCorrection(east: 3, north: 4)
    ).projection.get()
    let step = try tags.place(centre).coordinate.groundDistance(to: moved.place(centre).coordinate)
    #expect(abs(step - 5) < 1e-3)
  }

  @Test func `without a correction is the pose of the tags to the last bit`() throws {
    let station = try CameraStationTests.station(CameraStationTests.photo())
    #expect(try station.projection.get().pose.coordinate.latitude == 22.62103)
    #expect(try station.projection.get().pose.orientation.yaw == 37)
  }
}
