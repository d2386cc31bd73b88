import ArgumentParser
import Foundation
import ImageKit
import Inventory
import TestSupport
import Testing

@testable import inspect

@Suite struct `surface options` {
  private func placement(
    _ arguments: [String], environment: [String: String] = [:], file text: String? = nil
  ) throws -> PlacementOptions {
    let folder = try TemporaryFolder()
    if let text { try Data(text.utf8).write(to: folder("inspect.yaml")) }
    let settings = try Settings(environment: environment, file: folder("inspect.yaml"))
    return try SurfaceOptions.parse(arguments).placement(settings)
  }

  @Test(
    arguments: [
      ([], "flat ground at take-off, or by laser"),
      (["--laser", "off"], "flat ground at take-off, without laser"),
      (["--laser", "wall"], "wall at the laser range"),
      (["--agl", "42"], "flat ground 42.0 m below every photo"),
      (["--ground-height", "-5.2", "--height-datum", "egm96"], "flat ground at -5.2 m above egm96"),
      (["--wall-distance", "8"], "wall 8.0 m along the axis of every photo"),
      (["--underside-height", "12", "--height-datum", "takeoff"], "underside at 12.0 m above takeoff"),
    ] as [([String], String)])
  func `state one surface`(arguments: [String], words: String) throws {
    #expect(try placement(arguments).words.hasPrefix(words + ";"))
  }

  @Test func `everything that changes a place changes the words of the fingerprint`() throws {
    let variants: [[String]] = [
      [], ["--laser", "off"], ["--laser", "axis"], ["--laser", "ground"], ["--agl", "42"], ["--agl", "43"],
      ["--ground-height", "5", "--height-datum", "egm96"], ["--ground-height", "5", "--height-datum", "takeoff"],
      ["--wall-distance", "5"], ["--wall-distance", "6"], ["--underside-height", "5", "--height-datum", "egm96"],
      ["--min-depression", "6"], ["--max-range", "500"], ["--yaw-offset", "-2"],
    ]
    let words = try variants.map { try placement($0).words }
    #expect(Set(words).count == variants.count)
    // Where a surface is stated the laser has no part in it.
    #expect(try placement(["--agl", "42", "--laser", "off"]).words == placement(["--agl", "42"]).words)
  }

  @Test func `limits and offset are read, and flags beat settings`() throws {
    let options = try placement(
      ["--yaw-offset", "-2.5", "--min-depression", "0"], environment: ["INSPECT_MAX_RANGE": "800"],
      file: "yaw-offset: 9\nmax-range: 900\n")
    #expect(options.yawOffset == -2.5)
    #expect(options.limits.minimumDepression == 0)
    #expect(options.limits.maximumRange == 800)
  }

  @Test func `a surface on the command line beats one in the settings, which may keep a datum for later`() throws {
    let file = "agl: 30\nheight-datum: egm96\n"
    #expect(try placement([], file: file).words.hasPrefix("flat ground 30.0 m"))
    #expect(try placement(["--wall-distance", "8"], file: file).words.hasPrefix("wall 8.0 m"))
    #expect(try placement(["--ground-height", "7"], file: file).words.hasPrefix("flat ground at 7.0 m above egm96"))
    let error = #expect(throws: CommandFailure.self) { try self.placement([], file: "agl: 30\nwall-distance: 8\n") }
    #expect(error?.message.contains("--agl and --wall-distance") == true)
  }

  @Test(
    arguments: [
      (["--agl", "3", "--wall-distance", "8"], "--agl and --wall-distance"),
      (["--laser", "wall", "--agl", "3"], "--agl and --laser"),
      (["--dem", "x.tif"], "--dem-datum"), (["--dem", "x.tif"], "20 m"),
      (["--dem", "x.tif", "--dem-datum", "egm2008"], "twvd2001"),
      (["--dem-datum", "egm96"], "--dem:"), (["--dem-sigma", "2", "--agl", "3"], "--dem:"),
      (["--dem", "x.tif", "--dem-datum", "egm96", "--dem-sigma", "-1"], "--dem-sigma"),
      (["--ground-height", "3"], "--height-datum"), (["--underside-height", "3"], "--height-datum"),
      (["--height-datum", "egm96"], "--underside-height"),
      (["--height-datum", "egm96", "--agl", "3"], "--ground-height"),
      (["--ground-height", "3", "--height-datum", "sea"], "takeoff"),
      (["--wall-distance", "0"], "--wall-distance"), (["--wall-distance", "x"], "number of metres"),
      (["--agl", "-3"], "--agl"), (["--agl", "inf"], "--agl"), (["--laser", "yes"], "auto, axis, wall, ground or off"),
      (["--min-depression", "90"], "--min-depression"), (["--min-depression", "x"], "number of degrees"),
      (["--max-range", "0"], "--max-range"), (["--yaw-offset", "400"], "--yaw-offset"),
    ] as [([String], String)])
  func `that contradict or lack something are usage errors with advice`(arguments: [String], hint: String) throws {
    let error = #expect(throws: CommandFailure.self) { try self.placement(arguments) }
    #expect(error?.status == .usage)
    #expect(error?.message.contains(hint) == true, "\(error?.message ?? "")")
  }

  @Test func `no sidecar is ignored in silence`() throws {
    let folder = try TemporaryFolder()
    try Data("name,lat,lon\n".utf8).write(to: folder("places.csv"))
    for command in ["photos", "run"] {
      let missing = try BuiltCommand.run(
        [command, SampleFlight.bundled.path, "--sidecar", folder("none.csv").path]
          + (command == "run" ? ["--output", folder("out").path] : []))
      #expect(missing.status == 66, "\(missing.messages)")
    }
  }
}

@Suite struct `inspect run on a wall` {
  private func run(_ folder: TemporaryFolder, distance: String) throws -> BuiltCommand.Outcome {
    try BuiltCommand.run([
      "run", folder("flight").path, "--output", folder("out").path, "--detectors", "crack", "--no-overlays",
      "--wall-distance", distance,
    ])
  }

  private func inventory(_ folder: TemporaryFolder) throws -> Inventory {
    let store = try InventoryStore.openForReading(at: folder("out/inventory.gpkg"))
    defer { try? store.close() }
    return try store.inventory()
  }

  @Test func `measures on the wall and draws no map outline of what has none`() throws {
    let folder = try TemporaryFolder()
    // Photo 6 looks ahead, at −60°: the one of the first six that has a direction for a wall to face.
    let flight = folder("flight")
    try FileManager.default.createDirectory(at: flight, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: SampleFlight.bundled.appending(path: "STREET_0006.JPG"), to: flight.appending(path: "facade.jpg"))
    #expect(try run(folder, distance: "10").status == 0)
    let near = try inventory(folder)
    #expect(!near.defects.isEmpty)
    let photo = try #require(near.photos.first)
    #expect(photo.georeference == .placed)
    #expect(photo.footprint == nil, "a wall covers no ground")
    #expect((photo.groundSampleDistance ?? 0) > 0)
    for defect in near.defects {
      let placement = try #require(defect.placement)
      #expect(placement.method == "gps+wall")
      #expect(placement.outline.isEmpty && placement.lines.isEmpty)
      #expect((defect.measures.length?.value ?? 0) > 0)
      #expect(defect.measures.orientation == nil)
    }
    // Another distance is another result: twice as far, twice as large.
    let outcome = try run(folder, distance: "20")
    #expect(outcome.output.contains("1 inspected"))
    let far = try #require(try inventory(folder).photos.first)
    #expect(abs((far.groundSampleDistance ?? 0) / (photo.groundSampleDistance ?? 1) - 2) < 1e-6)
  }
}
