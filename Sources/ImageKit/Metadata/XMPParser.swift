import CExpat

/// Turns the XML of an XMP packet into properties, with expat as the lexer.
///
/// Nothing outside the packet is ever looked up: a document type declaration, the door to entity tricks, is refused.
/// Namespaces are resolved here rather than by expat, so that an undeclared prefix costs a warning and not the packet.
@safe
final class XMPParser {
  /// How a run over a text ended.
  enum Outcome: Equatable {
    case complete
    /// The text ends before its root element does; carries where the last token starts.
    case truncated(at: Int)
    /// The text stops being XML; carries where.
    case malformed(at: Int)
    /// The packet has what no XMP packet may have; carries what.
    case refused(String)
  }

  private struct Element {
    var isProperty: Bool
    var bindings: [String: XMPPacket.Namespace]
    var text = ""
    var hasChildren = false
    var items = 0
  }

  private static let maximumDepth = 32
  private static let conventionalPrefixes: [String: XMPPacket.Namespace] = [
    "rdf": .rdf, "xmp": .xmp, "exif": .exif, "tiff": .tiff, "drone-dji": .dji, "drone-parrot": .parrot,
    "drone-skydio": .skydio, "Camera": .pix4D,
  ]
  private static let lists: Set = ["Seq", "Bag", "Alt"]

  private let parser: XML_Parser
  private var packet: XMPPacket
  private var elements: [Element] = []
  private var path: [XMPPacket.Name] = []
  private var refusal: String?
  private var sawRoot = false

  private init(_ parser: XML_Parser, packet: XMPPacket) {
    unsafe self.parser = parser
    self.packet = packet
  }

  /// Reads a text in UTF-8 into a packet; what was complete before a fault stays in it.
  static func parse(_ bytes: [UInt8], into packet: inout XMPPacket) -> Outcome {
    guard let parser = unsafe XML_ParserCreate("UTF-8") else { return .refused("no memory for the parser") }
    defer { unsafe XML_ParserFree(parser) }
    let state = unsafe XMPParser(parser, packet: packet)
    defer { packet = state.packet }
    return withExtendedLifetime(state) { state.run(bytes) }
  }

  private func run(_ bytes: [UInt8]) -> Outcome {
    unsafe XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    unsafe XML_SetElementHandler(
      parser,
      { user, name, attributes in
        guard let state = unsafe XMPParser.state(user), let name = unsafe name else { return }
        var pairs: [(String, String)] = []
        var index = 0
        while let key = unsafe attributes?[index], let value = unsafe attributes?[index + 1] {
          unsafe pairs.append((String(cString: key), String(cString: value)))
          index += 2
        }
        unsafe state.start(String(cString: name), pairs)
      },
      { user, _ in unsafe XMPParser.state(user)?.end() })
    unsafe XML_SetCharacterDataHandler(parser) { user, characters, count in
      let bytes = unsafe UnsafeRawBufferPointer(start: characters, count: Int(count))
      unsafe XMPParser.state(user)?.append(String(decoding: bytes, as: UTF8.self))
    }
    unsafe XML_SetStartDoctypeDeclHandler(parser) { user, _, _, _, _ in
      unsafe XMPParser.state(user)?.refuse("it declares a document type")
    }
    let status = unsafe bytes.withUnsafeBytes { buffer in
      unsafe XML_Parse(parser, buffer.bindMemory(to: CChar.self).baseAddress, Int32(buffer.count), 1)
    }
    if let refusal { return .refused(refusal) }
    // What follows the root element, such as padding that is not blank, is nobody's business.
    if status == XML_STATUS_OK || (sawRoot && elements.isEmpty) { return .complete }
    let index = max(0, Int(unsafe XML_GetCurrentByteIndex(parser)))
    switch unsafe XML_GetErrorCode(parser) {
    case XML_ERROR_NO_ELEMENTS, XML_ERROR_UNCLOSED_TOKEN, XML_ERROR_PARTIAL_CHAR, XML_ERROR_UNCLOSED_CDATA_SECTION:
      return .truncated(at: index)
    default: return .malformed(at: index)
    }
  }

