import CModels

/// Files of `Models/` that are part of the program.
enum BuiltInFiles {
  /// `model.json` and `weights.int8` of the crack network.
  static var crack: (manifest: [UInt8], weights: [UInt8]) {
    unsafe (bytes(of: cm_crack_manifest()), bytes(of: cm_crack_weights()))
  }

  /// `model.json` and `weights.int8` of the road network.
  static var road: (manifest: [UInt8], weights: [UInt8]) {
    unsafe (bytes(of: cm_road_manifest()), bytes(of: cm_road_weights()))
  }

  /// `model.json` and `weights.int8` of the tree network.
  static var tree: (manifest: [UInt8], weights: [UInt8]) {
    unsafe (bytes(of: cm_tree_manifest()), bytes(of: cm_tree_weights()))
  }

  private static func bytes(of file: cm_file) -> [UInt8] {
    unsafe [UInt8](UnsafeBufferPointer(start: file.bytes, count: file.count))
  }
}
