/// Tables of one line a photo: Pix4D's, and our own.
enum SidecarTable {
  /// Reads all lines; `nil` when the text is no table.
  static func read(_ text: SidecarText, into reading: inout SidecarReading) -> SidecarFormat? {
    guard let first = text.lines.first else { return nil }
    let separator = SidecarText.separator(of: first.text)
    let cells = SidecarText.cells(of: first.text, separator: separator)
    var lines = text.lines[...]
    let columns: SidecarColumns
    if let named = SidecarColumns(names: cells) {
      columns = named
      lines = lines.dropFirst()
      if !named.unknown.isEmpty {
        reading.warn(
          "sidecar_column_ignored", line: first.number,
          "columns of unknown meaning: \(named.unknown.joined(separator: ", ").prefix(200))")
      }
    } else if let counted = SidecarColumns(count: cells.count), MetadataText.number(cells[1]) != nil,
      MetadataText.number(cells[2]) != nil
    {
      columns = counted
      if counted.indices[.pix4DYaw] != nil {
        reading.warn(
          "sidecar_angles_assumed", line: first.number,
          "columns without names; the angles are taken as yaw, pitch and roll of Pix4D, 0, 0, 0 straight down")
      }
    } else {
      return nil
    }
    for line in lines {
      let cells = SidecarText.cells(of: line.text, separator: separator)
      let row = SidecarRow(cells: cells, columns: columns, line: line.number)
      guard let entry = row.entry(&reading) else {
        reading.warn("sidecar_line_ignored", line: line.number, "it names no file")
        continue
      }
      reading.add(entry)
    }
    return columns.format
  }
}
