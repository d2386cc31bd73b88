import ImageKit

@testable import Detectors

/// The weights of an int8 network: what is accepted must be computed, and alike by the fastest kernels and the specification.
@_cdecl("fuzz_weights")
public func fuzzWeights(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  let bytes = Array(UnsafeBufferPointer(start: data, count: size))
  guard let graph = try? Int8File.graph(of: bytes) else { return 0 }
  let classes = (0..<graph.classes).map(String.init)
  let maps = [NetworkVariant.scalar, .best].map { variant in
    try? Int8Network(graph: graph, classes: classes, variant: variant)
      .probabilities(of: fuzzedPhoto, window: Window(x: 3, y: 1, width: 30, height: 9))
      .map { map in map.withUnsafeBytes { Array($0) } }
  }
  precondition(maps[0] == maps[1], "kernels differ")
  return 0
}

/// An ONNX file: its walk and the checks before OpenCV sees it.
@_cdecl("fuzz_onnx")
public func fuzzONNX(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  let bytes = Array(UnsafeBufferPointer(start: data, count: size))
  _ = try? ONNXFile(bytes, path: "fuzzed.onnx")
  return 0
}

/// Noise that repeats.
private let fuzzedPhoto = Image<RGB8>(width: 37, height: 11) { bytes in
  var state: UInt32 = 1
  for index in bytes.indices {
    state = state &* 1_664_525 &+ 1_013_904_223
    bytes[index] = UInt8(state >> 24)
  }
}
