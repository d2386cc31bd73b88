import Foundation
import TestSupport

/// Virtual rasters and raw tiles, as text and bytes.
enum RasterText {
  /// Returns a virtual raster over the 10 × 10 values of a file, with what it says of them.
  static func vrt(
    of source: URL, size: Int = 10, scale: Double? = nil, offset: Double? = nil, unit: String? = nil,
    system: String? = "EPSG:4326", colour: String? = nil, hasTransform: Bool = true
  ) -> String {
    """
    <VRTDataset rasterXSize="\(size)" rasterYSize="\(size)">
    \(system.map { "<SRS dataAxisToSRSAxisMapping=\"2,1\">\($0)</SRS>" } ?? "")
    \(hasTransform ? "<GeoTransform>120.29995, 0.0001, 0, 22.63005, 0, -0.0001</GeoTransform>" : "")
    <VRTRasterBand dataType="Float64" band="1">
    \(colour.map { "<ColorInterp>\($0)</ColorInterp>" } ?? "")
    \(unit.map { "<UnitType>\($0)</UnitType>" } ?? "")
    \(offset.map { "<Offset>\($0)</Offset>" } ?? "")
    \(scale.map { "<Scale>\($0)</Scale>" } ?? "")
    <SimpleSource><SourceFilename relativeToVRT="0">\(source.path)</SourceFilename><SourceBand>1</SourceBand>
    <SrcRect xOff="0" yOff="0" xSize="\(min(size, 10))" ySize="\(min(size, 10))"/>
    <DstRect xOff="0" yOff="0" xSize="\(min(size, 10))" ySize="\(min(size, 10))"/>
    </SimpleSource>
    </VRTRasterBand>
    </VRTDataset>
    """
  }

  /// Returns a raster of square cells as an ASCII grid, which names no map: that is in a file beside it.
  static func asciiGrid(_ raster: HeightRaster, cell: Double) -> String {
    let rows = raster.heights.map { $0.map { "\($0)" }.joined(separator: " ") }
    let south = raster.origin.y - Double(raster.heights.count - 1) * cell
    return """
      ncols \(raster.heights[0].count)
      nrows \(raster.heights.count)
      xllcenter \(raster.origin.x)
      yllcenter \(south)
      cellsize \(cell)
      \(rows.joined(separator: "\n"))

      """
  }

  /// TWD67 / TM2 zone 121 in ESRI's words.
  static let oldTaiwan = """
    PROJCS["TWD_1967_TM_Taiwan",GEOGCS["GCS_TWD_1967",DATUM["D_TWD_1967",\
    SPHEROID["GRS_1967_Truncated",6378160.0,298.25]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],\
    PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",250000.0],PARAMETER["False_Northing",0.0],\
    PARAMETER["Central_Meridian",121.0],PARAMETER["Scale_Factor",0.9999],PARAMETER["Latitude_Of_Origin",0.0],\
    UNIT["Meter",1.0]]
    """

  /// Returns an SRTM tile of three seconds: 1201 × 1201 heights from the north-west corner, with a gap at one node.
  static func hgt(_ height: (_ row: Int, _ column: Int) -> Int, gapAt gap: (row: Int, column: Int)) -> Data {
    var bytes = Data(capacity: 1201 * 1201 * 2)
    for row in 0...1200 {
      for column in 0...1200 {
        let value = Int16(row == gap.row && column == gap.column ? -32768 : height(row, column))
        bytes.append(UInt8(truncatingIfNeeded: value >> 8))
        bytes.append(UInt8(truncatingIfNeeded: value))
      }
    }
    return bytes
  }

  /// Returns a DTED tile of level 0 with its south-west corner at 22° N 120° E: 121 × 121 heights.
  ///
  /// By MIL-PRF-89020: three headers, then a record a meridian from the west, heights from the south as sign and
  /// magnitude, and the sum of the record's bytes.
  static func dted(_ height: (_ north: Int, _ east: Int) -> Int) -> Data {
    func padded(_ text: String, _ count: Int) -> Data {
      var data = Data(text.utf8)
      data.append(Data(repeating: UInt8(ascii: " "), count: count - data.count))
      return data
    }
    var file = padded("UHL11200000E0220000N03000300NA  U  ", 47)
    file.append(padded("012101210", 33))
    var description = padded("DSIU", 648)
    func write(_ text: String, at offset: Int) {
      description.replaceSubrange(offset..<offset + text.utf8.count, with: Data(text.utf8))
    }
    write("DTED0", at: 59)
    write("E96", at: 141)
    write("WGS84", at: 144)
    write("220000.0N1200000.0E220000N1200000E230000N1200000E230000N1210000E220000N1210000E", at: 185)
    write("0000000.0", at: 264)
    write("0300", at: 273)
    write("0300", at: 277)
    write("0121", at: 281)
    write("0121", at: 285)
    write("00", at: 289)
    file.append(description)
    file.append(padded("ACCNA  NA  NA  NA  ", 2700))
    for east in 0...120 {
      var record = Data([0xAA, 0, UInt8(east >> 8), UInt8(east & 255), 0, UInt8(east), 0, 0])
      for north in 0...120 {
        let value = height(north, east)
        let word = UInt16(abs(value)) | (value < 0 ? 0x8000 : 0)
        record.append(contentsOf: [UInt8(word >> 8), UInt8(word & 255)])
      }
      let sum = record.reduce(UInt32(0)) { $0 + UInt32($1) }
      record.append(contentsOf: [UInt8(sum >> 24), UInt8(sum >> 16 & 255), UInt8(sum >> 8 & 255), UInt8(sum & 255)])
      file.append(record)
    }
    return file
  }
}
