/// The simple properties of an XMP packet, by namespace and path.
///
/// A property may stand as an attribute of `rdf:Description` or as a child element; the fields of a structure and the
/// items of a list keep the path that leads to them, so that `CameraOrientationNED/Yaw` and `CameraOrientationFLU/Yaw`
/// are two properties. Namespaces are compared by address with a slash at the end removed, never by prefix.
package struct XMPPacket: Sendable {
  /// The address of a namespace, without a slash at the end.
  package struct Namespace: Hashable, Sendable {
    package var address: String

    package init(_ address: String) {
      self.address = address.hasSuffix("/") ? String(address.dropLast()) : address
    }

    static let rdf = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
    static let xmp = Namespace("http://ns.adobe.com/xap/1.0/")
    static let exif = Namespace("http://ns.adobe.com/exif/1.0/")
    static let tiff = Namespace("http://ns.adobe.com/tiff/1.0/")
    static let note = Namespace("http://ns.adobe.com/xmp/note/")
    static let panorama = Namespace("http://ns.google.com/photos/1.0/panorama/")
    static let dji = Namespace("http://www.dji.com/drone-dji/1.0/")
    static let parrot = Namespace("http://www.parrot.com/drone-parrot/1.0/")
    static let skydio = Namespace("https://www.skydio.com/drone-skydio/1.0/")
    static let pix4D = Namespace("http://pix4d.com/camera/1.0/")
    static let senseFlyCamera = Namespace("http://ns.sensefly.com/Camera/1.0/")
    static let senseFly = Namespace("http://ns.sensefly.com/sensefly/1.0/")
  }

  /// One step of the path to a property.
  package struct Name: Hashable, Sendable {
    var namespace: Namespace
    var local: String
  }

  private var values: [[Name]: String] = [:]
  private var prefixes: [String: [Namespace]] = [:]
  /// What `rdf:about` says, which some makers use to sign.
  package private(set) var about: String?
  /// What was wrong with the packet, each thing once.
  package private(set) var warnings: [MetadataWarning] = []

  /// Creates a packet without properties.
  package init() {}

  /// Whether the packet has no property.
  package var isEmpty: Bool { values.isEmpty }

  /// The namespaces that a prefix was bound to, in order.
  package func namespaces(boundTo prefix: String) -> [Namespace] { prefixes[prefix] ?? [] }

  /// Whether any property belongs to a namespace.
  package func mentions(_ namespace: Namespace) -> Bool {
    values.keys.contains { $0.first?.namespace == namespace }
  }

  /// Returns the text of a property, or of a field of a structure, both in one namespace.
  package func text(_ namespace: Namespace, _ path: String...) -> String? {
    let text = values[path.map { Name(namespace: namespace, local: $0) }]?.trimmingWhitespace()
    return text?.isEmpty == false ? text : nil
  }

  /// Records a property; the first of a name counts.
  mutating func insert(_ text: String, at path: [Name]) {
    guard let old = values[path] else {
      values[path] = text
      return
    }
    guard old != text else { return }
    warn("xmp_duplicate_property", "the property \(path.last?.local ?? "") is given twice; the first is used")
  }

  /// Records what a prefix is bound to.
  mutating func bind(_ prefix: String, to namespace: Namespace) {
    if prefixes[prefix, default: []].contains(namespace) { return }
    prefixes[prefix, default: []].append(namespace)
  }

  /// Records the signature of a description; the first counts.
  mutating func sign(_ text: String) {
    if about == nil && !text.isEmpty { about = text }
  }

  /// Adds a warning once.
  mutating func warn(_ code: String, _ detail: String) {
    let warning = MetadataWarning(code, detail)
    // A hostile packet can have a hundred thousand faults; twenty tell enough.
    if warnings.count < 20 && !warnings.contains(warning) { warnings.append(warning) }
  }

  /// Takes over what another packet has and this one has not.
  mutating func merge(_ other: XMPPacket) {
    values.merge(other.values) { mine, _ in mine }
    for (prefix, namespaces) in other.prefixes {
      for namespace in namespaces { bind(prefix, to: namespace) }
    }
    for warning in other.warnings { warn(warning.code, warning.detail) }
  }
}
