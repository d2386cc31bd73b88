/// A map layer to be written in a format of GDAL.
package struct VectorLayer: Sendable {
  /// What its geometries are.
  package enum GeometryType: Sendable {
    case point
    case lines
    case polygons
    /// Different ones.
    case mixed
  }

  /// What a field holds.
  package enum FieldType: Sendable {
    /// Text of at most so many bytes; 0 for any number.
    case text(width: Int)
    case integer
    /// A number with at most so many digits and decimals in formats that count them.
    case real(width: Int, places: Int)
  }

  /// One field.
  package struct Field: Sendable {
    package let name: String
    package let type: FieldType

    /// Creates a field.
    package init(_ name: String, _ type: FieldType) {
      self.name = name
      self.type = type
    }
  }

  /// The contents of a field.
  package enum Value: Sendable, Equatable {
    case none
    case text(String)
    case integer(Int)
    case real(Double)
  }

  /// One feature.
  package struct Feature: Sendable {
    /// The geometry as ISO WKB.
    package let wkb: [UInt8]
    /// The contents of each field, in the order of the fields.
    package let values: [Value]
    /// How it is drawn, in OGR's words; only drawings have it.
    package let style: String?

    /// Creates a feature.
    package init(wkb: [UInt8], values: [Value], style: String? = nil) {
      self.wkb = wkb
      self.values = values
      self.style = style
    }
  }

  /// The name of the layer.
  package let name: String
  /// What its geometries are.
  package let geometryType: GeometryType
  /// The code of its coordinate system in the EPSG registry.
  package let epsg: Int
  /// The fields, in order.
  package let fields: [Field]
  /// The features, in order.
  package let features: [Feature]

  /// Creates a layer.
  package init(name: String, geometryType: GeometryType, epsg: Int, fields: [Field], features: [Feature]) {
    self.name = name
    self.geometryType = geometryType
    self.epsg = epsg
    self.fields = fields
    self.features = features
  }
}

/// A format that GDAL writes.
package enum VectorFormat: Sendable, Equatable {
  case flatGeobuf
  /// With the day that its table of attributes is of, `2026-07-01`.
  case shapefile(day: String)
  /// A drawing: fields are `Layer` and what else GDAL's driver knows.
  case drawing

  /// The name of GDAL's driver.
  var driver: String {
    switch self {
    case .flatGeobuf: "FlatGeobuf"
    case .shapefile: "ESRI Shapefile"
    case .drawing: "DXF"
    }
  }

  /// The end of the main file's name.
  var fileExtension: String {
    switch self {
    case .flatGeobuf: "fgb"
    case .shapefile: "shp"
    case .drawing: "dxf"
    }
  }

  /// What the layer is created with.
  var layerOptions: [String] {
    switch self {
    case .flatGeobuf: ["SPATIAL_INDEX=YES"]
    case .shapefile(let day): ["ENCODING=UTF-8", "DBF_DATE_LAST_UPDATE=\(day)", "SPATIAL_INDEX=NO", "RESIZE=NO"]
    case .drawing: []
    }
  }
}
