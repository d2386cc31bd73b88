import Foundation
import ImageKit

/// The map of the report: what photos cover, and defects in the colour of their severity, as a drawing inside the page.
///
/// North is up. A point marks every defect, because most are smaller than a pixel of the map.
struct ReportMap {
  private let inventory: Inventory
  private let defects: [Defect]
  private let linked: Set<String>
  private let titles: [String: String]
  private let labels: Labels
  /// The width of the drawing and its greatest height, in its own units.
  private static let width = 1000.0, greatestHeight = 760.0, leastHeight = 320.0, margin = 30.0
  /// More footprints than this are left out one by one, evenly.
  private static let mostFootprints = 3000

  /// Creates the map.
  ///
  /// - Parameters:
  ///   - inventory: the photos and what they cover.
  ///   - defects: the most urgent first.
  ///   - linked: the names of the defects that have a card.
  ///   - titles: a line about each defect, by its name.
  ///   - labels: the words.
  init(inventory: Inventory, defects: [Defect], linked: Set<String>, titles: [String: String], labels: Labels) {
    self.inventory = inventory
    self.defects = defects
    self.linked = linked
    self.titles = titles
    self.labels = labels
  }

  /// How places become points of the drawing.
  private struct Frame {
    let plane: EquirectangularPlane
    let low: SIMD2<Double>
    /// Units of the drawing a metre.
    let scale: Double
    let offset: SIMD2<Double>
    let height: Double

    func point(_ position: HorizontalPosition) -> String? {
      let metres = plane.point(position)
      let x = offset.x + (metres.x - low.x) * scale
      let y = height - offset.y - (metres.y - low.y) * scale
      guard let u = FixedDecimal.trimmed(x, places: 1), let v = FixedDecimal.trimmed(y, places: 1) else { return nil }
      return "\(u),\(v)"
    }
  }

  /// The map with its legend, or the words that there is none.
  var html: String {
    guard let frame = frame else { return "<p>\(MarkupText.escaped(labels.text("report.no_map")))</p>\n" }
    let title = MarkupText.escaped(labels.text("report.map"))
    // A group, not a picture: its marks are links that a keyboard reaches.
    var text = "<div class=\"map\" role=\"group\" aria-label=\"\(title)\">"
    text += "<svg viewBox=\"0 0 1000 \(Int(frame.height))\" xmlns=\"http://www.w3.org/2000/svg\">\n"
    let footprints = inventory.photos.compactMap(\.footprint).filter { $0.count >= 3 }
    let step = max(1, (footprints.count + Self.mostFootprints - 1) / Self.mostFootprints)
    text +=
      "<g fill=\"#7C93A6\" fill-opacity=\"0.10\" stroke=\"#7C93A6\" stroke-width=\"0.8\" stroke-opacity=\"0.55\">\n"
    for index in stride(from: 0, to: footprints.count, by: step) {
      text += "<polygon points=\"\(Self.list(footprints[index], frame))\"/>\n"
    }
    text += "</g>\n"
    // The most urgent last, so that they lie on top.
    for defect in defects.reversed() { text += shape(of: defect, frame) }
    text += scaleBar(frame) + north
    text += "</svg>\n<p>"
    for level in SeverityColor.levels { text += ReportTables.dot(level) + MarkupText.escaped(labels.text(level)) }
    text += "<br>\(MarkupText.escaped(labels.text("report.legend")))"
    if !footprints.isEmpty { text += "; ▭ \(MarkupText.escaped(labels.text("report.footprint")))" }
    return text + "</p></div>\n"
  }

  private func shape(of defect: Defect, _ frame: Frame) -> String {
    guard let placement = defect.placement, Self.isOnEarth(placement.point), let point = frame.point(placement.point)
    else { return "" }
    let color = SeverityColor.css(of: defect.severity)
    let order = MarkupText.attribute(WorkOrderCSV.workOrderID(of: defect))
    let words = titles[defect.uid] ?? ""
    var text = linked.contains(defect.uid) ? "<a href=\"#\(order)\">" : "<g>"
    text += "<title>\(order) \(MarkupText.escaped(words))</title>"
    for line in placement.lines where line.count >= 2 {
      text += "<polyline points=\"\(Self.list(line, frame))\" fill=\"none\" stroke=\"\(color)\" stroke-width=\"2.5\"/>"
    }
    if placement.lines.isEmpty {
      for polygon in DefectLayer.polygons(of: placement) {
        text += "<polygon points=\"\(Self.list(polygon.outer, frame))\" fill=\"\(color)\" fill-opacity=\"0.4\""
        text += " stroke=\"\(color)\" stroke-width=\"1.5\"/>"
      }
    }
    let parts = point.split(separator: ",")
    text += "<circle cx=\"\(parts[0])\" cy=\"\(parts[1])\" \(Self.mark(defect.severity.worst))/>"
    return text + (linked.contains(defect.uid) ? "</a>\n" : "</g>\n")
  }

