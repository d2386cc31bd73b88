import Foundation

extension ElevationModel {
  /// Returns a digest of the contents of files, in their order, and of how their heights are taken.
  static func identity(of files: [String], datum: ElevationDatum, sigma: Double) -> String {
    let parts = files.map { digest(of: $0) } + [datum.rawValue, "\(sigma)"]
    return FileDigest.sha256(Array(parts.joined(separator: "\n").utf8))
  }

  private static let chunk = 16 << 20

  private static func digest(of path: String) -> String {
    do throws(PhotoError) {
      let file = try RegularFile(URL(filePath: path))
      let isWhole = file.byteCount <= 1 << 30
      let starts =
        isWhole ? Array(stride(from: 0, to: file.byteCount, by: chunk)) : [0, file.byteCount - chunk]
      // Piece by piece, so that a large file is never in memory whole.
      var parts = ["\(file.byteCount)", isWhole ? "" : "\(file.modificationTime)"]
      for start in starts { parts.append(FileDigest.sha256(try file.bytes(at: start, count: chunk))) }
      return FileDigest.sha256(Array(parts.joined(separator: "\n").utf8))
    } catch {
      // Inside an archive, say; its name is all there is.
      return URL(filePath: path).lastPathComponent
    }
  }
}
