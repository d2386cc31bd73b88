import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct `a run that is stopped` {
  @Test func `continues after kill -9 at any moment and ends with the same exports`() throws {
    let folder = try TemporaryFolder()
    let flight = try SampleFlight.make(in: folder, photos: 4)
    let whole = try BuiltCommand.run(["run", flight.path, "--output", folder("whole").path])
    #expect(whole.status == 0)
    let expected = try Exports(folder("whole"))

    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SeededGenerator(seed: seed)
    var killed = 0
    for attempt in 0..<5 {
      let output = folder("killed-\(attempt)")
      let arguments = ["run", flight.path, "--output", output.path, "--jobs", "2"]
      for _ in 0..<3 {
        let running = try BuiltCommand.start(arguments)
        Thread.sleep(forTimeInterval: Double.random(in: 0.02...1.2, using: &generator))
        running.signal(SIGKILL)
        if running.finish().status == 128 + SIGKILL { killed += 1 }
      }
      let outcome = try BuiltCommand.run(arguments)
      #expect(outcome.status == 0, "seed \(seed), attempt \(attempt): \(outcome.messages)")
      #expect(try Exports(output) == expected, "seed \(seed), attempt \(attempt)")
      let overlays = try FileManager.default.contentsOfDirectory(atPath: output.appending(path: "overlays").path)
      #expect(overlays.count == 4, "one a photo, and no leftovers of killed runs: \(overlays)")
    }
    #expect(killed > 0, "no run was still going when it was killed; seed \(seed)")
  }

  @Test func `finishes the photos in hand on Ctrl-C and exits with 130`() throws {
    let folder = try TemporaryFolder()
    let flight = try SampleFlight.make(in: folder, photos: 6)
    let arguments = ["run", flight.path, "--output", folder("out").path, "--jobs", "1"]
    let running = try BuiltCommand.start(arguments)
    // The signal must fall into the run, not before its handler stands.
    let inventory = folder("out/inventory.gpkg").path
    for _ in 0..<2000 where running.isRunning && !FileManager.default.fileExists(atPath: inventory) {
      Thread.sleep(forTimeInterval: 0.005)
    }
    Thread.sleep(forTimeInterval: 0.1)
    running.signal(SIGINT)
    let outcome = running.finish()
    #expect(outcome.status == 130, "\(outcome.messages)")
    #expect(outcome.output.contains("run the same command again to continue"))
    let rest = try BuiltCommand.run(arguments)
    #expect(rest.status == 0)
    #expect(try BuiltCommand.run(arguments).output.contains("Nothing to do: all 6 photos"))
  }

  @Test(.enabled(if: FullDisk.isAvailable, "a small disk can be mounted by root only"))
  func `says that the disk is full, keeps what was done and completes when there is room`() throws {
    let folder = try TemporaryFolder()
    let flight = try SampleFlight.make(in: folder, photos: 3)
    let disk = try FullDisk(at: folder("disk"), megabytes: 2)
    let arguments = ["run", flight.path, "--output", disk.url.appending(path: "out").path]
    let outcome = try BuiltCommand.run(arguments)
    #expect(outcome.status == 73, "\(outcome.messages)")
    #expect(outcome.messages.contains("full"))
    let leftovers = try FileManager.default.subpathsOfDirectory(atPath: disk.url.path).filter { $0.hasSuffix(".part") }
    #expect(leftovers.isEmpty, "half-written files stay behind: \(leftovers)")
    try disk.grow(megabytes: 100)
    let rest = try BuiltCommand.run(arguments)
    #expect(rest.status == 0, "\(rest.messages)")
    #expect(try BuiltCommand.run(["run", flight.path, "--output", folder("whole").path]).status == 0)
    #expect(try Exports(disk.url.appending(path: "out")) == Exports(folder("whole")))
  }
}

/// A disk of a few megabytes.
final class FullDisk {
  static let isAvailable: Bool = {
    guard getuid() == 0, let folder = try? TemporaryFolder(),
      let disk = try? FullDisk(at: folder("probe"), megabytes: 1)
    else { return false }
    return disk.isMounted
  }()

  let url: URL
  private(set) var isMounted = false

  init(at url: URL, megabytes: Int) throws {
    self.url = url
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    isMounted = try Self.run("mount", ["-t", "tmpfs", "-o", "size=\(megabytes)m", "tmpfs", url.path]) == 0
  }

  deinit { if isMounted { _ = try? Self.run("umount", ["-l", url.path]) } }

  func grow(megabytes: Int) throws {
    #expect(try Self.run("mount", ["-o", "remount,size=\(megabytes)m", url.path]) == 0)
  }

  private static func run(_ name: String, _ arguments: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [name] + arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
