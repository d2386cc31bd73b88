import Foundation
import TestSupport

/// A few photos of the bundled flight in a folder of their own.
enum SampleFlight {
  static let bundled = Fixtures.directory.appending(path: "Flights/kaohsiung-street/photos")

  /// Copies the first photos of the bundled flight, in the order given by `reversed`, and returns the folder.
  static func make(in folder: TemporaryFolder, photos count: Int, reversed: Bool = false, name: String = "flight")
    throws -> URL
  {
    let target = folder(name)
    try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
    let names = try FileManager.default.contentsOfDirectory(atPath: bundled.path).filter { $0.hasSuffix(".JPG") }
      .sorted()
      .prefix(count)
    for name in reversed ? names.reversed() : Array(names) {
      try FileManager.default.copyItem(at: bundled.appending(path: name), to: target.appending(path: name))
    }
    return target
  }
}

/// The outputs of a run that must not depend on how it was run.
struct Exports: Equatable {
  let workOrders, mapLayer: Data

  init(_ output: URL) throws {
    workOrders = try Data(contentsOf: output.appending(path: "work-orders.csv"))
    mapLayer = try Data(contentsOf: output.appending(path: "defects.geojson"))
  }
}
