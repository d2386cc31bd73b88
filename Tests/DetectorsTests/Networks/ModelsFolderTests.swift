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

  @Test(arguments: masking) func `a model's classes are kinds of damage, but for the surface it lies on`(folder: URL)
    throws
  {
    for name in try NetworkModel(folder: folder).manifest.classes where name != NetworkCrackMap.surfaceClass {
      #expect(DamageClass(rawValue: name) != nil, "\(name) is no category of the detect output")
    }
  }

  /// Those whose maps are all probabilities of pixels of a photo.
  static let masking = folders.filter { folder in
    let classes = (try? NetworkModel(folder: folder))?.manifest.classes
    return classes != RoadMap.allCases.map(\.name) && classes != TreeMap.allCases.map(\.name)
  }

  @Test(arguments: masking) func `the integers agree with the floats they were made from`(folder: URL) throws {
    let window = Window(x: 1000, y: 500, width: 800, height: 600)
    let (model, found, expected) = try maps(of: folder, in: Self.photo(), window: window)
    let threshold = UInt8((255 * model.manifest.threshold).rounded())
    for (found, expected) in zip(found, expected) {
      let agreement = Agreement(found, expected, threshold: threshold)
      // A mask's overlap says nothing where there is no mask.
      #expect(agreement.either < 200 || agreement.overlap >= 0.93, "\(agreement.both) of \(agreement.either) cells")
      #expect(agreement.error < 2, "mean difference \(agreement.error) of 255")
    }
  }

  @Test func `the road network's integers agree with its floats on what it looks at`() throws {
    let picture = try Self.sight(of: Self.photo())
    let folder = Self.root.appending(path: "road-unet-s")
    let found = try disagreements(RoadMap.self, of: folder, on: picture) { $0.rawValue <= RoadMap.inside.rawValue }
    #expect(found.isEmpty)
  }

  @Test func `the tree network's integers agree with its floats on what it looks at`() throws {
    let picture = TreeSight.picture(of: try Self.photo(), halvings: 1)
    let found = try disagreements(TreeMap.self, of: Self.root.appending(path: "tree-unet-s"), on: picture) {
      $0.rawValue <= TreeMap.carriageway.rawValue
    }
    #expect(found.isEmpty)
  }

  /// Returns in what a measuring network's integers and floats differ too much; not all of its maps are probabilities.
  private func disagreements<Map: CaseIterable & RawRepresentable<Int>>(
    _: Map.Type, of folder: URL, on picture: Image<RGB8>, isProbability: (Map) -> Bool
  ) throws -> [String] {
    let (_, found, expected) = try maps(of: folder, in: picture, window: picture.bounds)
    var (both, either) = (0, 0)
    var words: [String] = []
    for map in Map.allCases {
      let agreement = Agreement(found[map.rawValue], expected[map.rawValue], threshold: 128)
      if isProbability(map) { (both, either) = (both + agreement.both, either + agreement.either) }
      // Of places, sides and angles a step of a sixteenth is four of 255 in the middle of the sigmoid.
      let isClose = agreement.error < (isProbability(map) ? 2 : 8)
      if !isClose { words.append("\(map): mean difference \(agreement.error) of 255") }
    }
    let overlaps = either > 1000 && Double(both) / Double(either) >= 0.93
    if !overlaps { words.append("\(both) of \(either) cells") }
    return words
  }

  private func maps(
    of folder: URL, in picture: Image<RGB8>, window: Window
  ) throws -> (model: NetworkModel, found: [Image<Gray8>], expected: [Image<Gray8>]) {
    let model = try NetworkModel(folder: folder)
    let floats = try ONNXNetwork(
      contentsOf: folder.appending(path: "network.onnx"), classes: model.manifest.classes,
      inputScale: model.manifest.inputScale, inputMultiple: model.manifest.inputMultiple)
    return (
      model, try model.makeNetwork().probabilities(of: picture, window: window),
      try floats.probabilities(of: picture, window: window)
    )
  }

  /// How two maps agree.
  private struct Agreement {
    let both, either: Int
    /// The mean difference, of 255.
    let error: Double

    var overlap: Double { either == 0 ? 1 : Double(both) / Double(either) }

    init(_ found: Image<Gray8>, _ expected: Image<Gray8>, threshold: UInt8) {
      let pairs = zip(found.values, expected.values)
      both = pairs.count { $0 >= threshold && $1 >= threshold }
      either = pairs.count { $0 >= threshold || $1 >= threshold }
      error = pairs.reduce(0.0) { $0 + abs(Double($1.0) - Double($1.1)) } / Double(found.values.count)
    }
  }
}

extension ModelsFolderTests {
  fileprivate static func photo() throws -> Image<RGB8> {
    try Photo.pixels(Fixtures.directory.appending(path: "Flights/kaohsiung-street/photos/STREET_0003.JPG"))
  }

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
