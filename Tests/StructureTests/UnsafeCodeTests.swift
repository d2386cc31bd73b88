import Foundation
import Testing

@Suite struct `Unsafe code stands where it is looked for` {
  /// Wrappers of C libraries and of system calls, beside the two folders that own pixels and kernels.
  static let files: Set = [
    "Detectors/Crack/RidgeCrackMap.swift", "ImageKit/Flight/FileDigest.swift", "ImageKit/Flight/FlightListing.swift",
    "ImageKit/Flight/PhotoQuality.swift", "ImageKit/Flight/RegularFile.swift",
    "ImageKit/Ground/CoordinateTransformation.swift", "ImageKit/Ground/Elevation/ElevationRaster.swift",
    "ImageKit/Archive/Deflate.swift", "ImageKit/Ground/GDALDrivers.swift", "ImageKit/Ground/GDALMessages.swift",
    "ImageKit/Ground/Layers/VectorEncoder.swift",
    "ImageKit/Ground/Roads/VectorFile.swift", "ImageKit/Ground/SpatialReference.swift", "ImageKit/Metadata/EXIF.swift",
    "ImageKit/Metadata/XMPParser.swift",
    "ImageKit/Registration/Homography.swift", "ImageKit/Registration/PhotoFeatures.swift",
    "Inventory/Exporters/AtomicFile.swift", "Inventory/Store/StoreLock.swift",
  ]

  @Test func `the word unsafe stands in wrappers only`() throws {
    for module in ["ImageKit", "Detectors", "Inventory"] {
      for file in try SourceTree.swiftFiles(in: "Sources/\(module)") where file.text.contains(/\bunsafe\b/) {
        let path = String(file.path.dropFirst("Sources/".count))
        let isAllowed =
          Self.files.contains(path) || path.hasPrefix("ImageKit/Pixels/") || path.hasPrefix("Detectors/Kernels/")
        #expect(isAllowed, "\(file.path) holds unsafe code; move it into a wrapper, or list it here and say why")
      }
    }
  }
}
