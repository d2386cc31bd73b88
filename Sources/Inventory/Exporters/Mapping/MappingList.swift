/// The mappings that are built in.
public enum MappingList {
  /// Their names.
  public static let ids = ["cartegraph", "excel-en", "excel-zh-TW", "maximo", "open311", "raw", "workforce"]

  /// Returns the built-in mapping of that name, or `nil` when there is none.
  public static func mapping(id: String) throws(RuleError) -> ColumnMapping? {
    let bytes: [UInt8]
    switch id {
    case "cartegraph": bytes = PackageResources.cartegraph_yaml
    case "excel-en": bytes = PackageResources.excel_en_yaml
    case "excel-zh-TW": bytes = PackageResources.excel_zh_TW_yaml
    case "maximo": bytes = PackageResources.maximo_yaml
    case "open311": bytes = PackageResources.open311_yaml
    case "raw": bytes = PackageResources.raw_yaml
    case "workforce": bytes = PackageResources.workforce_yaml
    default: return nil
    }
    return try ColumnMapping(yaml: bytes, file: "\(id).yaml")
  }

  /// Returns the mapping that was asked for, else a built-in one.
  static func chosen(_ mapping: ColumnMapping?, orBuiltIn id: String) throws(ExportError) -> ColumnMapping {
    if let mapping { return mapping }
    do throws(RuleError) {
      if let preset = try self.mapping(id: id) { return preset }
      throw RuleError(file: id, problem: "is missing")
    } catch {
      throw .notEncodable(id, reason: "\(error)")
    }
  }

  /// What each is for, in the order of the names.
  public static let summaries = [
    "cartegraph": "OpenGov Cartegraph: Windows-1252, ready for a user-defined import.",
    "excel-en": "Spreadsheets with English headers and words.",
    "excel-zh-TW": "Spreadsheets with headers and words in Traditional Chinese.",
    "maximo": "IBM Maximo: interface line, attribute names, one work order a row.",
    "open311": "Open311 GeoReport v2: the parameters of a service request.",
    "raw": "The default columns without the guard against formulas.",
    "workforce": "Esri Workforce: the columns of its import script.",
  ]
}
