import Detectors
import Foundation
import ImageKit
import TestSupport
import Testing

@Suite struct `inspect evaluate` {
  private let folder: TemporaryFolder
  private func file(_ path: String) -> URL { folder.url.appending(path: path) }
  private let dataset: String

  /// The rendered scenes as JPEGs with PNG masks: those with cracks, and those with nothing.
  init() throws {
    folder = try TemporaryFolder()
    dataset = folder.url.appending(path: "scenes").path
    for kind in ["crack", "nothing"] {
      for part in ["images", "masks"] {
        try FileManager.default.createDirectory(
          at: file("scenes/\(kind)/\(part)"), withIntermediateDirectories: true)
      }
      for number in 0..<5 {
        let scene = Fixtures.directory.appending(path: "Scenes/\(kind)/scene-\(number)")
        let image = try PortableMap.image(RGB8.self, scene.appendingPathExtension("ppm"))
        try Data(try JPEGEncoder.encode(image, quality: 95, halvesChroma: false))
          .write(to: file("scenes/\(kind)/images/scene-\(number).jpg"))
        let truth =
          kind == "crack"
          ? try PortableMap.image(Gray8.self, scene.appendingPathExtension("truth.pgm"))
          : MaskPicture.image(of: [], width: image.width, height: image.height)
        try Data(try PNGEncoder.encode(truth)).write(to: file("scenes/\(kind)/masks/scene-\(number).png"))
      }
    }
  }

  private func evaluate(_ arguments: [String], of path: String? = nil) throws -> BuiltCommand.Outcome {
    try BuiltCommand.run(["evaluate", path ?? dataset, "--detectors", "crack"] + arguments)
  }