  /// Returns how a level is marked: by size and filling too, for whoever cannot tell the colours or prints without them.
  private static func mark(_ level: SeverityLevel?) -> String {
    let color = SeverityColor.css(of: level)
    guard let level else { return "r=\"5\" fill=\"#fff\" stroke=\"\(color)\" stroke-width=\"2.5\"" }
    let radius =
      switch level {
      case .high: "7.5"
      case .medium: "5.5"
      case .low: "3.5"
      }
    return "r=\"\(radius)\" fill=\"\(color)\" stroke=\"#1d2731\" stroke-width=\"1.2\""
  }

  private static func list(_ line: [HorizontalPosition], _ frame: Frame) -> String {
    line.compactMap(frame.point).joined(separator: " ")
  }

  private static func isOnEarth(_ position: HorizontalPosition) -> Bool {
    abs(position.latitude) <= 90 && abs(position.longitude) <= 360
  }

  /// Where the drawing lies: around the defects and what the photos cover; nil when nothing has a place.
  private var frame: Frame? {
    let places = defects.compactMap { $0.placement?.point }.filter(Self.isOnEarth)
    guard let origin = places.first else { return nil }
    let footprints = inventory.photos.compactMap(\.footprint).joined().filter(Self.isOnEarth)
    let plane = EquirectangularPlane(origin: origin)
    var (low, high) = (SIMD2(repeating: Double.infinity), SIMD2(repeating: -Double.infinity))
    // What photos cover far away from every defect would make the map of them a dot.
    for point in places.map(plane.point) {
      low = pointwiseMin(low, point)
      high = pointwiseMax(high, point)
    }
    let reach = max(100, max(high.x - low.x, high.y - low.y))
    let (near, far) = (low - SIMD2(repeating: reach), high + SIMD2(repeating: reach))
    for point in footprints.map(plane.point) {
      low = pointwiseMin(low, pointwiseMax(near, point))
      high = pointwiseMax(high, pointwiseMin(far, point))
    }
    let size = pointwiseMax(high - low, SIMD2(repeating: 5))
    let inner = Self.width - 2 * Self.margin
    let scale = min(inner / size.x, (Self.greatestHeight - 2 * Self.margin) / size.y)
    let height = max(Self.leastHeight, (size.y * scale + 2 * Self.margin).rounded(.up))
    let offset = SIMD2((Self.width - (high.x - low.x) * scale) / 2, (height - (high.y - low.y) * scale) / 2)
    guard scale.isFinite, offset.x.isFinite else { return nil }
    return Frame(plane: plane, low: low, scale: scale, offset: offset, height: height)
  }

  /// Returns a bar of a round number of metres, at most a quarter of the map.
  private func scaleBar(_ frame: Frame) -> String {
    let most = 250 / frame.scale
    var metres = pow(10, log10(most).rounded(.down))
    for factor in [5.0, 2.0] where metres * factor <= most {
      metres *= factor
      break
    }
    guard let width = FixedDecimal.trimmed(metres * frame.scale, places: 1),
      let label = metres >= 1000
        ? FixedDecimal.trimmed(metres / 1000, places: 1) : FixedDecimal.trimmed(metres, places: 2)
    else { return "" }
    let y = Int(frame.height) - 16
    return "<g font-size=\"15\" fill=\"#1d2731\"><rect x=\"20\" y=\"\(y)\" width=\"\(width)\" height=\"4\"/>"
      + "<text x=\"20\" y=\"\(y - 6)\">\(label) \(metres >= 1000 ? "km" : "m")</text></g>\n"
  }

  private var north: String {
    "<g fill=\"#1d2731\" font-size=\"15\"><path d=\"M972 14l8 24l-8-6l-8 6z\"/>"
      + "<text x=\"972\" y=\"54\" text-anchor=\"middle\">\(MarkupText.escaped(labels.text("report.north")))</text></g>\n"
  }
}
