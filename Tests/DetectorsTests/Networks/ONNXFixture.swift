import Foundation
import ImageKit
import TestSupport

@testable import Detectors

/// The files in `Fixtures/Networks/onnx`.
enum ONNXFixture {
  static func url(_ name: String) -> URL { Fixtures.directory.appending(path: "Networks/onnx/\(name)") }

  static func bytes(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: url(name))) }

  static func picture() throws -> Image<RGB8> { try Pictures.photo(url("picture.ppm")) }

  /// What ONNX Runtime gives for the picture: class after class, row after row.
  static func logits() throws -> (classes: Int, height: Int, width: Int, values: [Float]) {
    let bytes = try bytes("small.logits")
    func word(_ i: Int) -> UInt32 { (0..<4).reduce(0) { $0 | UInt32(bytes[4 * i + $1]) << UInt32(8 * $1) } }
    let values = (3..<bytes.count / 4).map { Float(bitPattern: word($0)) }
    return (Int(word(0)), Int(word(1)), Int(word(2)), values)
  }

  static func probability(_ logit: Float) -> Double { 255 / (1 + exp(-Double(logit))) }

  /// A part of a photo as a photo of its own.
  static func crop(_ photo: Image<RGB8>, _ window: Window) -> Image<RGB8> {
    Pictures.photo(width: window.width, height: window.height) { photo[window.x + $0, window.y + $1] }
  }

  static func values(_ map: Image<Gray8>) -> [UInt8] {
    (0..<map.height).flatMap { y in (0..<map.width).map { map[$0, y].value } }
  }
}
