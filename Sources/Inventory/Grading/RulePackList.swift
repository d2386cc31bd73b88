/// The standards that are built in.
public enum RulePackList {
  /// The name of the pack that is used when none is asked for.
  public static let defaultID = "fhwa-ltpp-2014"

  /// The names of the built-in packs.
  public static let ids = [
    "aci-224r-01", "astm-d6433-asphalt", "astm-d6433-concrete", "fhwa-ltpp-2014", "taiwan-facade-screening", treesID,
  ]
  /// The name of the pack that grades trees wherever another has no rule for them.
  public static let treesID = "trees-screening"

  /// Returns the built-in pack of that name, or `nil` when there is none.
  public static func pack(id: String) throws(RuleError) -> RulePack? {
    let bytes: [UInt8]
    switch id {
    case "aci-224r-01": bytes = PackageResources.aci_224r_01_yaml
    case "astm-d6433-asphalt": bytes = PackageResources.astm_d6433_asphalt_yaml
    case "astm-d6433-concrete": bytes = PackageResources.astm_d6433_concrete_yaml
    case "fhwa-ltpp-2014": bytes = PackageResources.fhwa_ltpp_2014_yaml
    case "taiwan-facade-screening": bytes = PackageResources.taiwan_facade_screening_yaml
    case treesID: bytes = PackageResources.trees_screening_yaml
    default: return nil
    }
    return try RulePack(yaml: bytes, file: "\(id).yaml")
  }
}
