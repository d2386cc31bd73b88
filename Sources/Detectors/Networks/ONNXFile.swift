import Foundation
import ImageKit

/// The bytes of an ONNX file that OpenCV may see: read, and checked before.
///
/// OpenCV's own reader trusts a file with its process. This one is written in Swift, looks at each operator and constant,
/// and refuses what would crash it or give wrong numbers.
package struct ONNXFile: Sendable {
  /// Where it lies, for messages.
  package let path: String
  /// All of it, with weights of 16 bits made 32.
  package let bytes: [UInt8]

  /// The largest file, in bytes; a network for photos has a hundredth of that.
  static let maximumByteCount = 1 << 30

  /// Reads and checks a file.
  package init(contentsOf file: URL) throws(ModelError) {
    guard FileManager.default.fileExists(atPath: file.path) else { throw .notFound(file.path) }
    let bytes: [UInt8]
    do throws(PhotoError) {
      let content = try RegularFile(file)
      guard content.byteCount <= Self.maximumByteCount else { throw .unreadable("more than 1 GB") }
      bytes = try content.bytes(at: 0, count: content.byteCount)
    } catch .unreadable(let reason) {
      throw .unreadable(file.path, reason)
    } catch {
      throw .unreadable(file.path, "\(error)")
    }
    try self.init(bytes, path: file.path)
  }

  /// Checks the bytes of a file.
  package init(_ bytes: [UInt8], path: String) throws(ModelError) {
    self.path = path
    guard !bytes.isEmpty else { throw .badWeights(path, "it is empty") }
    let graph: ONNXGraph
    do throws(ProtobufReader.Damage) {
      self.bytes = try ONNXHalves.widened(bytes)
      graph = try ONNXGraph(self.bytes)
    } catch {
      throw .badWeights(path, "no ONNX file, or damaged: \(error.reason)")
    }
    // Foreign operators first: they are what a user can do something about.
    if let objection = ONNXOperators.objection(to: graph) { throw .unsupported(path, objection) }
    do throws(ProtobufReader.Damage) {
      try ONNXShapes.check(graph)
    } catch {
      throw .badWeights(path, error.reason)
    }
  }
}
