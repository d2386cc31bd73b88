import Foundation

/// Where the overlay of a photo lies.
enum OverlayFile {
  /// Returns the address of a photo's overlay; it depends on the photo's flight and name alone.
  static func url(of key: PhotoKey, in directory: URL) -> URL {
    var name = key.name.replacing("/", with: "__")
    if name.lowercased().hasSuffix(".jpg") { name.removeLast(4) }
    return directory.appending(path: "\(key.flight)_\(name).jpg")
  }
}
