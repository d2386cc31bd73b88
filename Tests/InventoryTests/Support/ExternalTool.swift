import Foundation

/// A program of the machine that checks our files as strangers would.
struct ExternalTool {
  /// GDAL's reader.
  static let ogrinfo = ExternalTool(["/usr/bin/ogrinfo", "/usr/local/bin/ogrinfo"])
  /// Python, to run GDAL's validator.
  static let python = ExternalTool(["/usr/bin/python3"])
  /// GDAL's GeoPackage validator.
  static let validator: String? = {
    let path = "/usr/lib/python3/dist-packages/osgeo_utils/samples/validate_gpkg.py"
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }()

  private let path: String?

  private init(_ paths: [String]) {
    path = paths.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Whether the machine has it.
  var isInstalled: Bool { path != nil }

  /// Runs it and returns its status and everything it wrote.
  func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: path ?? "/nonexistent")
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }
}
