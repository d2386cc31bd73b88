import Yams

extension CrackRateRule {
  /// The built-in rule.
  public static func builtIn() throws(RuleError) -> CrackRateRule {
    try CrackRateRule(yaml: PackageResources.mlit_crack_rate_yaml, file: "mlit-crack-rate.yaml")
  }

  /// Reads a rule from YAML.
  ///
  /// - Parameter file: what to call the file in errors.
  public init(yaml: [UInt8], file: String) throws(RuleError) {
    let top = try YAMLField(document: yaml, file: file).mapping(["id", "title", "source", "limits", "mesh", "classes"])
    id = try top.required("id").word()
    title = try top.required("title").text()
    source = try top.required("source").text()
    isToBeChecked = false
    if let limits = top.optional("limits") {
      guard try limits.text() == "to-be-checked" else {
        throw limits.error("the only limit known here is to-be-checked")
      }
      isToBeChecked = true
    }
    let mesh = try top.required("mesh").mapping(["cell", "oneCrack", "moreCracks", "patches"])
    let side = try mesh.required("cell")
    cell = try side.positiveNumber()
    guard (0.1...5).contains(cell) else { throw side.error("a cell is 0.1 to 5 m long") }
    let whole = cell * cell
    func area(_ field: YAMLField) throws(RuleError) -> Double {
      let area = try field.positiveNumber()
      guard area <= whole + 1e-9 else { throw field.error("a cell counts with no more than its own area") }
      return area
    }
    oneCrack = try area(mesh.required("oneCrack"))
    moreCracks = try area(mesh.required("moreCracks"))
    patches = []
    for field in try mesh.optional("patches")?.sequence() ?? [] {
      let members = try field.mapping(["from", "area"])
      let patch = Patch(
        from: try members.required("from").positiveNumber(), area: try area(members.required("area")))
      guard patch.from <= 100, patch.from > patches.last?.from ?? 0, patch.area >= patches.last?.area ?? 0 else {
        throw field.error("patches go from the least to the most patched cell, in percent of it")
      }
      patches.append(patch)
    }
    classes = []
    let fields = try top.required("classes").sequence()
    for (index, field) in fields.enumerated() {
      let members = try field.mapping(["class", "below"])
      let name = try members.required("class").word()
      let below = members.optional("below")
      let isLast = index == fields.count - 1
      if isLast, let below { throw below.error("the last class has no bound") }
      let bound = isLast ? .infinity : try members.required("below").positiveNumber()
      guard bound > classes.last?.bound ?? 0 else { throw field.error("the bounds of classes grow") }
      classes.append(Class(name: name, bound: bound))
    }
  }
}
