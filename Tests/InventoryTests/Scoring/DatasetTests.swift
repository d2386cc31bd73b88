import Detectors
import Foundation
import ImageKit
import TestSupport
import Testing

@testable import Inventory

@Suite struct `Labelled datasets` {
  private let folder: TemporaryFolder
  private func file(_ path: String) -> URL { folder.url.appending(path: path) }
  init() throws { folder = try TemporaryFolder() }

  private func write(_ text: String, to path: String) throws {
    let url = file(path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  private func picture(_ path: String, width: Int = 40, height: Int = 20) throws {
    let image = MaskPicture.image(of: [], width: width, height: height)
    let url = file(path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    let bytes = path.hasSuffix("png") ? try PNGEncoder.encode(image) : try JPEGEncoder.encode(image, quality: 90)
    try Data(bytes).write(to: url)
  }

  private func failure(_ path: String, split: String? = nil) -> DatasetError? {
    do throws(DatasetError) {
      let split = split.map(file)
      _ = try Dataset(contentsOf: file(path), split: split)
      return nil
    } catch { return error }
  }

  @Test func `a dataset is asked only about the kinds that its labels tell`() throws {
    let kinds: [DamageClass] = [.crack, .sealedCrack, .pothole]
    func dataset(_ truths: [DatasetExample.Truth]) throws -> [DamageClass] {
      try picture("set/images/a.jpg")
      try picture("set/masks/a.png")
      var dataset = try Dataset(contentsOf: file("set"))
      dataset.examples = truths.map { DatasetExample(name: "a", folder: "set", image: file("a.jpg"), truth: $0) }
      return dataset.told(of: kinds)
    }
    let shape = LabelledShape(label: "pothole", box: PixelBox(x: 0, y: 0, width: 3, height: 3))
    #expect(try dataset([.mask(file("a.png"))]) == [.crack])
    #expect(try dataset([.mask(file("a.png")), .shapes([shape], coverPixels: false)]) == [.crack, .pothole])
    #expect(try dataset([.nothing]) == kinds)
  }

  @Test func `folders of images and masks, alone or several, with a split`() throws {
    for part in ["set/north", "set/south"] {
      for name in ["a", "b"] {
        try picture("\(part)/images/\(name).jpg")
        try picture("\(part)/masks/\(name).png")
      }
    }
    let one = try Dataset(contentsOf: file("set/north"))
    #expect(one.examples.map(\.name) == ["a.jpg", "b.jpg"])
    #expect(one.examples.map(\.folder) == ["north", "north"])
    let both = try Dataset(contentsOf: file("set"))
    #expect(both.examples.map(\.name) == ["north/a.jpg", "north/b.jpg", "south/a.jpg", "south/b.jpg"])
    #expect(both.formats == ["masks"])
    try write("b\r\n\n", to: "split.txt")
    #expect(try Dataset(contentsOf: file("set"), split: file("split.txt")).examples.count == 2)
    try write("images/b.jpg\nc.jpg\n", to: "wrong.txt")
    #expect(failure("set", split: "wrong.txt") == .splitNotInDataset(file("wrong.txt").path, names: ["c"]))
    try picture("set/north/images/c.jpg")
    #expect("\(try #require(failure("set/north")))".contains("c.png"))
  }

  @Test func `COCO polygons cover pixels and boxes do not`() throws {
    try picture("coco/images/1.jpg")
    try write(
      """
      {"images": [{"id": 1, "file_name": "1.jpg"}], "categories": [{"id": 3, "name": "Crack"}],
       "annotations": [{"id": 9, "image_id": 1, "category_id": 3, "bbox": [1, 2, 3, 4],
       "segmentation": [[1, 1, 5, 1, 5, 3, 1, 3], [10, 1, 12, 1, 12, 2, 10, 2]]}]}
      """, to: "coco/labels.json")
    let example = try #require(try Dataset(contentsOf: file("coco")).examples.first)
    let truth = try TruthMasks(of: example, classes: [.crack], width: 40, height: 20)
    #expect(truth.kinds[.crack]?.mask?.area == 10)
    #expect(truth.kinds[.crack]?.boxes == [PixelBox(x: 1, y: 2, width: 3, height: 4)])
    let text = try String(contentsOf: file("coco/labels.json"), encoding: .utf8)
    try write(text.replacing(/\[\[1, 1.*\]\]/, with: "[]"), to: "coco/labels.json")
    let boxes = try #require(try Dataset(contentsOf: file("coco/labels.json")).examples.first)
    #expect(try TruthMasks(of: boxes, classes: [.crack], width: 40, height: 20).kinds[.crack]?.mask == nil)
  }

  @Test(arguments: [
    ("\"segmentation\": {\"counts\": [1, 2], \"size\": [4, 4]}", "run-length"),
    ("\"segmentation\": [[1, 2, 3]]", "polygon"), ("\"bbox\": [1, 2, 3]", "box"),
    ("\"bbox\": \"x\"", "annotations.0.bbox"),
    ("\"bbox\": [0, 0, -1, 5]", "box"), ("\"bbox\": [", "no JSON"),
  ])
  func `says what is wrong with a COCO file`(part: String, words: String) throws {
    try picture("coco/images/1.jpg")
    try write(
      """
      {"images": [{"id": 1, "file_name": "1.jpg"}], "categories": [{"id": 3, "name": "crack"}],
       "annotations": [{"id": 9, "image_id": 1, "category_id": 3, \(part)}]}
      """, to: "coco/labels.json")
    let error = try #require(failure("coco"))
    #expect("\(error)".contains(words) && "\(error)".contains("labels.json"), "\(error)")
  }

  @Test func `a COCO picture outside the dataset is refused`() throws {
    for name in ["../../etc/passwd", "/etc/passwd"] {
      try write(
        "{\"images\": [{\"id\": 1, \"file_name\": \"\(name)\"}], \"categories\": [], \"annotations\": []}",
        to: "coco/labels.json")
      #expect("\(try #require(failure("coco")))".contains("outside"))
    }
  }

  @Test func `YOLO boxes are in pixels and named by classes or data`() throws {
    try picture("yolo/images/1.png")
    try picture("yolo/images/2.jpg")
    try write("1 0.5 0.5 0.25 0.5\n", to: "yolo/labels/1.txt")
    #expect("\(try #require(failure("yolo")))".contains("classes.txt"))
    try write("names:\n  0: pothole\n  1: crack\n", to: "yolo/data.yaml")
    func boxes() throws -> [[LabelledShape]] {
      try Dataset(contentsOf: file("yolo")).examples.map { example in
        if case .shapes(let shapes, false) = example.truth { shapes } else { [] }
      }
    }
    let expected = LabelledShape(label: "crack", box: PixelBox(x: 15, y: 5, width: 10, height: 10))
    #expect(try boxes() == [[expected], []])
    try write("pothole\ncrack\n", to: "yolo/classes.txt")
    #expect(try boxes() == [[expected], []])
    for (line, words) in [("1 0.5", "five numbers"), ("x 1 1 1 1", "fractions"), ("7 0.5 0.5 0.1 0.1", "no name")] {
      try write(line, to: "yolo/labels/1.txt")
      let error = try #require(failure("yolo"))
      #expect("\(error)".contains(words) && "\(error)".contains("1.txt, line 1"), "\(error)")
    }
    try write("1 0.5 0.5 0.25 0.5\n\n1 0.5\n", to: "yolo/labels/1.txt")
    #expect("\(try #require(failure("yolo")))".contains("1.txt, line 3"))
  }

  @Test(arguments: ["names: [crack]\n? *a30\n: 1\n", "names: *a30\n", "names:\n- *a30\n"])
  func `YAML that repeats itself without end is refused at once`(tail: String) throws {
    try picture("yolo/images/1.png")
    try write("0 0.5 0.5 0.25 0.5\n", to: "yolo/labels/1.txt")
    let lines = (1...30).map {
      "a\($0): &a\($0) [\(Array(repeating: "*a\($0 - 1)", count: 10).joined(separator: ", "))]"
    }
    try write("a0: &a0 x\n" + lines.joined(separator: "\n") + "\n" + tail, to: "yolo/data.yaml")
    #expect("\(try #require(failure("yolo")))".contains("anchor"))
  }

  @Test func `an ampersand in a name is no anchor`() throws {
    let bytes = Array("path: .\nnames: [cut & fill, R&D]\n".utf8)
    #expect(try YOLODataset.classNames(inYAML: bytes, file: file("data.yaml")) == [0: "cut & fill", 1: "R&D"])
  }

  @Test func `boxes thinner than their place can tell share no more than they have`() {
    for (x, width) in [(1.0, 0.35), (1e5, 1e-12), (3, 0)] {
      let box = PixelBox(x: x, y: 2, width: width, height: 4)
      #expect((0...1).contains(box.intersectionOverUnion(box)), "\(width) wide")
    }
    let box = PixelBox(x: 1, y: 2, width: 0.35, height: 4)
    #expect(box.intersectionOverUnion(box) == 1)
    #expect(abs(box.intersectionOverUnion(PixelBox(x: 1, y: 2, width: 0.7, height: 4)) - 0.5) < 1e-12)
  }

  @Test func `a folder of nothing and a missing one are told apart`() throws {
    try write("", to: "plain/readme.txt")
    #expect(failure("plain") == .unknownFormat(file("plain").path))
    #expect(failure("none") == .notFound(file("none").path))
  }

  @Test func `labels mean kinds of damage`() {
    #expect(LabelClasses.damageClass(of: "Longitudinal Crack", among: [.crack]) == .crack)
    #expect(LabelClasses.damageClass(of: "D40", among: [.crack]) == nil)
    #expect(LabelClasses.damageClass(of: "D40", among: [.crack, .pothole]) == .pothole)
    #expect(LabelClasses.damageClass(of: "sealed-crack", among: [.crack]) == nil)
    #expect(
      LabelClasses.damageClass(of: "larch_high_damage", among: TreeHazardDetector.damageClasses) == .decliningCrown)
    #expect(LabelClasses.damageClass(of: "Dead tree", among: TreeHazardDetector.damageClasses) == .deadCrown)
    #expect(LabelClasses.damageClass(of: "tree", among: [.crack]) == nil)
  }

  @Test func `a dead crown is a crown, and a crown need not be dead`() {
    #expect(DamageClass.deadCrown.isKind(of: .treeCrown) && DamageClass.decliningCrown.isKind(of: .treeCrown))
    #expect(!DamageClass.treeCrown.isKind(of: .deadCrown) && !DamageClass.fallenTree.isKind(of: .treeCrown))
    #expect(DamageClass.crack.isKind(of: .crack) && !DamageClass.longitudinalCrack.isKind(of: .crack))
  }

  @Test func `every reader is listed`() throws {
    let files = try FileManager.default.contentsOfDirectory(
      atPath: Fixtures.repository.appending(path: "Sources/Inventory/Scoring/Readers").path)
    let written = Set(files.filter { $0.hasSuffix("Dataset.swift") }.map { $0.dropLast(6) }.map(String.init))
    let listed = Set(DatasetList.readers.map { "\($0)" })
    #expect(written == listed, "add it to DatasetList.readers in DatasetReader.swift")
  }
}
