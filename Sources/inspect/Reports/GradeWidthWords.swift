import Detectors
import Foundation
import Inventory

/// Which photos show a width of interest finely enough, and from where each camera would.
enum GradeWidthWords {
  /// Returns lines for a person; nothing when no width was asked for.
  static func lines(of reports: [PhotoReport]) -> [String] {
    guard let width = reports.lazy.compactMap(\.gradeWidth).first else { return [] }
    let known = reports.compactMap(\.gradesWidth)
    let needed = WidthResolution.groundSampleDistance(toGrade: width) * 1000
    var lines = [
      "\(number(width)) mm can be graded in \(known.count(where: \.self)) of \(reports.count) photos; it takes "
        + "\(number(needed)) mm a pixel or finer, \(number(WidthResolution.pixelsAcrossLimit)) pixels across"
    ]
    let cameras = Dictionary(grouping: reports.filter { $0.gradeStandOff != nil }) {
      "\($0.model ?? "unknown camera") (\(PhotoTable.number($0.focalLength, 0)) px)"
    }
    for (camera, photos) in cameras.sorted(by: { $0.key < $1.key }) {
      guard let distance = photos.compactMap(\.gradeStandOff).min() else { continue }
      var line = "with the \(camera): \(atMost(distance)) m from the surface or closer, facing it squarely"
      let present = photos.compactMap(\.standOff)
      if let least = present.min(), let most = present.max() {
        let range = number(least) == number(most) ? number(least) : "\(number(least)) to \(number(most))"
        line += "; now it is as coarse as from \(range) m"
      }
      lines.append(line)
    }
    let unknown = reports.count - known.count
    if unknown > 0 { lines.append("not known for \(unknown): without angles, lens or height there is no pixel size") }
    if let finest = DetectorList.all.map({ $0.groundSampleDistance.lowerBound }).min(), needed / 1000 < finest {
      lines.append("'inspect run' looks for damage from \(number(finest * 1000)) mm a pixel upwards, which is coarser")
    }
    return lines
  }

  /// Returns a length with as many digits as anybody can measure.
  static func number(_ value: Double) -> String { text(value, places(value)) }

  /// Returns a length that is allowed at most: rounded down, so that what it says is enough.
  static func atMost(_ value: Double) -> String {
    let scale = pow(10, Double(places(value)))
    return text((value * scale + 1e-9).rounded(.down) / scale, places(value))
  }

  private static func places(_ value: Double) -> Int { value < 0.1 ? 3 : value < 10 ? 2 : 1 }

  private static func text(_ value: Double, _ places: Int) -> String {
    PhotoTable.number(value, places).replacing(/\.?0+$/, with: "")
  }
}
