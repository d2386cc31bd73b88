import ImageKit

/// Defects as features of a map layer, with fields of the shared columns.
enum DefectLayer {
  /// A field and the column that fills it.
  struct Field {
    let name: String
    let column: String
    let type: VectorLayer.FieldType
  }

  /// Returns the parts of a placement that can be drawn, in the order in which a map prefers them.
  static func geometry(of placement: Placement) -> GeoPackageGeometry {
    let lines = placement.lines.filter { $0.count >= 2 }
    if !lines.isEmpty { return .multiLine(lines) }
    let areas = polygons(of: placement)
    return areas.isEmpty ? .point(placement.point) : .multiPolygon(areas)
  }

  /// Returns the areas that have three corners at least, without holes that have not.
  static func polygons(of placement: Placement) -> [GroundPolygon] {
    placement.outline.filter { $0.outer.count >= 3 }.map { polygon in
      GroundPolygon(outer: polygon.outer, holes: polygon.holes.filter { $0.count >= 3 })
    }
  }

  /// Returns the contents of fields.
  static func values(of fields: [Field], from cells: [String: TableCell]) -> [VectorLayer.Value] {
    fields.map { field in
      let text = cells[field.column]?.text ?? ""
      switch field.type {
      case .text(let width):
        return text.isEmpty ? .none : .text(width > 0 ? cut(PlainText.oneLine(text), width) : PlainText.clean(text))
      case .integer: return Int(text).map { .integer($0) } ?? .none
      case .real: return Double(text).map { .real($0) } ?? .none
      }
    }
  }

  /// Returns the text cut to so many bytes of UTF-8, between characters.
  private static func cut(_ text: String, _ width: Int) -> String {
    var kept = text
    while kept.utf8.count > width { kept.removeLast() }
    return kept
  }

  /// Encodes a layer.
  static func files(
    of layer: VectorLayer, as format: VectorFormat, name: String
  ) throws(ExportError) -> [(name: String, bytes: [UInt8])] {
    do throws(VectorEncoder.Failure) {
      return try VectorEncoder.files(of: layer, as: format)
    } catch {
      throw .notEncodable(name, reason: error.reason)
    }
  }

  /// Tells how many defects a map cannot show; nothing when it shows all.
  static func remarks(unplaced count: Int) -> [String] {
    count == 0 ? [] : ["\(count) \(count == 1 ? "defect" : "defects") without a place left out"]
  }
}
