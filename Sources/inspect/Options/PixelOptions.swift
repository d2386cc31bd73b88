import ArgumentParser
import Foundation
import ImageKit

/// The pixels to place.
struct PixelOptions: ParsableArguments {
  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "A pixel of the stored image: columns from the left edge, rows from the upper edge; may be repeated.",
      valueName: "u,v"))
  var pixel: [String] = []

  @Option(
    help: ArgumentHelp("A file with a pixel a line, u,v; - is standard input.", valueName: "file"),
    completion: .file())
  var pixels: String?

  /// Returns the pixels in the order given, those of the file last.
  func points() throws(CommandFailure) -> [PixelPoint] {
    var points: [PixelPoint] = []
    for text in pixel { points.append(try Self.point(text, in: "--pixel")) }
    if let pixels {
      for (number, line) in try Self.lines(of: pixels).enumerated() {
        let text = line.prefix { $0 != "#" }.trimmingCharacters(in: .whitespaces)
        guard !text.isEmpty else { continue }
        points.append(try Self.point(text, in: "\(pixels == "-" ? "standard input" : pixels), line \(number + 1),"))
      }
    }
    guard !points.isEmpty else {
      throw CommandFailure(.usage, "which pixel? Give --pixel U,V, such as --pixel 2640,1978, or --pixels FILE")
    }
    return points
  }

  private static func lines(of path: String) throws(CommandFailure) -> [Substring] {
    let data: Data?
    if path == "-" {
      data = try? FileHandle.standardInput.readToEnd() ?? Data()
    } else {
      guard FileManager.default.fileExists(atPath: path) else {
        throw CommandFailure(.inputNotFound, "--pixels: \(path) does not exist")
      }
      data = FileManager.default.contents(atPath: path)
    }
    guard let data, let text = String(data: data, encoding: .utf8) else {
      throw CommandFailure(.inputNotFound, "--pixels: \(path) cannot be read as text")
    }
    return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  }

  /// Returns the pixel in a text such as `2640,1978`; a comma, a semicolon or blanks part the two.
  static func point(_ text: String, in place: String) throws(CommandFailure) -> PixelPoint {
    let numbers = text.split { ",; \t".contains($0) }.map { Double($0) }
    guard numbers.count == 2, let u = numbers[0], let v = numbers[1], u.isFinite, v.isFinite else {
      throw CommandFailure(.usage, "\(place) is '\(text)'; write column and row as 2640,1978")
    }
    return PixelPoint(u: u, v: v)
  }
}
