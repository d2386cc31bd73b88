import Detectors
import Foundation
import ImageKit
import TestSupport
import Testing

@testable import Inventory

@Suite struct `Folders of pictures without labels` {
  private let folder: TemporaryFolder
  private func file(_ path: String) -> URL { folder.url.appending(path: path) }
  init() throws { folder = try TemporaryFolder() }

  private func picture(_ path: String) throws {
    let url = file(path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    let image = MaskPicture.image(of: [], width: 40, height: 20)
    try Data(path.hasSuffix("png") ? PNGEncoder.encode(image) : JPEGEncoder.encode(image, quality: 90)).write(to: url)
  }

  private func failure(_ path: String, takesBareAsEmpty: Bool) -> DatasetError? {
    do throws(DatasetError) {
      _ = try Dataset(contentsOf: file(path), takesBareAsEmpty: takesBareAsEmpty)
      return nil
    } catch { return error }
  }

  @Test func `are refused unless somebody says that they are empty`() throws {
    for path in ["walls/a.jpg", "walls/north/DCIM/b.JPG", "walls/c.png"] { try picture(path) }
    let error = try #require(failure("walls", takesBareAsEmpty: false))
    #expect(error == .unlabelled(file("walls").path, pictures: 3))
    #expect("\(error)".contains("--empty"))
    let dataset = try Dataset(contentsOf: file("walls"), takesBareAsEmpty: true)
    #expect(dataset.examples.map(\.name) == ["a.jpg", "c.png", "north/DCIM/b.JPG"])
    #expect(dataset.examples.map(\.folder) == ["walls", "walls", "north/DCIM"])
    #expect(dataset.formats == ["empty"])
    let truth = try TruthMasks(of: dataset.examples[0], classes: [.crack, .pothole], width: 40, height: 20)
    #expect(truth.kinds[.crack]?.isEmpty == true && truth.kinds[.pothole]?.isEmpty == true)
  }

  @Test func `beside labelled ones are named, or added as empty`() throws {
    for path in ["set/cracked/images/a.jpg", "set/cracked/masks/a.png", "set/sound/b.jpg"] { try picture(path) }
    let labelled = try Dataset(contentsOf: file("set"))
    #expect(labelled.examples.map(\.name) == ["cracked/a.jpg"])
    #expect(labelled.unlabelledFolders == ["sound"])
    let both = try Dataset(contentsOf: file("set"), takesBareAsEmpty: true)
    #expect(both.examples.map(\.name) == ["cracked/a.jpg", "sound/b.jpg"])
    #expect(both.formats == ["masks", "empty"])
    #expect(both.unlabelledFolders.isEmpty)
  }

  @Test func `cannot be said to be empty where there are labels or nothing`() throws {
    for path in ["set/cracked/images/a.jpg", "set/cracked/masks/a.png"] { try picture(path) }
    try FileManager.default.createDirectory(at: file("nothing"), withIntermediateDirectories: true)
    #expect(failure("set/cracked", takesBareAsEmpty: true) == .labelled(file("set/cracked").path))
    #expect(failure("set", takesBareAsEmpty: true) == .labelled(file("set").path))
    #expect(failure("nothing", takesBareAsEmpty: true) == .empty(file("nothing").path))
  }

  @Test func `a folder that is linked into itself ends`() throws {
    try picture("loop/a.jpg")
    try FileManager.default.createSymbolicLink(at: file("loop/again"), withDestinationURL: file("loop"))
    #expect(failure("loop", takesBareAsEmpty: true) == nil)
  }
}
