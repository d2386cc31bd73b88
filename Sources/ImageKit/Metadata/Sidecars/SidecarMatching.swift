import Foundation

/// Finds the photos that the lines of a sidecar are about.
struct SidecarMatching {
  /// The entry of each photo, by the photo's index.
  private(set) var entries: [Int: SidecarEntry] = [:]
  /// The photos that the sidecar should have; time marks of one folder are not asked for those of another.
  let candidates: Set<Int>
  /// Lines without a photo, with several, and photos with several lines.
  private(set) var reading = SidecarReading()

  /// Matches by file name or sequence number.
  init(_ sidecar: Sidecar, _ photos: [Photo]) {
    var candidates = Array(photos.indices)
    if sidecar.format == .mrk, let folder = sidecar.folder {
      // Each folder of a card counts from 1 and has its own time marks.
      let beside = candidates.filter { Self.folder(of: photos[$0].fileURL) == folder }
      if !beside.isEmpty { candidates = beside }
    }
    self.candidates = Set(candidates)
    let index = Index(photos, candidates)
    for entry in sidecar.entries {
      let found = index.photos(for: entry.key)
      guard let first = found.first else {
        reading.warn("sidecar_unknown_file", line: entry.line, "there is no photo \(Self.text(entry.key))")
        continue
      }
      let isOneShot = Self.isOneShot(found.map { photos[$0] }, entry.key)
      guard found.count == 1 || isOneShot else {
        reading.warn(
          "sidecar_ambiguous", line: entry.line,
          "\(Self.text(entry.key)) is \(photos[first].name) and \(found.count - 1) others; write it with its folder")
        continue
      }
      for photo in found {
        if let other = entries[photo] {
          reading.warn(
            "sidecar_duplicate", line: entry.line, "\(photos[photo].name) is already on line \(other.line); ignored")
        } else {
          entries[photo] = entry
        }
      }
    }
    reading.finish()
  }

  /// The cameras of one drone fire together and share a number: `DJI_0012_W.JPG`, `DJI_0012_T.JPG`.
  private static func isOneShot(_ photos: [Photo], _ key: SidecarEntry.Key) -> Bool {
    guard case .sequence = key else { return false }
    return Set(photos.map { folder(of: $0.fileURL) }).count == 1
  }

  private static func folder(of url: URL) -> URL {
    url.absoluteURL.standardizedFileURL.deletingLastPathComponent()
  }

  private static func text(_ key: SidecarEntry.Key) -> String {
    switch key {
    case .file(let name): "\(name.prefix(80))"
    case .sequence(let number): "number \(number)"
    }
  }

  /// Returns the sequence number in the name of a file: the last group of two to six digits.
  ///
  /// `DJI_0012.JPG`, `100_0001_0012.JPG` and `DJI_20230512101112_0012_V.JPG` all have 12.
  static func sequence(of name: String) -> Int? {
    let file = name.split(separator: "/").last ?? ""
    let stem = file.lastIndex(of: ".").map { file[..<$0] } ?? file
    let groups = stem.split { !($0.isASCII && $0.isNumber) }
    return groups.last { (2...6).contains($0.count) }.flatMap { Int($0) }
  }

  /// The photos by path, by name, by name without extension and by number.
  private struct Index {
    private var byPath: [String: [Int]] = [:]
    private var byName: [String: [Int]] = [:]
    private var byStem: [String: [Int]] = [:]
    private var byNumber: [Int: [Int]] = [:]
    /// With the name of the flight before them.
    private let paths: [Int: String]

    init(_ photos: [Photo], _ candidates: [Int]) {
      var paths: [Int: String] = [:]
      for index in candidates {
        let path = Self.normalised(photos[index].name)
        let name = Self.name(of: path)
        paths[index] = Self.normalised(photos[index].flight) + "/" + path
        byPath[path, default: []].append(index)
        byName[name, default: []].append(index)
        byStem[Self.stem(of: name), default: []].append(index)
        if let number = SidecarMatching.sequence(of: name) { byNumber[number, default: []].append(index) }
      }
      self.paths = paths
    }

    /// Returns the photos a line means, by the most exact way that leads to any.
    func photos(for key: SidecarEntry.Key) -> [Int] {
      switch key {
      case .sequence(let number): return byNumber[number] ?? []
      case .file(let written):
        let path = Self.normalised(written)
        if let found = byPath[path] { return found }
        let name = Self.name(of: path)
        let named = byName[name] ?? []
        // The line may have a longer path than the photo, such as that of another computer, or a shorter one; the
        // flight's own name counts for more than what stands below it alone.
        let whole = named.filter { index in
          let mine = paths[index] ?? ""
          return mine == path || mine.hasSuffix("/" + path) || path.hasSuffix("/" + mine)
        }
        if !whole.isEmpty { return whole }
        let below = named.filter { path.hasSuffix((paths[$0] ?? "").drop { $0 != "/" }) }
        if !below.isEmpty { return below }
        if !named.isEmpty { return named }
        return byStem[Self.stem(of: name)] ?? []
      }
    }

    private static func normalised(_ path: String) -> String {
      String(path.precomposedStringWithCanonicalMapping.lowercased().map { $0 == "\\" ? "/" : $0 })
    }

    private static func name(of path: String) -> String { String(path.split(separator: "/").last ?? "") }

    private static func stem(of name: String) -> String {
      name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    }
  }
}
