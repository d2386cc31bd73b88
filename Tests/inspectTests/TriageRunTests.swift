import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct `inspect run --triage` {
  @Test func `says plainly when nothing can be looked at quickly, and runs all the same`() throws {
    let folder = try TemporaryFolder()
    let flight = try SampleFlight.make(in: folder, photos: 2)
    let arguments = ["run", flight.path, "--no-overlays", "--detectors", "crack", "--output"]
    let outcome = try BuiltCommand.run(arguments + [folder("a").path, "--triage"])
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.messages.contains("--triage: nothing can be looked at quickly: none of the detectors (crack)"))
    #expect(try BuiltCommand.run(arguments + [folder("b").path]).status == 0)
    #expect(try Exports(folder("a")) == Exports(folder("b")))
  }

  @Test func `the inventory can be exported while a run is still writing it`() throws {
    let folder = try TemporaryFolder()
    let flight = try SampleFlight.make(in: folder, photos: 8)
    let running = try BuiltCommand.start([
      "run", flight.path, "--output", folder("out").path, "--jobs", "1", "--triage", "--no-registration",
      // What several photos show becomes one row at the end.
      "--no-merge",
    ])
    var (complete, failed) = ([String](), [String]())
    while running.isRunning {
      let export = try BuiltCommand.run(["export", folder("out").path, "--format", "csv", "--output", "-"])
      // Until the run has created the file there is nothing to read, which is told.
      if export.status == 0 {
        complete.append(export.output)
      } else if !complete.isEmpty {
        failed.append(export.messages)
      }
    }
    let outcome = running.finish()
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(failed.isEmpty, "\(failed)")
    let rows = complete.map { $0.split(separator: "\r\n").count }
    #expect(rows.sorted() == rows && Set(rows).count > 1, "exports grow while photos are committed: \(rows)")
    let final = try BuiltCommand.run(["export", folder("out").path, "--format", "csv", "--output", "-"])
    #expect(Data(final.output.utf8) == (try Exports(folder("out")).workOrders))
  }

  @Test func `stops on Ctrl-C and continues`() throws {
    let folder = try TemporaryFolder()
    let flight = try SampleFlight.make(in: folder, photos: 6)
    let arguments = ["run", flight.path, "--output", folder("out").path, "--jobs", "1", "--triage"]
    let running = try BuiltCommand.start(arguments)
    let inventory = folder("out/inventory.gpkg").path
    for _ in 0..<2000 where running.isRunning && !FileManager.default.fileExists(atPath: inventory) {
      Thread.sleep(forTimeInterval: 0.005)
    }
    running.signal(SIGINT)
    let outcome = running.finish()
    #expect(outcome.status == 130, "\(outcome.messages)")
    #expect(try BuiltCommand.run(arguments).status == 0)
    #expect(try BuiltCommand.run(arguments).output.contains("Nothing to do: all 6 photos"))
  }

  @Test func `the help explains it, and scripts get its key`() throws {
    let help = try BuiltCommand.run(["run", "--help"]).output
    for words in ["--triage", "--corridor <file[:layer]>", "--corridor-width", "--buildings <file[:layer]>"] {
      #expect(help.contains(words), "\(words)")
    }
    let folder = try TemporaryFolder()
    let flight = try SampleFlight.make(in: folder, photos: 1)
    let outcome = try BuiltCommand.run([
      "run", flight.path, "--output", folder("out").path, "--no-overlays", "--detectors", "crack", "--json",
    ])
    #expect(outcome.output.contains("\"blocked_roads\" : [") && !outcome.output.contains("\"triage\""))
  }
}
