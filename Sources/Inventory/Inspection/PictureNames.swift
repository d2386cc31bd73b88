import Foundation
import ImageKit

/// One picture to examine, and what its outputs are called.
public struct Picture: Sendable {
  /// The picture.
  public let photo: Photo
  /// Its name as it was found: the path from the folder that was given.
  public let name: String
  /// The name of its mask and overlay without extension.
  public let stem: String
}

/// Names the outputs of pictures so that no two share one.
public enum PictureNames {
  /// Returns pictures with their output names, in the order given.
  ///
  /// The stem is the file's own name without extension. Where several pictures share it, as `a/1.jpg` and `b/1.jpg`,
  /// each of them gets its whole path with two underscores for a slash, and where even that is shared a number.
  public static func assign(_ flights: [Flight]) -> [Picture] {
    let photos = flights.flatMap(\.photos)
    let several = flights.count > 1
    func stem(_ name: String) -> String {
      let last = name.split(separator: "/").last.map(String.init) ?? name
      return URL(filePath: last).deletingPathExtension().lastPathComponent
    }
    let shared = Dictionary(grouping: photos) { stem($0.name).lowercased() }.filter { $0.value.count > 1 }
    var taken: Set<String> = []
    return photos.map { photo in
      var name = stem(photo.name)
      if shared[name.lowercased()] != nil {
        let path = photo.name.split(separator: "/").dropLast().map(String.init)
        name = ((several ? [photo.flight] : []) + path + [name]).joined(separator: "__")
      }
      var unique = name
      var number = 2
      while !taken.insert(unique.lowercased()).inserted {
        unique = "\(name)_\(number)"
        number += 1
      }
      return Picture(photo: photo, name: several ? "\(photo.flight)/\(photo.name)" : photo.name, stem: unique)
    }
  }
}