  private static func state(_ user: UnsafeMutableRawPointer?) -> XMPParser? {
    guard let user = unsafe user else { return nil }
    return unsafe Unmanaged<XMPParser>.fromOpaque(user).takeUnretainedValue()
  }

  private func refuse(_ reason: String) {
    refusal = refusal ?? reason
    _ = unsafe XML_StopParser(parser, 0)
  }

  private func start(_ qualifiedName: String, _ attributes: [(name: String, value: String)]) {
    guard refusal == nil else { return }
    guard elements.count < Self.maximumDepth else {
      return refuse("its elements are nested deeper than \(Self.maximumDepth)")
    }
    sawRoot = true
    var bindings: [String: XMPPacket.Namespace] = [:]
    for attribute in attributes where attribute.name == "xmlns" || attribute.name.hasPrefix("xmlns:") {
      let prefix = String(attribute.name.dropFirst(6))
      bindings[prefix] = XMPPacket.Namespace(attribute.value)
      packet.bind(prefix, to: XMPPacket.Namespace(attribute.value))
    }
    if !elements.isEmpty { elements[elements.count - 1].hasChildren = true }
    elements.append(Element(isProperty: false, bindings: bindings))
    let name = resolve(qualifiedName, isElement: true)
    if name.namespace == .rdf && name.local == "li" {
      elements[elements.count - 1].isProperty = true
      let parent = elements.count - 2
      if parent >= 0 { elements[parent].items += 1 }
      path.append(XMPPacket.Name(namespace: .rdf, local: "li\(parent >= 0 ? elements[parent].items : 1)"))
    } else if !isStructural(name) {
      elements[elements.count - 1].isProperty = true
      path.append(name)
    }
    for attribute in attributes where !attribute.name.hasPrefix("xml") {
      let name = resolve(attribute.name, isElement: false)
      if name.namespace == .rdf {
        if name.local == "about" { packet.sign(attribute.value) }
      } else {
        packet.insert(attribute.value, at: path + [name])
      }
    }
  }

  private func isStructural(_ name: XMPPacket.Name) -> Bool {
    if name.namespace == .rdf { return ["RDF", "Description"].contains(name.local) || Self.lists.contains(name.local) }
    return name.namespace.address == "adobe:ns:meta"
  }

  private func append(_ text: String) {
    if !elements.isEmpty { elements[elements.count - 1].text += text }
  }

  private func end() {
    guard refusal == nil, let element = elements.popLast(), element.isProperty else { return }
    if !element.hasChildren && element.text.contains(where: { !$0.isWhitespace }) {
      packet.insert(element.text, at: path)
    }
    path.removeLast()
  }

  private func resolve(_ qualifiedName: String, isElement: Bool) -> XMPPacket.Name {
    let parts = qualifiedName.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let prefix = parts.count == 2 ? String(parts[0]) : ""
    let local = String(parts.last ?? "")
    // An attribute without a prefix has no namespace, whatever the default is.
    if prefix.isEmpty && !isElement { return XMPPacket.Name(namespace: XMPPacket.Namespace(""), local: local) }
    for element in elements.reversed() {
      if let namespace = element.bindings[prefix] { return XMPPacket.Name(namespace: namespace, local: local) }
    }
    if prefix.isEmpty { return XMPPacket.Name(namespace: XMPPacket.Namespace(""), local: local) }
    packet.warn("xmp_undeclared_prefix", "the prefix \(prefix.prefix(40)) is not declared; its usual meaning is taken")
    return XMPPacket.Name(namespace: Self.conventionalPrefixes[prefix] ?? XMPPacket.Namespace(prefix), local: local)
  }
}
