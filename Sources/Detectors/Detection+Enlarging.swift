import ImageKit

extension Detection {
  /// Returns the same detection in a photo whose pixels are so many times as fine, cut at the photo's borders.
  ///
  /// For what was found in a reduced copy: pixel (x, y) there covers [n·x, n·x + n) × [n·y, n·y + n) of the photo.
  ///
  /// - Parameters:
  ///   - factor: how many pixels of the photo stand behind one of the copy, along a side.
  ///   - width: the photo's columns.
  ///   - height: the photo's rows.
  public func enlarged(by factor: Int, width: Int, height: Int) -> Detection {
    guard factor > 1 else { return self }
    let scale = Double(factor)
    func point(_ point: PixelPoint) -> PixelPoint {
      PixelPoint(u: min(point.u * scale, Double(width)), v: min(point.v * scale, Double(height)))
    }
    func points(_ lists: [[PixelPoint]]) -> [[PixelPoint]] { lists.map { $0.map(point) } }
    var enlarged = self
    enlarged.mask = mask.enlarged(by: Int32(factor), width: Int32(width), height: Int32(height))
    enlarged.outline = points(outline)
    enlarged.centreLines = points(centreLines)
    enlarged.extent = extent.map(point)
    enlarged.tree?.reach = tree?.reach?.map(point)
    enlarged.tree?.carriageway = tree?.carriageway?.map(point)
    enlarged.width = Self.enlarged(self.width, by: scale, point)
    return enlarged
  }

  private static func enlarged(
    _ profile: WidthProfile?, by scale: Double, _ point: (PixelPoint) -> PixelPoint
  ) -> WidthProfile? {
    guard var profile else { return nil }
    profile.samples = profile.samples.map { sample in
      var sample = sample
      sample.point = point(sample.point)
      sample.width *= scale
      return sample
    }
    profile.median *= scale
    profile.p95 *= scale
    profile.low *= scale
    profile.high *= scale
    return profile
  }
}

extension PixelMask {
  fileprivate func enlarged(by factor: Int32, width: Int32, height: Int32) -> PixelMask {
    // Runs stay in reading order: all of a row before those of the next, as often as the row is repeated.
    var enlarged: [Run] = []
    enlarged.reserveCapacity(runs.count * Int(factor))
    var start = runs.startIndex
    while start < runs.endIndex {
      let y = runs[start].y
      let end = runs[start...].firstIndex { $0.y != y } ?? runs.endIndex
      for row in (y * factor)..<max(y * factor, min((y + 1) * factor, height)) {
        for run in runs[start..<end] {
          let x = run.x * factor
          let length = min((run.x + run.length) * factor, width) - x
          if length > 0 { enlarged.append(Run(y: row, x: x, length: length)) }
        }
      }
      start = end
    }
    return PixelMask(runs: enlarged)
  }
}