  @Test func `issue 5: a changed threshold fails against the baseline and the figure is named`() throws {
    let baseline = file("baseline.json").path
    let first = try evaluate(["--write-baseline", baseline])
    #expect(first.status == 0, "\(first.messages)")
    let same = try evaluate(["--baseline", baseline])
    #expect(same.status == 0, "\(same.messages)")
    #expect(same.output.contains("No figure is worse"))
    let worse = try evaluate(["--baseline", baseline, "--threshold", "0.999"])
    #expect(worse.status == 1, "\(worse.messages)")
    #expect(
      worse.messages.contains(/centre-line recall \(all\) was 0\.\d+, is 0\.\d+, margin 0\.01/), "\(worse.messages)")
    // Nothing is written over a baseline that was not met.
    let before = try Data(contentsOf: file("baseline.json"))
    #expect(
      try evaluate(["--baseline", baseline, "--write-baseline", baseline, "--threshold", "0.999"]).status == 1)
    #expect(try Data(contentsOf: file("baseline.json")) == before)
  }

  @Test func `a margin that was edited counts and is kept`() throws {
    let baseline = file("baseline.json")
    #expect(try evaluate(["--write-baseline", baseline.path]).status == 0)
    let text = try String(contentsOf: baseline, encoding: .utf8)
    try Data(text.replacing(/"margin" : [0-9.]+/, with: "\"margin\" : 1000").utf8).write(to: baseline)
    #expect(try evaluate(["--baseline", baseline.path, "--threshold", "0.8"]).status == 0)
    #expect(try evaluate(["--write-baseline", baseline.path]).status == 0)
    #expect(try String(contentsOf: baseline, encoding: .utf8).contains("\"margin\" : 1000"))
  }

  @Test func `a baseline of another tolerance or size is wrong usage`() throws {
    let baseline = file("baseline.json").path
    #expect(try evaluate(["--write-baseline", baseline]).status == 0)
    let tolerance = try evaluate(["--baseline", baseline, "--tolerance", "2"])
    #expect(tolerance.status == 64)
    #expect(tolerance.messages.contains("tolerance of 4 px"))
    let size = try evaluate(["--baseline", baseline], of: file("scenes/crack").path)
    #expect(size.status == 64)
    #expect(size.messages.contains("10, this evaluation 5"))
    #expect(try evaluate(["--baseline", file("none.json").path]).status == 66)
    try Data("{}".utf8).write(to: file("empty.json"))
    #expect(try evaluate(["--baseline", file("empty.json").path]).status == 65)
  }

  @Test func `what cannot be compared is refused before a picture is opened`() throws {
    let baseline = file("baseline.json").path
    try Data("scene-0\nscene-1\n".utf8).write(to: file("split.txt"))
    #expect(try evaluate(["--write-baseline", baseline]).status == 0)
    // The pictures keep their sizes and can no longer be decoded: who looks at them has to say so.
    for kind in ["crack", "nothing"] {
      for number in 0..<5 {
        let picture = file("scenes/\(kind)/images/scene-\(number).jpg")
        try Data(count: try Data(contentsOf: picture).count).write(to: picture)
      }
    }
    for (arguments, words) in [
      (["--tolerance", "2"], "tolerance of 4 px"), (["--split", file("split.txt").path], "the split none"),
      (["--model", "none"], "the network crack-unet-s, this evaluation none"),
    ] {
      let outcome = try evaluate(["--baseline", baseline] + arguments)
      #expect(outcome.status == 64, "\(outcome.messages)")
      #expect(outcome.messages.contains(words), "\(outcome.messages)")
      #expect(!outcome.messages.contains("scene-0"), "\(outcome.messages)")
    }
    let looked = try evaluate(["--baseline", baseline])
    #expect(looked.status == 65)
    #expect(looked.messages.contains("scene-0"))
  }

  @Test func `a folder of pictures counts as empty only when it is said`() throws {
    let bare = file("bare")
    try FileManager.default.createDirectory(at: bare, withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: file("scenes/crack/images"), to: bare.appending(path: "north"))
    try FileManager.default.copyItem(at: file("scenes/nothing/images"), to: bare.appending(path: "south"))
    let refused = try evaluate([], of: bare.path)
    #expect(refused.status == 65)
    #expect(refused.messages.contains("10 pictures and no labels") && refused.messages.contains("--empty"))
    let outcome = try evaluate(["--empty", "--worst", "2", "--draw", file("false").path], of: bare.path)
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.output.contains(/folder north \(5 pictures\)\n  false per megapixel +\d+\.\d+  \[/))
    #expect(outcome.output.contains(/folder south \(5 pictures\)\n  false per megapixel/))
    #expect(!outcome.output.contains("F1") && !outcome.output.contains("n/a"), "\(outcome.output)")
    #expect(outcome.output.matches(of: /north\/scene-\d\.jpg  \d+ detections?, \d+ pixels/).count == 2)
    #expect(try FileManager.default.contentsOfDirectory(atPath: file("false").path).count == 2)
    #expect(try evaluate(["--empty"], of: file("scenes/crack").path).status == 64)
  }

  @Test func `folders left out for want of labels are named`() throws {
    try FileManager.default.copyItem(at: file("scenes/nothing/images"), to: file("scenes/forgotten"))
    let outcome = try evaluate([])
    #expect(outcome.status == 0)
    #expect(outcome.messages.contains("forgotten has pictures without labels"), "\(outcome.messages)")
    #expect(outcome.output.contains("all (10 pictures)"))
  }

  @Test func `widths are compared with the masks, and gated only when they are written`() throws {
    let baseline = file("baseline.json")
    let outcome = try evaluate(["--write-baseline", baseline.path, "--format", "json"])
    let json = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    let groups = try #require(json?["groups"] as? [[String: Any]])
    func figure(_ name: String, of group: [String: Any]) -> [String: Any]? {
      (group["figures"] as? [[String: Any]])?.first { $0["figure"] as? String == name }
    }
    // The masks of the scenes take every pixel that is darkened by a third: about half a pixel on each side is too much.
    let error = try #require(figure("width error, px", of: groups[0])?["value"] as? Double)
    #expect(error > 0.3 && error < 2, "\(error)")
    let bias = try #require(figure("width bias, px", of: groups[0])?["value"] as? Double)
    #expect(bias < 0 && bias >= -error, "\(bias)")
    #expect(figure("width intervals right", of: groups[0])?["value"] is Double)
    #expect(figure("width error, px", of: groups[2]) == nil, "nothing is true there")
    #expect(try !String(contentsOf: baseline, encoding: .utf8).contains("width"))
    #expect(try evaluate(["--write-baseline", baseline.path, "--baseline-widths"]).status == 0)
    let text = try String(contentsOf: baseline, encoding: .utf8)
    #expect(text.contains("width error, px"))
    // Once there they stay, and count.
    #expect(try evaluate(["--write-baseline", baseline.path]).status == 0)
    #expect(try String(contentsOf: baseline, encoding: .utf8) == text)
    let strict = text.replacing(
      /("figure" : "width error, px",\s+"group" : "all",\s+"margin" : 0\.1,\s+"value" : )[0-9.]+/
    ) {
      "\($0.1)0"
    }
    try Data(strict.utf8).write(to: baseline)
    let worse = try evaluate(["--baseline", baseline.path])
    #expect(worse.status == 1)
    #expect(worse.messages.contains("width error, px (all) was 0.000"), "\(worse.messages)")
    // At this threshold nothing is found, so that no width is known.
    let none = try evaluate(["--threshold", "1"])
    #expect(none.output.contains(/width error, px +n\/a/), "\(none.output)")
    let null = try evaluate(["--threshold", "1", "--format", "json"]).output
    #expect(null.contains(/"figure" : "width error, px",\s+"value" : null/), "\(null.prefix(2000))")
    #expect(
      try evaluate(["--threshold", "1", "--format", "markdown"]).output.contains("| all | width error, px | n/a |"))
    #expect(try evaluate(["--baseline-widths"]).status == 64)
  }

  @Test func `text has the folders, intervals and the worst pictures`() throws {
    let outcome = try evaluate(["--worst", "2"])
    #expect(outcome.status == 0, "\(outcome.messages)")
    for words in ["all (10 pictures)", "folder crack (5 pictures)", "folder nothing", "false per megapixel", "seed 1"] {
      #expect(outcome.output.contains(words), "\(outcome.output)")
    }
    #expect(outcome.output.matches(of: /crack\/scene-\d\.jpg  F1/).count == 2)
  }

  @Test func `the same figures come out for any number of pictures at once`() throws {
    let outputs = try ["1", "3"].map { try evaluate(["--format", "json", "--jobs", $0]).output }
    #expect(outputs[0] == outputs[1])
    let json = try JSONSerialization.jsonObject(with: Data(outputs[0].utf8)) as? [String: Any]
    #expect(json?["images"] as? Int == 10)
    #expect(json?["tolerance_px"] as? Double == 4)
    let groups = try #require(json?["groups"] as? [[String: Any]])
    #expect(groups.map { $0["group"] as? String } == ["all", "folder crack", "folder nothing"])
    #expect((json?["pictures"] as? [Any])?.count == 10)
  }

  @Test func `JUnit has a failure where a figure fell, Markdown a word`() throws {
    let baseline = file("baseline.json").path
    let good = try evaluate(["--write-baseline", baseline, "--format", "junit"])
    #expect(good.status == 0)
    #expect(good.output.contains("failures=\"0\""))
    #expect(XMLCheck.isWellFormed(good.output))
    let bad = try evaluate(["--baseline", baseline, "--threshold", "0.999", "--format", "junit"])
    #expect(bad.status == 1)
    #expect(XMLCheck.isWellFormed(bad.output))
    #expect(bad.output.contains("name=\"centre-line recall (all)\"><failure message="))
    let table = try evaluate(["--baseline", baseline, "--threshold", "0.999", "--format", "markdown"])
    #expect(table.output.contains(/\| all \| centre-line recall \| .* \| worse \|/))
  }

  @Test func `the worst pictures are drawn`() throws {
    #expect(try evaluate(["--worst", "1", "--draw", file("worst").path, "--tolerance", "0"]).status == 0)
    let names = try FileManager.default.contentsOfDirectory(atPath: file("worst").path).sorted()
    #expect(names.first?.contains(/01-crack__scene-\d\.jpg/) == true, "\(names)")
    let bytes = [UInt8](try Data(contentsOf: file("worst").appending(path: names[0])))
    let drawing = try JPEGDecoder.decode(bytes, as: RGB8.self)
    #expect(drawing.width == 160 && drawing.height == 160)
    // The scenes are grey and green and brown: orange and cyan as strong as this are drawn.
    var (missed, found) = (0, 0)
    for y in 0..<160 {
      for x in 0..<160 {
        let pixel = drawing[x, y]
        if pixel.red > 200 && pixel.blue < 100 { missed += 1 }
        if pixel.blue > 180 && (pixel.red < 100 || pixel.green < 100) { found += 1 }
      }
    }
    #expect(missed > 20, "\(missed) pixels missed, \(found) found")
  }

  @Test func `a picture that cannot be read is named and skipped`() throws {
    try Data([0xFF, 0xD8, 0xFF]).write(to: file("scenes/crack/images/scene-1.jpg"))
    let mask = MaskPicture.image(of: [], width: 3, height: 3)
    try Data(try PNGEncoder.encode(mask)).write(to: file("scenes/crack/masks/scene-2.png"))
    let outcome = try evaluate([])
    #expect(outcome.status == 3)
    #expect(outcome.messages.contains("crack/scene-1.jpg"))
    #expect(outcome.messages.contains("3 × 3 pixels, the picture has 160 × 160"))
    #expect(outcome.output.contains("all (8 pictures)"))
  }

  @Test func `what is missing or unusable has its own status`() throws {
    #expect(try evaluate([], of: file("none").path).status == 66)
    try FileManager.default.createDirectory(at: file("plain"), withIntermediateDirectories: true)
    #expect(try evaluate([], of: file("plain").path).status == 65)
    #expect(try evaluate(["--model", file("none.onnx").path]).status == 69)
    #expect(try evaluate(["--split", file("none.txt").path]).status == 66)
    #expect(try BuiltCommand.run(["evaluate", dataset, "--detectors", "dragon"]).status == 64)
    #expect(try evaluate(["--tolerance", "-1"]).status == 64)
    let unwritable = try evaluate(["--write-baseline", file("no/such/folder.json").path])
    #expect(unwritable.status == 73, "\(unwritable.messages)")
  }

  @Test func `boxes are scored by AP50`() throws {
    let yolo = file("yolo")
    try FileManager.default.createDirectory(at: yolo.appending(path: "labels"), withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: file("scenes/crack/images"), to: yolo.appending(path: "images"))
    try Data("crack\nmanhole\n".utf8).write(to: yolo.appending(path: "classes.txt"))
    try Data("0 0.5 0.5 1 1\n1 0.5 0.5 0.1 0.1\n".utf8).write(to: yolo.appending(path: "labels/scene-0.txt"))
    let outcome = try evaluate([], of: yolo.path)
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.output.contains("AP50"))
    #expect(!outcome.output.contains("centre-line recall"))
    #expect(outcome.messages.contains("1 labels 'manhole' are not scored"))
  }
}
