/// The kinds of sidecars that are read.
public enum SidecarFormat: String, Hashable, Sendable, Codable, CaseIterable {
  /// OpenDroneMap's `geo.txt`: a line that names the coordinate system, then `file x y [z …]`.
  case odmGeo = "odm_geo"
  /// Pix4D's image geolocation: `name,latitude,longitude,altitude[,angles][,accuracies]`.
  case pix4D = "pix4d"
  /// DJI's time marks of a flight with satellite correction: `*_Timestamp.MRK`.
  case mrk
  /// Our own table: the first line names its columns.
  case table
}
