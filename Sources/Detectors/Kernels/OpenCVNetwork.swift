import COpenCV
import ImageKit

/// A network in OpenCV's hands, with safe calls; for one worker.
///
/// - Important: The bytes must have passed ``ONNXFile``: OpenCV crashes on damaged ones.
@safe
final class OpenCVNetwork {
  /// Why OpenCV would not, in its words.
  struct Failure: Error {
    var reason: String
  }

  /// What a network gave: class after class, each row after row.
  struct Planes {
    var values: [Float]
    var classes, width, height: Int
  }

  private let network: OpaquePointer

  /// Reads a network.
  init(_ file: ONNXFile) throws(Failure) {
    var message = [CChar](repeating: 0, count: Int(OCV_MESSAGE_SIZE))
    guard let network = unsafe ocv_read_network(file.bytes, file.bytes.count, &message) else {
      throw Failure(message)
    }
    unsafe self.network = network
  }

  deinit { unsafe ocv_free_network(network) }

  /// Returns the bytes that weights and maps take at an input size.
  func byteCount(width: Int, height: Int) throws(Failure) -> Int {
    var message = [CChar](repeating: 0, count: Int(OCV_MESSAGE_SIZE))
    var count = 0
    guard unsafe ocv_network_memory(network, Int32(clamping: width), Int32(clamping: height), &count, &message) else {
      throw Failure(message)
    }
    return count
  }

  /// Returns how many classes there are and how large their maps are, by running on a black picture.
  func outputSize(width: Int, height: Int) throws(Failure) -> (classes: Int, width: Int, height: Int) {
    let black = unsafe Image<RGB8>(width: width, height: height) {
      unsafe $0.initializeMemory(as: UInt8.self, repeating: 0)
    }
    var values: [Float] = []
    let size = try run(black, window: black.bounds, width: width, height: height, scale: 1, into: &values)
    return (Int(size.channels), Int(size.width), Int(size.height))
  }

  /// Runs on a window of a photo, continued to the right and below up to the input's size.
  ///
  /// - Parameters:
  ///   - capacity: The most values that may come out.
  ///   - scale: What each byte is multiplied with.
  func planes(
    of photo: Image<RGB8>, window: Window, width: Int, height: Int, scale: Double, capacity: Int
  ) throws(Failure) -> Planes {
    var values = [Float](repeating: 0, count: capacity)
    let size = try run(photo, window: window, width: width, height: height, scale: scale, into: &values)
    return Planes(values: values, classes: Int(size.channels), width: Int(size.width), height: Int(size.height))
  }

  private func run(
    _ photo: Image<RGB8>, window: Window, width: Int, height: Int, scale: Double, into values: inout [Float]
  ) throws(Failure) -> ocv_planes_size {
    precondition(
      window.x >= 0 && window.y >= 0 && window.endX <= photo.width && window.endY <= photo.height,
      "a window lies inside its photo")
    var message = [CChar](repeating: 0, count: Int(OCV_MESSAGE_SIZE))
    var size = ocv_planes_size()
    let isDone = unsafe photo.withUnsafeBytes { bytes in
      var picture = unsafe ocv_rgb_picture(
        pixels: bytes.baseAddress.map {
          unsafe $0.assumingMemoryBound(to: UInt8.self) + (window.y * photo.stride + 3 * window.x)
        }, width: Int32(window.width), height: Int32(window.height), stride: photo.stride)
      return unsafe values.withUnsafeMutableBufferPointer { values in
        // An empty array asks for the size alone.
        unsafe ocv_run_network(
          network, &picture, Int32(clamping: width), Int32(clamping: height), scale,
          values.isEmpty ? nil : values.baseAddress, values.count, &size, &message)
      }
    }
    guard isDone else { throw Failure(message) }
    return size
  }
}

extension OpenCVNetwork.Failure {
  /// The first line of OpenCV's message, which may have many.
  fileprivate init(_ message: [CChar]) {
    let bytes = message.prefix { $0 != 0 }.map { $0 == 10 ? 32 : UInt8(bitPattern: $0) }
    reason = "OpenCV: " + String(decoding: bytes, as: UTF8.self).trimmingPrefix { $0 == ">" || $0 == " " }
  }
}
