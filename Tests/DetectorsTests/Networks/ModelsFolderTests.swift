import Foundation
import ImageKit
import TestSupport
import Testing

@testable import Detectors

@Suite struct ModelsFolderTests {
  static let root = Fixtures.repository.appending(path: "Models")

  static let folders: [URL] = {
    let contents = try? FileManager.default.contentsOfDirectory(at: root, includingPropertiesForKeys: [.isDirectoryKey])
    return (contents ?? []).filter { $0.hasDirectoryPath }.sorted { $0.path < $1.path }
  }()

  @Test func `there are models`() { #expect(!Self.folders.isEmpty) }

  @Test(arguments: folders) func `a model has its card, its hashes and its row in the list`(folder: URL) throws {
    let name = folder.lastPathComponent
    let model = try NetworkModel(folder: folder)
    #expect(model.manifest.id == name, "the folder is named after the model")
    for file in [NetworkModel.weightsName, "network.onnx"] {
      let bytes = [UInt8](try Data(contentsOf: folder.appending(path: file)))
      #expect(model.manifest.sha256[file] == FileDigest.sha256(bytes), "\(name)/\(file): write its hash to model.json")
      #expect(bytes.count <= 10_000_000)
    }
    let card = try String(contentsOf: folder.appending(path: "MODEL_CARD.md"), encoding: .utf8).lowercased()
    for heading in ["licence", "recipe", "scores", "not for", "known failures"] {
      #expect(card.contains(heading), "\(name)/MODEL_CARD.md has no '\(heading)'")
    }
    let list = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
    #expect(list.contains(name), "add a row for \(name) to Models/README.md")
  }

  @Test(arguments: folders) func `a model's classes are kinds of damage, but for the surface it lies on`(folder: URL)
    throws
  {
    let classes = try NetworkModel(folder: folder).manifest.classes
    guard classes != RoadMap.allCases.map(\.name) else { return }
    for name in classes where name != NetworkCrackMap.surfaceClass {
      #expect(DamageClass(rawValue: name) != nil, "\(name) is no category of the detect output")
    }
  }

  @Test(arguments: folders) func `the integers agree with the floats they were made from`(folder: URL) throws {
    let model = try NetworkModel(folder: folder)
    let threshold = UInt8((255 * model.manifest.threshold).rounded())
    let photos = Fixtures.directory.appending(path: "Flights/kaohsiung-street/photos")
    let photo = try Photo.pixels(photos.appending(path: "STREET_0003.JPG"))
    let isRoad = model.manifest.classes == RoadMap.allCases.map(\.name)
    let picture = isRoad ? try Self.sight(of: photo) : photo
    let window = isRoad ? picture.bounds : Window(x: 1000, y: 500, width: 800, height: 600)
    let floats = try ONNXNetwork(
      contentsOf: folder.appending(path: "network.onnx"), classes: model.manifest.classes,
      inputScale: model.manifest.inputScale, inputMultiple: model.manifest.inputMultiple)
    let expected = try floats.probabilities(of: picture, window: window)
    let found = try model.makeNetwork().probabilities(of: picture, window: window)
    for (index, (found, expected)) in zip(found, expected).enumerated() {
      // Places, sides and angles are no masks: there a step of a sixteenth near nothing is four of 255.
      let isMask = !isRoad || index <= RoadMap.inside.rawValue
      let pairs = zip(found.values, expected.values)
      let both = pairs.count { $0 >= threshold && $1 >= threshold }
      let either = pairs.count { $0 >= threshold || $1 >= threshold }
      let error = pairs.reduce(0.0) { $0 + abs(Double($1.0) - Double($1.1)) } / Double(found.values.count)
      // A mask's overlap says nothing where there is no mask.
      #expect(
        !isMask || either < 200 || Double(both) / Double(either) >= (isRoad ? 0.85 : 0.93), "\(both) of \(either) cells"
      )
      #expect(error < (isMask ? 2 : 8), "mean difference \(error) of 255")
    }
  }
}

extension ModelsFolderTests {
  /// What the road network looks at.
  fileprivate static func sight(of photo: Image<RGB8>) throws -> Image<RGB8> {
    let maps = try DetectorModel.builtInCrack.crackMap().maps(
      in: Tile(photo: photo, window: photo.bounds, groundSampleDistance: nil))
    let cracks = try #require(maps.evidence?.cells)
    let surface = try #require(maps.surface?.cells)
    return RoadSight.picture(of: photo, cracks: cracks, surface: surface, halvings: 0)
  }
}

extension Photo {
  /// The decoded pixels of a file, without reading what it says of itself.
  fileprivate static func pixels(_ file: URL) throws -> Image<RGB8> {
    try JPEGDecoder.decode([UInt8](try Data(contentsOf: file)), as: RGB8.self)
  }
}
