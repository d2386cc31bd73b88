import Foundation
import ImageKit
import TestSupport
import Testing

@testable import Detectors

/// The small networks of `Fixtures/Networks`, with what an independent implementation says their heads give.
struct NetworkFixture: CustomTestStringConvertible {
  let name: String
  let picture: String
  var testDescription: String { "\(name) on \(picture)" }

  static let all: [NetworkFixture] = [
    ("pyramid", "67x45"), ("pyramid", "64x48"), ("fine", "67x45"), ("fine", "64x48"), ("many-classes", "67x45"),
    ("single", "67x45"),
  ].map { NetworkFixture(name: $0.0, picture: $0.1) }

  static let folder = Fixtures.directory.appending(path: "Networks")

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: "\(name).int8")))
  }

  func network(variant: NetworkVariant = .best) throws -> Int8Network {
    let graph = try Int8File.graph(of: try Self.bytes(name))
    return Int8Network(graph: graph, classes: (0..<graph.classes).map { "class \($0)" }, variant: variant)
  }

  func photo() throws -> Image<RGB8> { try Pictures.photo(Self.folder.appending(path: "picture-\(picture).ppm")) }

  /// The probabilities that belong to the head bytes of the fixture, one array a class.
  func expected(classes: Int) throws -> [[UInt8]] {
    try (0..<classes).map { index in
      let head = try Pictures.portableMap(Self.folder.appending(path: "\(name)-\(picture)-\(index).pgm"))
      return head.bytes.map { Int8Network.probabilityOfLogit[Int($0)] }
    }
  }
}

extension Image where Kind == Gray8 {
  /// All values in reading order.
  var values: [UInt8] { withUnsafeBytes { [UInt8]($0) } }

  /// The values of a rectangle in reading order.
  func values(of window: Window) -> [UInt8] {
    let all = values
    return (window.y..<window.endY).flatMap { all[$0 * width + window.x..<$0 * width + window.endX] }
  }
}
